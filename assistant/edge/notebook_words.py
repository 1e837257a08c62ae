"""The notebook in words: titles, dates, lists to choose from. Needs no template engine, so that it can speak at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from assistant.core.brief import Brief
from assistant.core.playbook import Library
from assistant.core.resume import Loss
from assistant.core.text import Language, Text
from assistant.edge.notebook_file import Trouble
from assistant.edge.notebook_leaf import Heading
from assistant.edge.tables import table


@dataclass(frozen=True, slots=True)
class Page:
    """Something the notebook says: lines, then choices with their digits."""

    lines: tuple[str, ...]
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def words(language: Language) -> Mapping[str, str]:
    """Every word of the notebook in this language."""
    found: dict[str, str] = table("notebook", language)
    return found


def say(language: Language, key: str, **facts: object) -> str:
    return words(language)[key].format(**facts)


def when(moment: str, language: Language) -> str:
    """A moment of the file as the clock here shows it; as it is written where it is none."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime(words(language)["date"])
    except (ValueError, OverflowError):
        return moment


def title(heading: Heading, language: Language) -> str:
    """What the conversation is about, else its first words in quotes."""
    if heading.titles[language]:
        return heading.titles[language]
    return say(language, "untitled", title=heading.first) if heading.first else say(language, "wordless")


def entry(heading: Heading, language: Language) -> str:
    """One line of a list."""
    return say(language, "entry", title=title(heading, language), date=when(heading.touched, language))


def titles(library: Library, brief: Brief) -> dict[Language, str]:
    """What is known of a purchase, in both languages: topic, trigger, roles."""
    book, cause = brief.book(library), brief.cause(library)
    names: list[Text] = [x.name for x in (book, cause) if x]
    shorts = [library.personas[p].short for p in brief.personas if p in library.personas]
    return {
        "de": " · ".join([*(n.de for n in names), *([", ".join(s.de for s in shorts)] if shorts else [])]),
        "en": " · ".join([*(n.en for n in names), *([", ".join(s.en for s in shorts)] if shorts else [])]),
    }


def offer(heading: Heading, language: Language) -> Page:
    """Whether to go on with the last conversation."""
    say_it = "offer" if heading.titles[language] else "offer-untitled"
    named = heading.titles[language] or heading.first
    lines = [say(language, "welcome-back"), say(language, say_it, title=named, filled=heading.filled)]
    if heading.draft:
        lines.append(say(language, "offer-draft", draft=_short(heading.draft)))
    return Page((*lines, say(language, "offer-else")), (say(language, "go-on"), say(language, "anew")))


def listing(headings: Sequence[Heading], shown: int, language: Language, looked_for: str = "") -> Page:
    """Conversations to choose from."""
    if not headings:
        return Page((say(language, "no-hits", words=_short(looked_for)) if looked_for else say(language, "list-none"),))
    lines = [say(language, "hits", words=_short(looked_for))] if looked_for else []
    lines.append(say(language, "list"))
    if len(headings) > shown:
        lines.append(say(language, "list-more", shown=shown, count=len(headings)))
    return Page(tuple(lines), tuple(entry(h, language) for h in headings[:shown]))


def trouble(found: Trouble, path: str, language: Language) -> str:
    return say(language, f"trouble-{found.kind}", path=path, reason=found.reason)


def unfit(losses: Sequence[Loss], language: Language) -> str:
    """Which ids of an old state today's playbooks do not know; "" where there are none."""
    return say(language, "unfit", names=", ".join(loss.id for loss in losses)) if losses else ""


def _short(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
