"""Every kind of paper and both maps as entries of a list, by group, found by any of their names."""

from __future__ import annotations

from assistant.core.papers.kinds import KINDS, Kind
from assistant.core.text import Language
from assistant.doors.tui.commands import COMMANDS, LANGUAGES, Scene
from assistant.doors.tui.listing import Item
from assistant.doors.tui.menu import Entry, known
from assistant.doors.tui.words import command_words, kind_words

PAPER = "paper:"  # before the id of a kind
MAPS = ("map", "centre-map")


def order(id_: str, language: Language) -> str:
    """What is said to order the paper of this entry: its name."""
    return str(kind_words(language)["names"][id_.removeprefix(PAPER)])


def _entry(kind: Kind, language: Language, *, sought: bool) -> Entry:
    words, both = kind_words(language), [kind_words(one) for one in LANGUAGES]
    names = [text for w in both for text in (w["names"][kind.id], w["also"][kind.id], w["groups"][kind.group])]
    return Entry(Item(PAPER + kind.id, words["names"][kind.id], tail=words["groups"][kind.group]), tuple(names), sought)


def all_entries(scene: Scene) -> list[Entry]:
    """All kinds in the order of their groups, then the maps."""
    words = kind_words(scene.language)
    titles = command_words(scene.language)
    maps = [Entry(Item(m, titles[m].title, tail=words["maps"]), (*known(m), *(kind_words(x)["maps"] for x in LANGUAGES))) for m in MAPS]
    return [*(_entry(k, scene.language, sought=False) for k in KINDS.values()), *maps]


def more_entries(scene: Scene) -> list[Entry]:
    """The kinds that have no command of their own, for the menu's search."""
    own = {c.paper for c in COMMANDS}
    return [_entry(k, scene.language, sought=True) for k in KINDS.values() if k.id not in own] if scene.ready else []
