"""Side questions: which entry of the glossary somebody asks for."""

from __future__ import annotations

from assistant.core.playbook import Entry, Library
from assistant.core.words import fold, tokens


def _key(text: str) -> tuple[str, ...]:
    return tuple(tokens(text))


def find_entry(library: Library, asked: str) -> Entry | None:
    """The entry whose name or alias was asked for, word for word or with a plural ending; None if there is none."""
    wanted = _key(asked)
    if not wanted:
        return None
    for entry in library.glossary:
        names = (*entry.aliases, entry.name.de, entry.name.en, entry.id)
        if any(_same(wanted, _key(name)) for name in names):
            return entry
    return None


def _same(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if asked == name:
        return True
    short = fold(" ".join(asked)).replace("-", " ")
    plain = fold(" ".join(name))
    return bool(plain) and (short.removesuffix("s") == plain.removesuffix("s") or short.removesuffix("n") == plain)
