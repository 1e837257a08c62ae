"""Where a key stands in a TOML file.

tomli tells line and column only for broken syntax. For what is well-formed but wrong we look the key path up
again, and only then: tables and arrays of tables by their headers, keys by their first mention.
"""

from __future__ import annotations

import re
from functools import lru_cache

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _split(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _place(names: list[str], counts: dict[Path, int], new_item: bool) -> Path:
    """The key path of a header, with the index of the array item that it belongs to."""
    path: Path = ()
    for i, name in enumerate(names):
        path = (*path, name)
        if i == len(names) - 1 and new_item:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


@lru_cache(maxsize=2)  # a file with a thousand problems asks a thousand times
def line_index(text: str) -> dict[Path, int]:
    """Key path → line (from 1) for each header and key of a TOML text."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = _place(_split(header[2]), counts, header[1] == "[[")
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            path = here
            for name in _split(key[1]):
                path = (*path, name)
                found.setdefault(path, number)
    return found


def line_of(text: str, path: Path) -> int:
    """The line of this key path, or of the nearest table around it (1 where nothing is found)."""
    index = line_index(text)
    while path and path not in index:
        path = path[:-1]
    return index.get(path, 1)
