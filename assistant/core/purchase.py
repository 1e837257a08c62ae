"""Playbook and trigger, scored jointly: a trigger speaks for its playbook, and a playbook narrows its triggers.

Labels of triggers are "playbook/trigger" here (see recogniser.trigger_key).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.core import cues
from assistant.core.clauses import says_something
from assistant.core.recogniser import Recogniser
from assistant.core.slots import LOST, MOST_RIVALS, SlotReading, Why
from assistant.core.votes import confidence, score
from assistant.core.words import tokens

_SHORTEST_NAME = 3
QUIET = 0.8  # what a line without any other hint must reach to raise the question of its topic
AGREE_TRIGGER, AGREE_PLAYBOOK = 0.3, 0.4  # what two independent hints at one playbook must reach to be worth a question


def split(label: str) -> tuple[str, str]:
    """(playbook, trigger) of a label."""
    playbook, _, trigger = label.partition("/")
    return playbook, trigger


def unkey(reading: SlotReading) -> SlotReading:
    """Trigger labels back to plain ids. Rivals that are the same trigger of several playbooks leave no choice between
    triggers: then the playbook is what has to be asked."""
    rivals = tuple(dict.fromkeys(split(r)[1] for r in reading.rivals))
    one = len(rivals) == 1 < len(reading.rivals)
    return replace(
        reading,
        verdict="lost" if one else reading.verdict,
        id=split(reading.id)[1] if reading.id else None,
        rivals=() if one else rivals,
        why=tuple(Why(w.code, {**w.facts, "id": w.facts["id"].rpartition("/")[2]}) for w in reading.why),
    )


def _named(spoken: Collection[str], known: Recogniser) -> str | None:
    """The one playbook that a single word names ("ERP", "M365"); None where several are named or none."""
    forms = {form for form in spoken if len(form) >= _SHORTEST_NAME and form not in cues.FILLERS}
    hits = {hit[0] for form in forms if (hit := known.exact["playbook"].get((form,)))}
    return hits.pop() if len(hits) == 1 else None


def _within(playbook: str, windows: list[str], known: Recogniser) -> SlotReading:
    """The trigger among those of one playbook."""
    windows = [w for w in windows if _says_more_than_a_name(w, known, playbook)]

    def own(label: str) -> bool:
        return split(label)[0] == playbook

    return score("trigger", windows, known, allow=own, name=known.within(playbook))


def _candidates(playbook: str, window: str, known: Recogniser) -> tuple[str, ...]:
    """The triggers of this playbook, the likelier first."""
    ranked = known.indexes.verdict(known.within(playbook), window).ranking.matches
    return tuple(m.label for m in ranked if split(m.label)[0] == playbook)[:MOST_RIVALS]


def _says_more_than_a_name(window: str, known: Recogniser, playbook: str | None = None) -> bool:
    """"Presse", "vernetzte Maschinen" alone name what is bought, not why. `playbook` = only its names count as such."""
    forms = tuple(tokens(window))
    names = known.standing("playbook", forms, lambda _at, _size, label, _phrase: playbook in (None, label))
    named = {i for at, size, _, _ in names for i in range(at, at + size)}
    return says_something([form for i, form in enumerate(forms) if i not in named])


def _ask_within(playbook: str, windows: list[str], known: Recogniser, free: SlotReading) -> SlotReading:
    """The playbook is clear, the trigger is not: its triggers are the choice, those already in question first."""
    telling = [w for w in windows if _says_more_than_a_name(w, known, playbook)]
    if not telling or any(w.code == "negated" for w in free.why):
        return replace(free, verdict="lost", id=None, rivals=())
    ranked = _candidates(playbook, telling[-1], known)
    first = tuple(r for r in free.rivals if split(r)[0] == playbook)
    rivals = tuple(dict.fromkeys((*first, *ranked)))[:MOST_RIVALS]
    if len(rivals) < 2:  # noqa: PLR2004 a choice needs two
        return LOST
    why = (Why("open-within", {"slot": "playbook", "id": playbook, "words": telling[-1]}),)
    return SlotReading("unsure", None, rivals, why)


def _agreement(windows: list[str], known: Recogniser) -> str | None:
    """The playbook that both its own words and its triggers' words point at, each too weakly to say so alone."""
    for window in windows:
        about, cause = known.indexes.verdict("playbook", window), known.indexes.verdict("trigger", window)
        books, triggers = about.ranking.matches, cause.ranking.matches
        if not books or not triggers or not says_something(tokens(window)):
            continue
        book = books[0].label
        strong = confidence(cause) >= AGREE_TRIGGER and about.ranking.belongs >= AGREE_PLAYBOOK
        if strong and split(triggers[0].label)[0] == book:
            return book
    return None


def _from_trigger(
    trigger: SlotReading, playbook: SlotReading, windows: list[str], known: Recogniser
) -> SlotReading:
    """A sure trigger fills its playbook; its rivals' playbooks are the playbook's rivals, with the next likely one
    where they all belong to one."""
    if playbook.verdict == "sure":
        return playbook
    if trigger.id:
        book, name = split(trigger.id)
        return SlotReading("sure", book, (), (Why("from-trigger", {"slot": "playbook", "id": book, "trigger": name}),))
    books = tuple(dict.fromkeys((*playbook.rivals, *(split(r)[0] for r in trigger.rivals))))[:MOST_RIVALS]
    if len(books) == 1:
        ranked = known.indexes.verdict("playbook", windows[-1]).ranking.matches
        books = (*books, *[m.label for m in ranked if m.label not in books][:1])
    if len(books) < 2:  # noqa: PLR2004 a choice needs two
        return playbook
    why = tuple(Why("from-trigger", {"slot": "playbook", "id": b, "trigger": ""}) for b in books)
    return SlotReading("unsure", None, books, why)


def _conflict(
    book: SlotReading, free: SlotReading, windows: list[str], known: Recogniser
) -> tuple[SlotReading, SlotReading]:
    """The words of one playbook with the trigger of another: its own trigger if that is as sure, else ask."""
    limited = _within(book.id or "", windows, known)
    if limited.verdict == "sure":
        return book, limited
    other = split(free.id or "")[0]
    about = SlotReading("unsure", None, (book.id or "", other), (*book.why, *free.why))
    rivals = tuple(dict.fromkeys((free.id or "", *limited.rivals, *_candidates(book.id or "", windows[-1], known))))
    return about, SlotReading("unsure", None, rivals[:MOST_RIVALS], free.why)


def purchase(
    windows: list[str], spoken: Collection[str], known: Recogniser, *, fixed: str | None, floor: float
) -> tuple[SlotReading, SlotReading]:
    """(playbook, trigger) of a line. `spoken` = its words that no negation reaches; `fixed` = the playbook is already
    known; `floor` as in votes.score."""
    book = score("playbook", windows, known, floor=QUIET)
    if fixed:
        book = SlotReading("sure", fixed, (), (Why("given", {"slot": "playbook", "id": fixed}),))
    free = score("trigger", [w for w in windows if _says_more_than_a_name(w, known)], known, floor=floor)
    clear = book.id or _named(spoken, known)
    word_for_word = any(w.facts.get("exact") for w in free.why)
    if free.id and (clear in (None, split(free.id)[0]) or (word_for_word and not fixed)):
        return _from_trigger(free, LOST if word_for_word and not fixed else book, windows, known), free
    if free.id and book.id and not fixed:
        return _conflict(book, free, windows, known)
    if clear:
        limited = _within(clear, windows, known)
        trigger = limited if limited.verdict == "sure" else _ask_within(clear, windows, known, _more(limited, free))
        return _from_trigger(trigger, book, windows, known), trigger
    if agreed := _agreement(windows, known):
        trigger = _ask_within(agreed, windows, known, free)
        return _from_trigger(trigger, book, windows, known), trigger
    return _from_trigger(free, book, windows, known), free


def _more(limited: SlotReading, free: SlotReading) -> SlotReading:
    """The reading that has rivals to offer, the narrower one first."""
    return limited if limited.rivals or not free.rivals else free
