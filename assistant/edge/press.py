"""From a request to a paper: facts, template, banned words, spelling, sources – and no paper that would not be honest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from assistant.core.advice import phase_of
from assistant.core.brief import Brief
from assistant.core.evidence import Grade, Source, Speaker, grade, is_expired, is_silent, weakest
from assistant.core.paper import Paper
from assistant.core.papers.banned import holds, scrub
from assistant.core.papers.fit import PAGE_LINES, lines_needed
from assistant.core.papers.gather import gather
from assistant.core.papers.kinds import KINDS, Kind
from assistant.core.papers.request import Request
from assistant.core.papers.room import Room, sheet_rooms
from assistant.core.playbook import Library
from assistant.core.text import Language, swiss
from assistant.edge import places
from assistant.edge.desk import Office
from assistant.edge.problems import Problem
from assistant.edge.render import Renderer
from assistant.edge.template_room import Rendered
from assistant.edge.templates import Templates

_GUILLEMETS = str.maketrans({"„": "«", "“": "»", "‚": "‹", "‘": "›"})
FOOTER_LINES = 4
SPARE_LINES = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper with its parts in order (name, Markdown), remarks for whoever asked, and what was wrong with templates.
    `letters` = of each part its letter, which it keeps through every revision."""

    paper: Paper
    parts: tuple[tuple[str, str], ...]
    letters: tuple[str, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no paper: `code` names the message in messages/*/papers.j2."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Set:
    """A text as it came from its template, how many sentences the address cost, and the letters of its parts."""

    rendered: Rendered
    problems: tuple[Problem, ...]
    dropped: int
    letters: Mapping[str, str] = field(default_factory=dict)


def swiss_spelling(text: str) -> str:
    """Swiss German: ss for ß, guillemets for quotation marks."""
    return swiss(text).translate(_GUILLEMETS)


class Press:
    """Makes papers from one library with one set of templates; without `today` no source has expired."""

    def __init__(self, library: Library, renderer: Renderer, templates: Templates, today: date | None = None) -> None:
        self.library = library
        self.renderer = renderer
        self.templates = templates
        self.today = today

    def make(self, brief: Brief, request: Request) -> Draft | Refused:
        """The paper that was asked for, or why there is none. The same brief and request give the same paper."""
        kind = KINDS[request.kind]
        if brief.book(self.library) is None:
            return Refused("no-topic")
        return Press(self.library, self.renderer.in_(request.language), self.templates, self.today).made(brief, request, kind)

    def made(self, brief: Brief, request: Request, kind: Kind) -> Draft | Refused:
        """The same, in the language of this press."""
        done = self._rendered(brief, request)
        return self._refused(brief, request, kind, done.rendered) or self._draft(brief, request, kind, done)

    # ---- the text

    def _rendered(self, brief: Brief, request: Request) -> _Set:
        """The template's text in the style of the request, parts with a style of their own exchanged."""
        whole = self._fitting(brief, request)
        parts = dict(whole.rendered.parts)
        used = dict.fromkeys(whole.rendered.used)
        base = whole if request == request.unrevised else self._fitting(brief, request.unrevised)
        known = [name for name, _ in base.rendered.parts]
        letters = {name: letter(n) for n, name in enumerate(dict.fromkeys((*known, *parts)))}
        for place, style in request.parts:
            other = self._fitting(brief, replace(request, style=style, parts=())).rendered
            texts = {name: text for name, text in other.parts if letters.get(name) == place}
            if texts:
                parts |= texts
                used |= dict.fromkeys(other.used)
        # A part that this style alone would leave out stands where it stood before.
        ordered = sorted(parts.items(), key=lambda p: known.index(p[0])) if parts.keys() <= set(known) else parts.items()
        return replace(whole, rendered=replace(whole.rendered, parts=tuple(ordered), used=tuple(used)), letters=letters)

    def _fitting(self, brief: Brief, request: Request) -> _Set:
        """A sheet gives way until it fits its page; everything else is as long as it is."""
        if request.kind != "sheet":
            return self._set(brief, request, None)
        rooms = list(sheet_rooms(request.style.short))
        plain = replace(request, banned=())

        def fits(place: int, wanted: Request = plain, spare: int = 0) -> bool:
            return self._lines(self._set(brief, wanted, rooms[place]).rendered) + FOOTER_LINES <= PAGE_LINES + spare

        # A banned word must not let the rest of the sheet grow or shrink: the room is that of the sheet without the ban,
        # and what comes instead may be a little longer; a page can be set that much smaller.
        place = min(bisect_left(range(len(rooms)), True, key=fits), len(rooms) - 1)
        while place < len(rooms) - 1 and request.banned and not fits(place, request, SPARE_LINES):
            place += 1
        return self._set(brief, request, rooms[place])

    def _set(self, brief: Brief, request: Request, room: Room | None) -> _Set:
        facts = gather(self.library, brief, request, room)
        assert facts is not None  # noqa: S101 the caller made sure of the playbook
        rendered, problems = self.templates.render(facts)
        return _Set(rendered, problems, facts.dropped)

    @staticmethod
    def _lines(rendered: Rendered) -> int:
        return 2 + sum(lines_needed(text) for _, text in rendered.parts)

    # ---- honesty

    def _sources(self, brief: Brief, rendered: Rendered) -> list[Source]:
        book = brief.book(self.library)
        ids = dict.fromkeys(i for _, sources in rendered.used for i in sources)
        return [s for i in ids if (s := self.library.source(book, i))]

    def _refused(self, brief: Brief, request: Request, kind: Kind, rendered: Rendered) -> Refused | None:
        if not kind.outgoing:
            return None
        sources = self._sources(brief, rendered)
        if any(is_silent(s) for s in sources):
            return Refused("no-consent")
        if self.today and (old := [s for s in sources if is_expired(s, self.today)]):
            return Refused("expired", {"source": old[0].id, "playbook": brief.playbook or ""})
        reported = any(s.speaker is Speaker.SELLER for s in sources)
        if reported and kind.audience == "inside" and not request.example:
            return Refused("reported", {"kind": kind.id})
        if (reported or _made_up(sources)) and kind.audience == "buyer" and not request.example:
            worst = Grade.Z if _made_up(sources) else Grade.D
            return Refused("not-for-buyers", {"kind": kind.id, "grade": worst.value, "playbook": brief.playbook or ""})
        return None

    # ---- the paper

    def _draft(self, brief: Brief, request: Request, kind: Kind, done: _Set) -> Draft:
        rendered = done.rendered
        parts = tuple((n, t) for n, text in rendered.parts if (t := self._spelt(scrub(text, request.banned), request)))
        lost = [text for _, text in rendered.parts if holds(text, request.banned)]
        worst = weakest(Grade(g) for g, _ in rendered.used) if rendered.used else Grade.F
        sources = self._sources(brief, rendered)
        reported = kind.outgoing and any(s.speaker is Speaker.SELLER for s in sources)
        example = _made_up(sources) or reported
        title = rendered.title or self.word("kind", kind.id)
        footer = self._footer(worst, sources) if kind.audience == "inside" else ()
        paper = Paper(
            kind.id, self._kept(self._spelt(title, request), request), request.language, kind.audience,
            "\n\n".join(text for _, text in parts),
            tuple(self._spelt(line, request) for line in footer if not holds(line, request.banned)),
            example, self.word("example") if example else "",
        )  # fmt: skip
        return Draft(paper, parts, tuple(done.letters[name] for name, _ in parts), tuple(self._notes(brief, request, done.dropped, len(lost))), done.problems)

    def _kept(self, title: str, request: Request) -> str:
        """The title, or the kind's name where a banned word stands in it; nothing where it stands in both."""
        name = self.word("kind", request.kind)
        return next((t for t in (title, name) if not holds(t, request.banned)), "")

    def _spelt(self, text: str, request: Request) -> str:
        swiss_wanted = request.language == "de" and (request.country == "ch" or self.renderer.spelling == "ch")
        return swiss_spelling(text) if swiss_wanted else text

    def _footer(self, worst: Grade, sources: list[Source]) -> tuple[str, ...]:
        ranked = sorted(sources, key=lambda s: list(Grade).index(grade(s)))
        return (self.word("worth", worst.value, str(len(sources))), self.word("sources", [(grade(s).value, s) for s in ranked]))

    def _notes(self, brief: Brief, request: Request, dropped: int, lost: int) -> Iterable[str]:
        kind, phase = KINDS[request.kind], phase_of(brief, self.library)
        if kind.group != "message" and phase not in kind.phases:  # a message carries its hints with it
            yield self.word("note-phase", kind.id, phase)
        if dropped and request.language == "de":
            yield self.word("note-dropped", dropped)
        if request.banned:
            yield self.word("note-banned", list(request.banned), lost)

    def said(self, language: Language, code: str, facts: Mapping[str, str]) -> str:
        """Why there is no paper, in this language."""
        return self.renderer.in_(language).word("papers", code, dict(facts))

    def word(self, macro: str, *args: object) -> str:
        """A word of messages/*/papers.j2 in the present language."""
        return self.renderer.word("papers", macro, *args)


def open_press(office: Office, templates: Path | None = None) -> Press:
    """The press of this office; `templates` = a folder of the user's own instead of their usual one."""
    folder = templates if templates is not None else places.templates()
    return Press(office.desk.library, office.renderer, Templates(places.shipped("messages"), folder), office.desk.today)


def _made_up(sources: Iterable[Source]) -> bool:
    return any(s.speaker is Speaker.INVENTED for s in sources)


def changed(before: Draft | None, after: Draft) -> tuple[str, ...]:
    """The letters of the parts that are new or different."""
    old = dict(before.parts) if before else {}
    return tuple(mark for mark, (name, text) in zip(after.letters, after.parts, strict=True) if old.get(name) != text)


def left_out(before: Draft | None, after: Draft) -> tuple[tuple[str, str], ...]:
    """Of the parts that are gone the letter and how they began."""
    if before is None:
        return ()
    kept = dict(after.parts)
    pairs = zip(before.letters, before.parts, strict=True)
    return tuple((mark, readable(text).partition("\n")[0]) for mark, (name, text) in pairs if name not in kept)


def letter(number: int) -> str:
    """The letter of a part, A for the first; after Z comes AA."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)  # noqa: PLR2004 the alphabet


_DRESS = re.compile(r"^---$|(?<!\\)\*{1,2}|^#+ |\\(?=\n|$)|\\(?=[\\`*_\[\]<>|~&#+=.)-])", re.MULTILINE)


def readable(markdown: str) -> str:
    """The Markdown for a plain screen: no marks of emphasis, headings or escapes; lists and tables stay."""
    return _DRESS.sub("", markdown).strip("\n")


def page(paper: Paper, *, plain: bool = False) -> str:
    """A paper as one text: its title, its parts, its foot; marked at head and foot where it is an example."""
    mark = [f"**{paper.example_label}**"] if paper.example else []
    foot = ["---", *[f"*{line}*" for line in paper.footer]] if paper.footer else []
    text = "\n\n".join([*mark, f"# {paper.title}", paper.markdown, *foot, *mark])
    return readable(text) if plain else text


__all__ = ["Draft", "Press", "Refused", "changed", "left_out", "letter", "open_press", "page", "readable", "swiss_spelling"]
