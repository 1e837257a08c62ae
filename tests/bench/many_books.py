"""Playbooks by the thousand for the bench: the built-in ones, each about another thing and put in other words.

Every word of the topic's own phrases becomes another word of German or English (the same one throughout a playbook), and
so do three in ten of the other words of all phrases; what happens to the thing ("defekt", "lohnt nicht") is said alike in
many of them, as it is in life. The advice itself is that of the built-in ones, so that a file has a real one's size.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from assistant.core import cues
from assistant.core.words import fold
from assistant.edge import parcel, places
from assistant.edge.lexicon import FILE

SHARE = 0.3  # of the words beside the topic that a playbook has to itself
TELLING = 5  # letters of a word that may be another one elsewhere
_SECTION = re.compile(r"^\[(?:triggers\.)?(?:phrases|near_misses)\]\n(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r'^name = \{ de = "([^"]*)", en = "([^"]*)" \}', re.MULTILINE)


def _words() -> list[str]:
    """Words of German and English, neither the commonest nor the rarest."""
    blocks = parcel.load(FILE, touch=False) or {}
    names = bytes(blocks["words"]).decode("ascii").split("\n")
    return [name for name in names if name.isalpha() and TELLING <= len(name) <= 14][2_000:32_000]


def varied(text: str, seed: int, pool: Sequence[str]) -> str:
    """The text of a playbook with phrases of its own; the same for the same seed."""
    first = _SECTION.search(text)
    said = " ".join(_STRING.findall(first[1] if first else ""))
    topic = {fold(word) for word in _WORD.findall(said)} - cues.FILLERS
    chosen: dict[str, str] = {}

    def other(hit: re.Match[str]) -> str:
        word, form = hit[0], fold(hit[0])
        if form in cues.FILLERS or (len(form) < TELLING and form not in topic):
            return word
        if form not in chosen:
            draw = random.Random(f"{seed}/{form}")
            chosen[form] = draw.choice(pool) if form in topic or draw.random() < SHARE else ""
        found = chosen[form] or word
        return found.capitalize() if chosen[form] and word[0].isupper() else found

    def section(hit: re.Match[str]) -> str:
        head, *lines = hit[0].split("\n")
        swapped = (x if x.startswith("source") else _STRING.sub(lambda s: f'"{_WORD.sub(other, s[1])}"', x) for x in lines)
        return "\n".join([head, *swapped])

    numbered = _NAME.sub(lambda n: f'name = {{ de = "{n[1]} {seed}", en = "{n[2]} {seed}" }}', text, count=1)
    return _SECTION.sub(section, numbered)


def fill(folder: Path, count: int) -> int:
    """Writes `count` playbooks; their size in bytes."""
    books = sorted(p for p in places.shipped("playbooks").glob("*.toml") if p.name not in ("phases.toml", "personas.toml"))
    pool, size = _words(), 0
    for i in range(count):
        source = books[i % len(books)]
        name = f"{source.stem}-{i}"
        text = source.read_text(encoding="utf-8").replace(f'id = "{source.stem}"', f'id = "{name}"', 1)
        size += (folder / f"{name}.toml").write_bytes(varied(text, i, pool).encode())
    return size
