"""What a person has set, in one small file of their own: read when a door opens, written only when they change something.

The file is TOML, 0600; keys and comments that we do not know stay as they are. What cannot be read is a Problem, and
the defaults apply.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.core.text import Language
from assistant.edge import files, places
from assistant.edge.problems import Problem

THEMES = ("auto", "light", "dark", "contrast", "terminal")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("de", "en"), "theme": THEMES, "spelling": ("de", "ch"), "address": ("formal", "informal"),
    "spacing": ("normal", "large"), "ascii": ("auto", "yes", "no"),
}  # fmt: skip
_LARGEST = 100_000  # bytes: nobody's settings


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; `language` None means that of the system."""

    language: Language | None = None
    theme: Literal["auto", "light", "dark", "contrast", "terminal"] = "auto"
    ascii: Literal["auto", "yes", "no"] = "auto"
    spacing: Literal["normal", "large"] = "normal"
    spelling: Literal["de", "ch"] = "de"
    address: Literal["formal", "informal"] = "formal"
    playbooks: tuple[str, ...] = ()  # folders, see edge/shelves.py


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings that hold, and what was wrong with the file."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def file() -> Path:
    """Where they are kept."""
    return places.config() / "settings.toml"


def _read(path: Path) -> str:
    with path.open("rb") as opened:
        return opened.read(_LARGEST + 1)[:_LARGEST].decode("utf-8-sig")


def load(path: Path | None = None) -> Loaded:
    """The settings; a file that is not there means the defaults."""
    path = path or file()
    try:
        text = _read(path)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return _unusable(Problem("unreadable", str(path), facts={"reason": error.strerror or str(error)}))
    except UnicodeDecodeError:
        return _unusable(Problem("not-utf8", str(path)))
    import tomli  # noqa: PLC0415 most people have no settings file

    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _unusable(Problem("bad-toml", str(path), line=error.lineno, facts={"reason": error.msg}))
    known = {name: table[name] for name in _CHOICES if name in table}
    wrong = [_problem(path, name, value) for name, value in known.items() if value not in _CHOICES[name]]
    right: dict[str, Any] = {name: value for name, value in known.items() if value in _CHOICES[name]}
    folders = _folders(path, table.get("playbooks", ()))
    wrong += folders if isinstance(folders, list) else []
    return Loaded(Settings(**right, playbooks=() if isinstance(folders, list) else folders), tuple(wrong))


def _folders(path: Path, said: object) -> tuple[str, ...] | list[Problem]:
    """The folders of playbooks that the file names, or what is wrong with them."""
    named = [said] if isinstance(said, str) else said
    if isinstance(named, list | tuple) and all(isinstance(name, str) for name in named):
        return tuple(named)
    return [Problem("wrong-type", str(path), 0, "playbooks", {"expected": "list", "found": type(said).__name__})]


def _unusable(problem: Problem) -> Loaded:
    return Loaded(Settings(), (problem,))


def _problem(path: Path, name: str, value: object) -> Problem:
    facts = {"value": str(value), "guess": "", "options": ", ".join(_CHOICES[name])}
    return Problem("unknown-choice", str(path), key=name, facts=facts)


def save(changes: Mapping[str, str], path: Path | None = None) -> None:
    """Writes these settings, leaving everything else in the file as it stands; a file that cannot be read is put aside
    as `settings.toml.old`. Raises OSError."""
    path = path or file()
    import tomli  # noqa: PLC0415 see load

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        before = _read(path)
        tomli.loads(before)
    except FileNotFoundError:
        before = ""
    except (UnicodeDecodeError, tomli.TOMLDecodeError):
        path.replace(path.with_name(path.name + ".old"))
        before = ""
    files.put(path, _changed(before, changes).encode(), force=True, private=True)


def _changed(text: str, changes: Mapping[str, str]) -> str:
    """The text with these keys set: in their own lines where they have one, else before the first table."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    for key, value in changes.items():
        line = f'{key} = "{value}"'
        at = next((i for i in range(end) if re.match(rf"\s*[\"']?{key}[\"']?\s*=", lines[i])), None)
        if at is None:
            lines.insert(end, line)
            end += 1
        else:
            comment = re.search(r"\s+#.*$", lines[at])
            lines[at] = line + (comment[0] if comment else "")
    return "\n".join(lines) + "\n"
