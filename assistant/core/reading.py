"""One free line → several slots at once, each with a verdict and its reasons.

The line is cut into clauses. Each slot is scored on the clauses, on the whole line and on neighbouring clauses, with
the words of recognised roles taken out; the best window decides, a contradiction between windows asks back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.core import cues
from assistant.core.clauses import clauses, language_of, takes_back
from assistant.core.playbook import Library
from assistant.core.purchase import purchase, unkey
from assistant.core.recogniser import Recogniser, Slot
from assistant.core.roles import Spot, spot_roles
from assistant.core.slots import LOST, MOST_RIVALS, Reading, SlotReading, Why
from assistant.core.votes import score, windows_of
from assistant.core.words import fold, tokens

# From which confidence a faint hint is worth a question: a line that also names a role is about a purchase, so that
# what is left of it probably names the trigger or the phase. Measured on the odd half of tests/bench/b2b_lines.tsv.
IN_CONTEXT = 0.15
ALONE = {"trigger": 0.6, "phase": 0.8}
FOREIGN = {"trigger": 0.75, "phase": 0.8}  # where, besides, at least two words stand in no phrase at all
# Words that say that a group goes back, but not why.
_BACK = re.compile(
    r"\b(?:alles |wieder |ganz |nochmal |noch mal )?(?:zurueck )?(?:auf|an den|zum) anfang\b|\balles (?:wieder )?von vorne?\b|"
    r"\b(?:all )?back to (?:square one|the (?:start|beginning|drawing board))\b|\bstart(?:ing)? (?:all )?over\b"
)

# Text that gives orders to a language model speaks of no purchase. There is none here to obey it, but its words must
# not fill a brief either.
_COMMANDING = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|prompts?|rules|above|previous)\b|"
    r"\b(?:ignoriere?|vergiss|missachte)\b.{0,40}\b(?:anweisung(?:en)?|instruktion(?:en)?|regeln|vorgaben|alles|gesagt)\b|"
    r"\b(?:system ?prompt|jailbreak|developer mode|api ?key)\b|^\W*(?:system|assistant|user)\s*[\]:>]|"
    r"\b(?:you are now|du bist (?:jetzt|ab jetzt|ab sofort|nun)|act as|pretend (?:to be|you))\b|"
    r"\bset \w+ to (?:admin|root)\b|<script\b|\bdrop table\b"
)
LONGEST_COMMAND = 2_000

__all__ = ["LOST", "Reading", "SlotReading", "Why", "read"]


def _persona(spots: tuple[Spot, ...]) -> SlotReading:
    """Who is spoken to: those addressed, else those just named, else who is said to buy; else ask about those mentioned."""
    for stance in ("addressed", "bare", "acting"):
        here = [s for s in spots if s.stance == stance]
        ids = tuple(dict.fromkeys(s.id for s in here))
        if not ids:
            continue
        why = tuple(Why("role", {"words": s.words, "phrase": s.phrase, "id": s.id, "stance": stance}) for s in here)
        if len(ids) == 1 or stance == "addressed" or all(s.joined for s in here[1:]):
            return SlotReading("sure", ids[0], (), why, ids[1:])
        return SlotReading("unsure", None, ids[:MOST_RIVALS], why)
    named = [s for s in spots if s.stance == "mentioned"]
    why = tuple(Why("mentioned", {"words": s.words, "id": s.id}) for s in named)
    why += tuple(Why("role-negated", {"words": s.words, "id": s.id}) for s in spots if s.stance == "negated")
    rivals = tuple(dict.fromkeys(s.id for s in named))[:MOST_RIVALS]
    return SlotReading("unsure" if named else "lost", None, rivals, why)


def _with_rivals(persona: SlotReading, library: Library, trigger: SlotReading, playbook_id: str | None) -> SlotReading:
    """A mentioned role alone is no choice: the trigger's lead and the circle's first members stand beside it."""
    if persona.verdict != "unsure" or len(persona.rivals) > 1:
        return persona
    book = library.playbooks.get(playbook_id or "")
    found = book.trigger(trigger.id) if book and trigger.id else None
    leads = found.leads if found else ()
    members = tuple(m.id for m in book.members) if book else tuple(library.personas)
    more = [r for r in dict.fromkeys((*leads, *members)) if r not in persona.rivals]
    return replace(persona, rivals=(*persona.rivals, *more)[:MOST_RIVALS])


def _phase(windows: list[str], trigger: SlotReading, known: Recogniser, floor: float) -> SlotReading:
    """The words that told the trigger seldom tell the phase too: alone they leave it open to a question."""
    told = {w.facts["window"] for w in trigger.why if trigger.id and "window" in w.facts}
    rest = [w for w in windows if not any(t in w or w in t for t in told)]
    found = score("phase", rest, known, floor=floor)
    if found.verdict == "sure" or not told:
        return found
    whole = score("phase", windows, known, floor=floor)
    if whole.id and any(w.facts.get("exact") for w in whole.why):
        return whole
    if whole.id:
        others = [m.label for m in known.indexes.verdict("phase", windows[-1]).ranking.matches if m.label != whole.id]
        return SlotReading("unsure", None, (whole.id, *others)[:MOST_RIVALS], whole.why)
    return whole if whole.verdict == "unsure" else found


def _alone(phase: SlotReading, windows: list[str], known: Recogniser) -> SlotReading:
    """A line without any other hint at a purchase ("Catering, 80 Personen, Optionen vergleichen"): the phase is sure
    only if the whole line speaks of it, in words that we know."""
    if phase.id is None:
        return phase
    whole = known.indexes.verdict("phase", windows[-1])
    if not known.strange(windows[-1]) and (len(windows) == 1 or whole.label == phase.id):
        return phase
    others = [m.label for m in whole.ranking.matches if m.label != phase.id]
    return SlotReading("unsure", None, (phase.id, *others)[:MOST_RIVALS], phase.why)


def _off_topic(spots: tuple[Spot, ...], windows: list[str], known: Recogniser) -> tuple[Spot, ...]:
    """Roles in a line of which we know nothing else ("a joke about accountants"): named in passing, not spoken to."""
    line = windows[-1] if windows else ""
    if len(known.strange(line)) < 2 or not cues.OCCASIONS.isdisjoint(tokens(line)):  # noqa: PLR2004 one may be a name
        return spots
    return tuple(replace(s, stance="mentioned") if s.stance in ("bare", "acting") else s for s in spots)


def _loop(windows: list[str], library: Library, known: Recogniser) -> SlotReading:
    """Why the group goes back. That it goes back ("zurück auf Anfang") is no reason: alone it raises the question."""
    said = [(w, " ".join(_BACK.sub(" ", fold(w)).split())) for w in windows]
    found = score("loop", [w if rest == fold(w) else rest for w, rest in said if _content(rest) > 1], known)
    if found.verdict == "lost" and any(_BACK.search(fold(w)) for w in windows):
        return SlotReading("unsure", None, tuple(library.loops)[:MOST_RIVALS], (Why("goes-back"),))
    return found


def _content(window: str) -> int:
    """How many words of the window say something."""
    return sum(form not in cues.FILLERS for form in tokens(window))


def _floors(context: bool, asking: Slot | None, strange: int) -> dict[str, float]:
    if asking:
        return {slot: IN_CONTEXT if slot == asking else least for slot, least in ALONE.items()}
    return dict.fromkeys(ALONE, IN_CONTEXT) if context else FOREIGN if strange > 1 else ALONE


def _answering(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Where we asked for the role, naming one is the answer."""
    return tuple(replace(s, stance="bare") if s.stance == "mentioned" else s for s in spots)


def read(
    text: str, library: Library, known: Recogniser, *, playbook: str | None = None, asking: Slot | None = None
) -> Reading:
    """Reads one line. `playbook` = already known; `asking` = the question that the line answers: a role named in
    passing then counts as the answer."""
    if _COMMANDING.search(fold(text[:LONGEST_COMMAND])):
        return Reading(text, language=language_of(text))
    parts = clauses(text)
    spots = spot_roles(text, parts, known)
    taken = {start for s in spots if s.exact for start in s.starts}
    taken |= {t.start for c in parts if takes_back(c) for t in c.tokens}
    if spots:
        taken |= {t.start for c in parts for t in c.tokens if t.form in cues.OCCASIONS}
    bare = windows_of(text, parts, taken)
    full = windows_of(text, parts, set())
    floor = _floors(bool(spots) or playbook is not None, asking, len(known.strange(text)))
    spoken = {form for c in parts for i, form in enumerate(c.forms) if i not in c.negated}
    about = list(dict.fromkeys([*bare, *windows_of(text, parts, taken - {s for x in spots for s in x.starts})[-1:]]))
    book, trigger = purchase(about, spoken, known, fixed=playbook, floor=floor["trigger"])
    if not (playbook or asking) and book.verdict == trigger.verdict == "lost":
        spots = _off_topic(spots, full, known)
    persona = _persona(_answering(spots) if asking == "persona" else spots)
    phase = _phase(bare, trigger, known, floor["phase"])
    if not (playbook or asking or book.id or trigger.id):
        phase = phase if spots else _alone(phase, bare, known)
    return Reading(
        text, book, unkey(trigger), _with_rivals(persona, library, unkey(trigger), book.id),
        phase,
        score("urgency", full, known),
        _loop(full, library, known),
        tuple(dict.fromkeys(s.id for s in spots if s.stance == "mentioned" and s.id != persona.id)),
        tuple(dict.fromkeys(s.id for s in spots if s.stance == "negated")),
        language_of(text),
    )
