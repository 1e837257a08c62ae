"""What was said, as paragraphs: the same words in the same order as the plain door, set for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.core.advice import Advice
from assistant.core.guide import Conversation, Part, Say
from assistant.doors.papers import paper_text
from assistant.doors.tui.views import Message, Para
from assistant.doors.tui.words import Labels
from assistant.edge.desk import Office
from assistant.edge.render import Renderer, ShownLine

_LATE = ("ask", "anything-else", "example")
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


def _legend(grades: set[str], labels: Labels) -> Para:
    """What the letters mean: of those that this answer uses."""
    items = [f"[{g}] {labels['grade-' + g]}" for g in sorted(grades)]
    return Para(f"{labels['grade']}: " + " · ".join(items), "soft")


def advice_paras(office: Office, advice: Advice, labels: Labels, *, told: bool) -> Iterator[Para]:
    """The advice: headline (unless just told), legend, then block by block, each line with its grade at the right."""
    renderer = office.renderer
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
    for source in renderer.sources(advice):
        grade, _, title = source.partition("  ")
        yield Para(title, "soft", f"    {grade}  ")
    yield Para("")


def _advised(line: ShownLine) -> Para:
    """One line of the advice; what only names the kind of line steps back."""
    style = "say" if line.label in _SPOKEN else "text"
    colon = line.text.find(": ") if line.label not in _UNNAMED else -1
    key = colon + 1 if 0 < colon <= _LONGEST_NAME else 0
    return Para(line.text, style, "    ", f"[{line.grade}]" if line.grade else "", key=key)


def _question(say: Say, labels: Labels) -> str:
    asked = next((p for p in say.parts if p.name.startswith("ask") and "of" in p.facts), None)
    return f"{labels['question-of']} {asked.facts['number']}/{asked.facts['of']}: " if asked else ""


def answer(office: Office, conversation: Conversation, say: Say, labels: Labels) -> Message:
    """An answer: what was understood, the advice, the question, the quick replies with their digits."""
    renderer = office.renderer
    early = [p for p in say.parts if not p.name.startswith(_LATE)]
    late = [p for p in say.parts if p.name.startswith(_LATE)]
    paras = list(_text(renderer.say(early), "text")) if early else []
    if say.advice:
        told = any(len(p.facts.get("changes", ())) >= _ALL_TOLD for p in early)
        paras += [Para(""), *advice_paras(office, say.advice, labels, told=told)]
    if say.paper:
        paras += [Para(""), *_lettered(paper_text(office, conversation.now.brief, say)), Para("")]
    if late:
        asking = any(p.name.startswith("ask") for p in late)
        paras += _text(_question(say, labels) + renderer.say(late), "ask" if asking else "soft")
    for number, choice in enumerate(say.choices, 1):
        paras.append(Para(renderer.choice(choice, conversation.now.brief), "choice", f"    {number}  ", choice=number))
    return Message(tuple(paras))
