"""The simple mode: the same conversation in plain lines, as a page that needs no script and no eyes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.core.gate import clean
from assistant.core.guide import Conversation, Say
from assistant.core.text import Language
from assistant.doors import line
from assistant.doors.browser.seats import Why
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import turn
from assistant.edge.render import Renderer, ShownBlock

T = TypeVar("T")
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
class Turn:
    """One exchange; `said` is "" for the opening, `before` and `after` stand around what is
    shown."""

    said: str
    before: str
    shown: tuple[Piece, ...]
    after: str
    choices: tuple[str, ...]
    language: Language


def _in(office: Office, language: Language) -> Office:
    """The office with the words of this language."""
    return office.in_(language)


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


def _turn(office: Office, said: str, conversation: Conversation, say: Say) -> Turn:
    state = conversation.now
    office = _in(office, state.language)
    before, after = line.around_advice(office, say)
    choices = tuple(office.renderer.choice(c, state.brief) for c in say.choices)
    return Turn(said, before, tuple(_pieces(office.renderer, say)), after, choices, state.language)


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
        return began, Turn("", line.opening(_in(self._office, spoken)), (), "", (), spoken)

    def _hear(self, conversation: Conversation, text: str) -> tuple[Conversation, Turn]:
        after, say = turn(self._office.desk, conversation, text)
        return after, _turn(self._office, text, after, say)

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
