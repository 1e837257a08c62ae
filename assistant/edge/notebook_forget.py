"""A person who is to be forgotten: where past conversations name them, and the name taken out of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.core.masking import masked, unnamed
from assistant.edge.notebook import Notebook, set_aside
from assistant.edge.notebook_file import NAME, damaged
from assistant.edge.notebook_hold import Hold

__all__ = ["Named", "find", "forget"]

GONE = "[…]"  # in the place of a name


@dataclass(frozen=True, slots=True)
class Named:
    """Conversations that name somebody, by number; `turns` = how many turns do so; `held` of them are open in another
    window; `aside` = damaged notebooks that cannot be looked through."""

    conversations: tuple[int, ...] = ()
    turns: int = 0
    held: tuple[int, ...] = ()
    aside: tuple[Path, ...] = ()


def _pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, GONE) for name in names if name]


def find(folder: Path, names: Sequence[str]) -> Named:
    """Where the notebook of this folder names one of these (a name, its last part, a pseudonym). Raises Trouble."""
    book, hold, names_ = Notebook(folder / NAME), Hold(folder / "notebook.lock"), _pairs(names)
    try:
        found = {h.id: [unnamed(text, names_) != text for text in (h.draft, *book.raw(h.id))] for h in book.headings()}
        named = tuple(id_ for id_, hits in found.items() if any(hits))
        held = tuple(id_ for id_ in named if not hold.is_free(id_))
        return Named(named, sum(map(sum, found.values())), held, tuple(set_aside(book.path)))
    finally:
        hold.close()
        book.close()


def forget(folder: Path, names: Sequence[str]) -> Named:
    """Takes these names out of all conversations that no other window has open, and in their turns every address and
    number; what was done. Raises Trouble."""
    named, names_ = find(folder, names), _pairs(names)
    book = Notebook(folder / NAME)

    def change(text: str) -> str:
        return masked(text, names_) if unnamed(text, names_) != text else text

    try:
        for id_ in named.conversations:
            if id_ not in named.held:
                book.rewrite(id_, change)
    except ValueError as error:
        raise damaged(str(error)) from error
    finally:
        book.close()
    return named
