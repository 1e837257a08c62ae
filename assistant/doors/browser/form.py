"""The simple mode: the same conversation in plain lines, as a page that needs no script and no eyes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from markupsafe import Markup

from assistant.core.brief import Brief
from assistant.core.gate import clean
from assistant.core.guide import Conversation, Say
from assistant.core.text import Language
from assistant.doors import line
from assistant.doors.browser.seats import Why
from assistant.doors.papers import shown_paper
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import turn
from assistant.edge.formats import inner
from assistant.edge.formats.maps import paper
from assistant.edge.render import Renderer, ShownBlock

T = TypeVar("T")
HEADING = 5  # a paper's own headings stand below its headline
MOST_TURNS = 100  # older ones leave the page, not the conversation


@dataclass(frozen=True, slots=True)
class Piece:
    """A view or an advice as a page shows it: headline, blocks, sources, and what the grades mean."""

    headline: str
    blocks: tuple[ShownBlock, ...]
    sources_title: str
    sources: tuple[str, ...]
    grades: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper or a map as a page shows it: what is said of it first, its headline, remarks, its parts (letter, HTML), its
    foot."""

    said: tuple[str, ...]
    headline: str
    notes: tuple[str, ...]
    parts: tuple[tuple[str, Markup], ...]
    footer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange; `said` is "" for the opening, `before` and `after` stand around what is
    shown."""

    said: str
    before: str
    shown: tuple[Piece, ...]
    after: str
    choices: tuple[str, ...]
    language: Language
    sheets: tuple[Sheet, ...] = ()


def _piece(renderer: Renderer, headline: str, blocks: tuple[ShownBlock, ...], sources: Iterable[str]) -> Piece:
    used = sorted({x.grade for b in blocks for x in b.lines if x.grade})
    grades = tuple((g, renderer.label(f"grade-{g}")) for g in used)
    return Piece(headline, blocks, renderer.label("sources"), tuple(sources), grades)


def _pieces(renderer: Renderer, say: Say) -> Iterator[Piece]:
    if say.sheet:
        shown = renderer.sheet(say.sheet)
        yield _piece(renderer, shown.title, shown.blocks, shown.sources)
    if say.advice:
        blocks = renderer.advice(say.advice)
        yield _piece(renderer, renderer.headline(say.advice), blocks, renderer.sources(say.advice))


def _html(markdown: str) -> Markup:
    return Markup(inner(markdown, HEADING))  # noqa: S704 made of escaped text by the shapes of our papers


def _sheets(office: Office, brief: Brief, say: Say) -> Iterator[Sheet]:
    """The map and the paper of an answer."""
    if say.map:
        made = paper(say.map, office.renderer)
        yield Sheet((), made.title, (), (("", _html(made.markdown)),), (*filter(None, [made.example_label]), *made.footer))
    if shown := shown_paper(office, brief, say):
        parts = tuple((letter, _html(text)) for letter, text in shown.parts)
        yield Sheet(shown.said, shown.title, shown.notes, parts, shown.footer)


def _turn(office: Office, said: str, conversation: Conversation, say: Say, news: Iterable[str] = ()) -> Turn:
    state = conversation.now
    office = office.in_(state.language)
    before, after = line.around_advice(office, say)
    choices = tuple(office.renderer.choice(c, state.brief) for c in say.choices)
    before = "\n".join([*news, *([before] if before else [])])
    sheets = tuple(_sheets(office, state.brief, say))
    return Turn(said, before, tuple(_pieces(office.renderer, say)), after, choices, state.language, sheets)


class Engine:
    """What answers in the simple mode, shared by all visitors: one thread, so that the server stays quick meanwhile."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="simple-mode")

    async def open(self, language: Language) -> tuple[Conversation, Turn]:
        """A new conversation and its first words."""
        return await self._do(self._open, language)

    async def hear(self, conversation: Conversation, text: str) -> tuple[Conversation, Turn]:
        """One turn. `text` has passed the gate."""
        return await self._do(self._hear, conversation, text)

    async def _do(self, work: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    def _open(self, language: Language) -> tuple[Conversation, Turn]:
        began = self._office.begin()
        if not began.now.fixed:
            began = Conversation(replace(began.now, language=language))
        spoken = began.now.language
        return began, Turn("", line.opening(self._office.in_(spoken)), (), "", (), spoken)

    def _hear(self, conversation: Conversation, text: str) -> tuple[Conversation, Turn]:
        self._office, news = self._office.current()
        conversation = conversation if self._office.keeps(conversation) else self._office.begin()
        after, say = turn(self._office, conversation, text)
        return after, _turn(self._office, text, after, say, news)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


class FormSeat:
    """One conversation in the simple mode. It lives in the server's memory and goes with its seat."""

    def __init__(self, engine: Engine, conversation: Conversation, opening: Turn, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._clock = clock
        self._conversation = conversation
        self._one_at_a_time = asyncio.Lock()
        self.turns: tuple[Turn, ...] = (opening,)
        self.used = clock()
        self.alone_since: float | None = None  # somebody may be reading it: only time ends it

    @property
    def language(self) -> Language:
        return self._conversation.now.language

    async def hear(self, text: str) -> bool:
        """Answers one text; False where it was a goodbye."""
        self.used = self._clock()
        text = clean(text).strip()
        if line.ends(self._conversation, text):
            return False
        async with self._one_at_a_time:
            said = self._shown(text)
            self._conversation, turn = await self._engine.hear(self._conversation, text)
        self.turns = (*self.turns, replace(turn, said=said))[-MOST_TURNS:]
        return True

    def _shown(self, text: str) -> str:
        """A digit with the answer that it stands for."""
        choices = self.turns[-1].choices
        chosen = text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= len(choices)
        return f"{text} {choices[int(text) - 1]}" if chosen else text

    async def end(self, why: Why) -> None:
        """Nothing but memory has to go."""
