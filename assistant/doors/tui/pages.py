"""What was said, as paragraphs: the same words in the same order as the plain door, set for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.core.advice import Advice
from assistant.core.guide import Conversation, Part, Say
from assistant.core.map_facts import CentreMap, JourneyMap
from assistant.core.sheet import Sheet
from assistant.core.word_asking import REPORT
from assistant.doors.line import late
from assistant.doors.papers import paper_text
from assistant.doors.tui.views import Message, Para
from assistant.doors.tui.words import Labels
from assistant.doors.tui.words import labels as words
from assistant.edge.desk import Office
from assistant.edge.render import Renderer, ShownLine

_SOFT = frozenset({"key", "needs", "tag-phase", "tag-roles", "tag-triggers"})
_ALL_TOLD = 4  # so many slots understood at once make the headline a repetition
_UNNAMED = frozenset({"job", "question", "no-go", "new", "carried", "hurdle", "next", "no_synonym"})
_LONGEST_NAME = 48
_SPOKEN = frozenset({"role", "group"})


def welcome(renderer: Renderer, labels: Labels) -> Message:
    """The first screen: what this is, examples to try, what happens to the text."""
    examples = [k for k in ("welcome-1", "welcome-2", "welcome-3") if k in labels]
    paras = [Para(line, "head" if not i else "text") for i, line in enumerate(renderer.part(Part("welcome")).split("\n"))]
    paras += [Para(""), Para(renderer.part(Part("examples")), "soft")]
    paras += [Para(labels[key], "choice", lead=f"    {n}  ", choice=n) for n, key in enumerate(examples, 1)]
    paras += [Para(""), Para(renderer.part(Part("private")), "soft")]
    return Message(tuple(paras))


def _text(text: str, style: str, lead: str = "  ") -> Iterator[Para]:
    """Paragraphs of a said text; list items hang behind their dash."""
    for line in text.split("\n"):
        if line.startswith("- "):
            yield Para(line[2:], style, lead + "· ")
        else:
            yield Para(line, style, lead)


def _said(renderer: Renderer, parts: Iterable[Part]) -> Iterator[Para]:
    """Paragraphs of what is said; a count of words with its headings."""
    for part in parts:
        if part.name == REPORT:
            title, *lines = renderer.part(part).split("\n")
            yield Para(title, "head")
            yield from (Para(x.lstrip(), "title" if x.isupper() else "text", "    " if x.startswith("  ") else "  ") for x in lines)
            yield Para("")
        elif text := renderer.part(part):
            yield from _text(text, "text")


def _lettered(text: str) -> Iterator[Para]:
    """Paragraphs of a paper: each part hangs behind its letter."""
    for line in text.split("\n"):
        name, _, rest = line.partition("  ")
        if name.isupper() and name.isalpha() and len(name) <= 2:  # noqa: PLR2004 A to Z, then AA
            yield Para(rest, "text", f"  {name:<3}")
        elif line.startswith("   - "):
            yield Para(line[5:], "text", "     · ")
        else:
            yield Para(line.removeprefix("   "), "text", "     " if line.startswith("   ") else "  ")


def _mapped(renderer: Renderer, shown: JourneyMap | CentreMap) -> Iterator[Para]:
    """Paragraphs of a map, unwrapped: the screen knows its own width."""
    from assistant.doors.maps import map_text  # noqa: PLC0415 few turns ask for a map

    lines = map_text(renderer, shown).split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line and set(line) <= {"=", "-"}:
            continue
        title = below and set(below) <= {"=", "-"}
        lead = "    · " if line.startswith("- ") else "  "
        yield Para(line.removeprefix("- "), "title" if title else "text", lead)
    yield Para("")


def _legend(grades: set[str], labels: Labels) -> Para:
    """What the letters mean: of those that this answer uses."""
    items = [f"[{g}] {labels['grade-' + g]}" for g in sorted(grades)]
    return Para(f"{labels['grade']}: " + " · ".join(items), "soft")


def advice_paras(renderer: Renderer, advice: Advice, labels: Labels, *, told: bool) -> Iterator[Para]:
    """The advice: headline (unless just told), legend, then block by block, each line with its grade at the right."""
    blocks = renderer.advice(advice)
    grades = {line.grade for block in blocks for line in block.lines if line.grade}
    if not told:
        yield Para(renderer.headline(advice), "head")
    yield _legend(grades, labels)
    for block in blocks:
        yield Para("")
        yield Para(block.title, "title")
        for line in block.lines:
            yield _advised(line)
    yield Para("")
    yield Para(labels["sources"], "title")
    yield from _sources(renderer.sources(advice))
    yield Para("")


def _sources(sources: Iterable[str]) -> Iterator[Para]:
    for source in sources:
        grade, _, title = source.partition("  ")
        yield Para(title, "soft", f"    {grade}  ")


def sheet_paras(renderer: Renderer, sheet: Sheet, labels: Labels) -> Iterator[Para]:
    """A view: title, blocks, each line with its grade at the right, sources."""
    shown = renderer.sheet(sheet)
    yield Para(shown.title, "head")
    grades = {line.grade for block in shown.blocks for line in block.lines if line.grade}
    if grades:
        yield _legend(grades, labels)
    for block in shown.blocks:
        yield Para("")
        yield Para(block.title, "title")
        for line in block.lines:
            style = "soft" if line.label in _SOFT else "text"
            yield Para(line.text, style, "    ", f"[{line.grade}]" if line.grade else "")
    if shown.sources:
        yield Para("")
        yield Para(labels["sources"], "title")
        yield from _sources(shown.sources)
    yield Para("")


def _advised(line: ShownLine) -> Para:
    """One line of the advice; what only names the kind of line steps back."""
    style = "say" if line.label in _SPOKEN else "text"
    colon = line.text.find(": ") if line.label not in _UNNAMED else -1
    key = colon + 1 if 0 < colon <= _LONGEST_NAME else 0
    lead = f" {line.letter.rjust(2)} " if line.letter else "    "
    return Para(line.text, style, lead, f"[{line.grade}]" if line.grade else "", key=key)


def _question(say: Say, labels: Labels) -> str:
    asked = next((p for p in say.parts if p.name.startswith("ask") and "of" in p.facts), None)
    return f"{labels['question-of']} {asked.facts['number']}/{asked.facts['of']}: " if asked else ""


def answer(office: Office, conversation: Conversation, say: Say, labels: Labels) -> Message:
    """An answer: what was understood, the advice, the question, the quick replies with their digits."""
    state = conversation.now
    early = [p for p in say.parts if not late(p)]
    after = [p for p in say.parts if late(p)]
    renderer = office.renderer.in_(state.language)
    paras = list(_said(renderer, early))
    if say.sheet:
        paras += [*([Para("")] if paras else []), *sheet_paras(renderer, say.sheet, words(state.language))]
    if say.advice:
        told = any(len(p.facts.get("changes", ())) >= _ALL_TOLD for p in early)
        paras += [Para(""), *advice_paras(renderer, say.advice, words(state.language), told=told)]
    if say.map:
        paras += [*([Para("")] if paras else []), *_mapped(renderer, say.map)]
    if say.paper:
        paras += [Para(""), *_lettered(paper_text(office.in_(state.language), state.brief, say)), Para("")]
    if after:
        paras += [Para("")] if early and after[0].name.startswith("quiz/") else []
        asking = any(p.name.startswith(("ask", "quiz/", "need")) for p in after)
        paras += _text(_question(say, labels) + renderer.say(after), "ask" if asking else "soft")
    for number, choice in enumerate(say.choices, 1):
        paras.append(Para(renderer.choice(choice, state.brief), "choice", f"    {number}  ", choice=number))
    return Message(tuple(paras))
