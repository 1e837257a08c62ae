"""The recogniser of very many playbooks: topics and triggers by counting (broad.py), all else as ever (recogniser.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.core.broad import Broad
from assistant.core.broad_exact import ExactPhrases, NearMisses
from assistant.core.playbook import Library
from assistant.core.recogniser import Judge, Lesson, Recogniser, Shelf, Slot, material, within_name
from assistant.core.spelling import Speller

__all__ = ["BROAD", "broad_recogniser", "lesson_of", "shared_lessons"]

BROAD: tuple[Slot, ...] = ("playbook", "trigger")  # the slots whose labels are very many


def shared_lessons(library: Library) -> Mapping[str, Lesson]:
    """What the indexes of the shared lists are built from, by their names."""
    return material(replace(library, playbooks={}))


def lesson_of(name: str, shared: Callable[[], Mapping[str, Lesson]], whole: Broad) -> Lesson:
    """What the index of this name is built from: a shared list, or the triggers of one playbook ("trigger/ID")."""
    if not name.startswith(within_name("")):
        return shared()[name]
    book = name.removeprefix(within_name(""))
    labels, phrases, against = list[str](), list[str](), list[tuple[str, str]]()
    at = whole.label_place[book] + 1
    while at < len(whole.labels) and whole.labels[at].startswith(f"{book}/"):
        own, near = whole.taught(whole.labels[at])
        labels += [whole.labels[at]] * len(own)
        phrases += own
        against += [(whole.labels[at], miss) for miss in near]
        at += 1
    return Lesson(tuple(labels), tuple(phrases), tuple(against))


def broad_recogniser(shared: Recogniser, whole: Broad, index: Callable[[str], Judge]) -> Recogniser:
    """A recogniser for the playbooks of these cards; `shared` is the one of the shared lists alone; `index` brings the index
    of a name when it is first asked for."""
    own = [within_name(label) for label in whole.labels if "/" not in label]
    exact = {**shared.exact, **{slot: ExactPhrases(whole, slot) for slot in BROAD}}
    misses = {**shared.misses, **{slot: NearMisses(whole, slot) for slot in BROAD}}
    speller = Speller(shared.speller.targets, shared.speller.known | frozenset(whole.words))
    return Recogniser(Shelf([*own, *BROAD, *shared.indexes], index), exact, misses, speller)
