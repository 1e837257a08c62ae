"""How a slot is decided: every window of the line votes, the clearest vote wins, a contradiction asks back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.core import cues
from assistant.core.clauses import Clause, remainder, says_something
from assistant.core.matching import Verdict
from assistant.core.polarity import akin, polarity
from assistant.core.recogniser import Judge, Recogniser, Slot
from assistant.core.slots import MOST_RIVALS, SlotReading, State, Why
from assistant.core.words import spans, tokens

CLAIMING: tuple[Slot, ...] = ("phase", "urgency", "loop")  # slots that may claim a faint hint at a trigger
ABOUT: tuple[Slot, ...] = ("playbook", "trigger")
CLEAR = 0.12  # lead in confidence from which one sure window outweighs another


@dataclass(frozen=True, slots=True)
class Vote:
    """What one window says about one slot; "lost" = its negation rules the label out."""

    window: str
    state: State
    labels: tuple[str, ...]
    confidence: float
    phrase: str
    exact: str = ""  # the words of the window that are the phrase, where it stands there word for word


def anything(_: str) -> bool:
    return True


def windows_of(text: str, parts: tuple[Clause, ...], taken: set[int]) -> list[str]:
    """Each clause, neighbouring clauses and the whole line, without the tokens that start at an offset in `taken`."""
    singles = [remainder(text, (c,), taken) for c in parts]
    pairs = [remainder(text, parts[i : i + 2], taken) for i in range(len(parts) - 1)]
    whole = [remainder(text, parts, taken)]
    return [w for w in dict.fromkeys([*singles, *pairs, *whole]) if w]


def _word_for_word(window: str, slot: Slot, known: Recogniser) -> Vote | None:
    """The longest phrase of the slot that stands in the window as it is: of two words at least, or all that it says."""
    found = spans(window)
    forms = tuple(s.form for s in found)
    content = sum(f not in cues.FILLERS for f in forms)
    best: Vote | None = None
    longest = 0
    for at in range(len(forms)):
        hit = known.longest(slot, forms, at)
        if hit and hit[0] > longest and (hit[0] > 1 or hit[0] >= content):
            longest, label, phrase = hit
            words = window[found[at].start : found[at + longest - 1].end]
            best = Vote(window, "sure", (label,), 1.0, phrase, words)
    return best


def _vote(
    window: str, slot: Slot, name: str, known: Recogniser, *, allow: Callable[[str], bool], floor: float | None
) -> Vote | None:
    if not says_something(tokens(window)):
        return None
    hit = _word_for_word(window, slot, known)
    if hit and allow(hit.labels[0]) and polarity(window, hit.phrase) == "same":
        return hit
    verdict = known.indexes.verdict(name, window)
    labels = tuple(m.label for m in verdict.ranking.matches if allow(m.label))
    if not labels or _faint(verdict, floor):
        return None
    claimed = slot == "trigger" and _claimed(window, verdict, known)
    if claimed and verdict.state == "lost":
        return None
    vote = _weighed(window, verdict, labels, known.indexes[name])
    doubtful = claimed or (slot in ABOUT and _one_word(window)) or (slot == "phase" and _thin(window, vote.phrase))
    return replace(vote, state="unsure") if vote.state == "sure" and doubtful else vote


def _one_word(window: str) -> bool:
    """A single word that is no phrase itself ("system", "line") is too little to be sure what a purchase is about."""
    return sum(f not in cues.FILLERS for f in tokens(window)) < 2  # noqa: PLR2004 two words


def _thin(window: str, phrase: str) -> bool:
    """Little words tell phases apart, so a single word of content that a line shares with a phrase ("Lizenzen") tells
    none: the line may well be about something else."""
    theirs = [f for f in tokens(phrase) if f not in cues.FILLERS]
    shared = {b for a in tokens(window) for b in theirs if akin(a, b)}
    return len(shared) < min(2, len(theirs))


def confidence(verdict: Verdict) -> float:
    """How much a verdict is worth (0..1): that the text belongs to the index at all, and that the first is right."""
    return verdict.ranking.belongs * verdict.ranking.right


def _faint(verdict: Verdict, floor: float | None) -> bool:
    """Whether this is not even worth a question: by the index's own thresholds, or by the floor where there is one."""
    if verdict.state == "sure":
        return False
    return verdict.state == "lost" if floor is None else confidence(verdict) < floor


def _claimed(window: str, verdict: Verdict, known: Recogniser) -> bool:
    """Whether a hint at a trigger is better explained by another slot: "sie sehen sich um" speaks of the phase.
    Not the other way round: a trigger's words often leave the phase to be asked."""
    others = [s for s in CLAIMING if s in known.indexes]
    return any(confidence(known.indexes.verdict(s, window)) > confidence(verdict) for s in others)


def _weighed(window: str, verdict: Verdict, labels: tuple[str, ...], index: Judge) -> Vote:
    """The index's verdict on a window as a vote; a negation that its phrases lack takes it back."""
    best = next(m for m in verdict.ranking.matches if m.label == labels[0])
    said = polarity(window, best.phrase, lambda: index.taught(best.label))
    if said == "opposite":
        return Vote(window, "lost", labels[:1], 0.0, best.phrase)
    worth = confidence(verdict)
    if verdict.label == labels[0] and said == "same":
        return Vote(window, "sure", labels[:1], worth, best.phrase)
    rivals = tuple(x for x in verdict.rivals if x in labels) or labels[:MOST_RIVALS]
    return Vote(window, "unsure", rivals, worth, best.phrase)


def _deciding_words(name: str, vote: Vote, label: str, known: Recogniser) -> str:
    if vote.exact:
        return vote.exact
    shares = known.indexes[name].explain(vote.window, label, None)
    top = shares[0][1] if shares else 0.0
    return ", ".join(word for word, share in shares[:4] if share > 0.25 * top > 0) or vote.window


def _reason(name: str, slot: Slot, vote: Vote, known: Recogniser) -> tuple[Why, ...]:
    label = vote.labels[0]
    facts = {"words": _deciding_words(name, vote, label, known), "phrase": vote.phrase, "slot": slot, "id": label}
    why = [Why("phrase", {**facts, "window": vote.window, "exact": "yes" if vote.exact else ""})]
    if not vote.exact:
        ranked = known.indexes.verdict(name, vote.window).ranking.matches
        others = [m for m in ranked if m.label != label][:1]
        why += [Why("runner-up", {"slot": slot, "id": m.label, "phrase": m.phrase}) for m in others if m.nearness > 0]
    return tuple(why)


def _torn(name: str, slot: Slot, votes: list[Vote], known: Recogniser) -> SlotReading:
    """Unsure between the labels of these votes, each vote's first before any vote's second; the index adds a rival
    where they name only one."""
    places = range(MOST_RIVALS)
    rivals = tuple(dict.fromkeys(v.labels[i] for i in places for v in votes if i < len(v.labels)))[:MOST_RIVALS]
    if len(rivals) == 1:
        ranked = known.indexes.verdict(name, votes[0].window).ranking.matches
        more = [m.label for m in ranked if m.label not in rivals]
        rivals = (*rivals, *more[: MOST_RIVALS - 1])
    why = tuple(
        Why("torn", {"slot": slot, "id": v.labels[0], "words": v.window, "phrase": v.phrase}) for v in votes[:2]
    )
    return SlotReading("unsure" if len(rivals) > 1 else "lost", None, rivals if len(rivals) > 1 else (), why)


def _covers(best: Vote, other: Vote) -> bool:
    """Whether a phrase found word for word includes the other window: the whole counts more than its part."""
    return other.window in best.exact


def _decide(name: str, slot: Slot, votes: list[Vote], known: Recogniser) -> SlotReading:
    """Joins what the windows say: one clear winner, or a question, or nothing."""
    negated = [v for v in votes if v.state == "lost"]
    votes = sorted(
        (v for v in votes if v.state != "lost"), key=lambda v: (-v.confidence, v.state != "sure", -len(v.exact), len(v.window))
    )
    sure = [v for v in votes if v.state == "sure"]
    if not votes:
        why = tuple(Why("negated", {"slot": slot, "id": v.labels[0], "words": v.window}) for v in negated[:1])
        return SlotReading(why=why)
    if not sure:
        return _torn(name, slot, votes, known)
    best = sure[0]
    rival = next((v for v in sure if v.labels[0] != best.labels[0] and not _covers(best, v)), None)
    if rival and best.confidence - rival.confidence < CLEAR:
        return _torn(name, slot, [best, rival, *votes], known)
    return SlotReading("sure", best.labels[0], (), _reason(name, slot, best, known))


def score(
    slot: Slot, windows: list[str], known: Recogniser, *, allow: Callable[[str], bool] = anything,
    name: str | None = None, floor: float | None = None,
) -> SlotReading:
    """One slot over these windows; `name` = another index than the slot's own; `floor` = the confidence (0..1) from
    which a window is worth a question, in place of the index's own threshold."""
    name = name or slot
    missed = {label for w in windows for label in known.misses[slot].get(tuple(tokens(w)), ())}

    def possible(label: str) -> bool:
        return label not in missed and allow(label)

    votes = [v for w in windows if (v := _vote(w, slot, name, known, allow=possible, floor=floor))]
    return _decide(name, slot, votes, known)
