"""Plain text: linear lines, numbered choices, no redraw, no colour. The accessible path and the pipe's."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from assistant.core.advice import Advice
from assistant.core.gate import clean
from assistant.core.guide import Conversation, Part, Say, State
from assistant.core.intents import says_goodbye
from assistant.core.resume import filled
from assistant.core.sheet import Sheet
from assistant.core.turns import open_again
from assistant.edge import notebook_words
from assistant.edge.desk import Office
from assistant.edge.evidence_keeper import turn
from assistant.edge.notebook_fit import fit
from assistant.edge.notebook_heard import Answer, Heard, Token
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_leaf import paras, plain
from assistant.edge.notebook_words import Page, titles, unfit
from assistant.edge.render import Renderer, ShownBlock

LATE = ("ask", "anything", "example", "quiz/question", "need-topic")


def ends(conversation: Conversation, text: str) -> bool:
    """Whether this line says goodbye; in a quiz it ends the quiz alone."""
    return conversation.now.quiz is None and says_goodbye(text)


def width() -> int:
    return max(40, min(100, shutil.get_terminal_size((88, 24)).columns))


def advice_text(renderer: Renderer, advice: Advice, columns: int = 88, *, letters: bool = False) -> str:
    """The advice as plain text: blocks with their titles, each line with its grade at the end; with `letters` those
    lines that can be asked about by letter carry theirs."""
    blocks = renderer.advice(advice)
    out = [renderer.headline(advice), *_blocks(blocks, columns, letters=letters)]
    out += ["", renderer.label("sources"), *_indented(renderer.sources(advice), columns)]
    return "\n".join([*out, "", _legend(renderer, blocks)])


def _blocks(blocks: Iterable[ShownBlock], columns: int, *, letters: bool = False) -> list[str]:
    out: list[str] = []
    for block in blocks:
        out += ["", block_text(block, columns, letters=letters)]
    return out


def _legend(renderer: Renderer, blocks: Iterable[ShownBlock]) -> str:
    """What the letters of the grades mean, of those that were used."""
    grades = sorted({x.grade for b in blocks for x in b.lines if x.grade})
    return "  ".join(f"{g} = {renderer.label('grade-' + g)}" for g in grades)


def sheet_text(renderer: Renderer, sheet: Sheet, columns: int = 88) -> str:
    """A view as plain text: title, blocks, sources."""
    shown = renderer.sheet(sheet)
    out = [shown.title, *_blocks(shown.blocks, columns)]
    if shown.sources:
        out += ["", renderer.label("sources"), *_indented(shown.sources, columns)]
    legend = _legend(renderer, shown.blocks)
    return "\n".join([*out, *(["", legend] if legend else [])])


def block_text(block: ShownBlock, columns: int = 88, *, letters: bool = False) -> str:
    """One block of an answer as plain text: its title, then its lines with their grades, and with `letters` their names."""
    lines = []
    for x in block.lines:
        name = f"{x.letter.ljust(2)} " if letters and x.letter else ""
        lines.append(name + x.text + (f"  [{x.grade}]" if x.grade else ""))
    return "\n".join([block.title, *_indented(lines, columns)])


_MARKS = re.compile(r"([\\`*_<>\[\]#|])")


def advice_markdown(renderer: Renderer, advice: Advice) -> str:
    """The advice as Markdown: a heading a block, a list item a line, each with its grade."""
    return _markdown(renderer, renderer.headline(advice), renderer.advice(advice), renderer.sources(advice))


def sheet_markdown(renderer: Renderer, sheet: Sheet) -> str:
    """A view as Markdown, set like an advice."""
    shown = renderer.sheet(sheet)
    return _markdown(renderer, shown.title, shown.blocks, shown.sources)


def _markdown(renderer: Renderer, title: str, blocks: Iterable[ShownBlock], sources: Sequence[str]) -> str:
    def plain(text: str) -> str:
        return _MARKS.sub(r"\\\1", text)

    out = [f"# {plain(title)}"]
    for block in blocks:
        lines = [f"- {plain(x.text)}" + (f" \\[{x.grade}\\]" if x.grade else "") for x in block.lines]
        out += ["", f"## {plain(block.title)}", "", *lines]
    if sources:
        out += ["", f"## {plain(renderer.label('sources'))}", "", *(f"- {plain(source)}" for source in sources)]
    return "\n".join(out)


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    wrapped = (textwrap.wrap(x, columns, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False) for x in lines)
    return [piece for pieces in wrapped for piece in pieces]


def late(part: Part) -> bool:
    """Whether this part belongs behind the answer: a question, or what can be said next."""
    return part.name.startswith(LATE)


def _question_number(renderer: Renderer, say: Say) -> str:
    asked = next((p for p in say.parts if p.name.startswith("ask") and "of" in p.facts), None)
    if asked is None:
        return ""
    return f"{renderer.label('question-of')} {asked.facts['number']}/{asked.facts['of']}: "


def around_advice(office: Office, say: Say) -> tuple[str, str]:
    """What an answer says before its view or advice and after it ("" for nothing), in the office's present language."""
    renderer = office.renderer
    asked = [p for p in say.parts if late(p)]
    before = renderer.say(p for p in say.parts if not late(p))
    return before, _question_number(renderer, say) + renderer.say(asked) if asked else ""


def say_text(office: Office, conversation: Conversation, say: Say, columns: int = 88, *, once: bool = False) -> str:
    """An answer as plain text: what was understood, the view or the advice, the question, the choices with their
    digits. `once` = no conversation follows: no letters, and no offers of what else could be made."""
    state = conversation.now
    renderer = office.renderer.in_(state.language)
    before, after = around_advice(office.in_(state.language), say)
    parts = [before] if before else []
    if say.sheet:
        parts.append("\n" + sheet_text(renderer, say.sheet, columns) + "\n")
    if say.advice:
        parts.append("\n" + advice_text(renderer, say.advice, columns, letters=not once) + "\n")
    if say.map:
        from assistant.doors.maps import map_text  # noqa: PLC0415 few turns ask for a map

        parts.append("\n" + map_text(renderer, say.map, columns) + "\n")
    if say.paper:
        from assistant.doors.papers import paper_text  # noqa: PLC0415 few turns ask for a paper

        parts.append("\n" + paper_text(office.in_(state.language), state.brief, say, columns) + "\n")
    if once and (say.advice or say.paper):
        return "\n".join(parts)
    if after:
        parts += [""] if before and state.quiz else []
        parts.append(after)
    parts += [f"  {i} {renderer.choice(c, state.brief)}" for i, c in enumerate(say.choices, 1)]
    return "\n".join(parts)


def ask(office: Office, text: str, conversation: Conversation | None = None) -> str:
    """One text, answered as in a conversation's first turn."""
    after, say = turn(office, conversation or office.begin(), clean(text))
    return say_text(office, after, say, width(), once=True)


def typed() -> Iterator[str]:
    """Lines typed at a terminal, with line editing where the system has it."""
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def opening(office: Office) -> str:
    return office.renderer.say((Part("welcome"), Part("private")))


def page_text(page: Page) -> str:
    """A page of the notebook, its choices with their digits."""
    return "\n".join([*page.lines, *(f"  {i} {choice}" for i, choice in enumerate(page.choices, 1))])


class Chat:
    """One conversation in plain lines; with a keeper, each line and each answer is on disk before it is shown."""

    def __init__(self, office: Office, keeper: Keeper | None = None) -> None:
        self.office = office
        self.keeper = keeper
        self.conversation = office.begin()
        self.ended = False
        self.kept, self.told = True, ""  # at the end: whether all is on disk, and what to tell the person

    def begin(self) -> Iterator[str]:
        """The welcome, or the offer to go on with the last conversation."""
        heard = self.keeper.arrive(self.conversation.now.language) if self.keeper else Heard("page")
        yield self._said(page_text(heard.page) if heard.page.lines else opening(self.office))
        yield from self._noticed(heard.notice)
        if heard.draft and not heard.page.lines:
            yield from self._drafted(heard.draft)

    def hear(self, line: str) -> Iterator[str]:
        """What is to be said to this line. A goodbye ends the conversation."""
        text = clean(line.rstrip("\n"))
        yield from self._renewed()
        if self.keeper is None:
            self.ended = ends(self.conversation, text)
            if not self.ended:
                yield self._answer(text, None)
            return
        heard = self.keeper.hear(text, paras(text), self.conversation.now.language)
        yield from self._noticed(heard.notice)
        self.ended = heard.kind == "bye"
        if heard.kind == "turn":
            yield self._answer(text, heard.token)
        elif not self.ended:
            yield from self._turned(heard)

    def _renewed(self) -> Iterator[str]:
        """Takes up playbooks that have changed on disk, and says so."""
        self.office, news = self.office.current()
        if not self.office.keeps(self.conversation):
            self.conversation = self.office.begin()
        for said in news:
            yield from self._noticed(said)

    def _turned(self, heard: Heard) -> Iterator[str]:
        """What the notebook itself answers: a page, another conversation, a new one."""
        language = self.conversation.now.language
        if heard.past is not None:
            past = heard.past
            for turn in past.turns:
                yield from (f"{self._label('you')}: {plain(turn.own)}", self._said(plain(turn.answer))) if turn.answer else ()
            self.conversation, losses = fit(self.office, past.conversation)
            yield from self._noticed("\n".join([page_text(heard.page), *([x] if (x := unfit(losses, language)) else [])]))
            if past.draft:
                yield from self._drafted(past.draft)
            if past.waiting:
                yield f"{self._label('you')}: {past.waiting.turn.said}"
                yield self._answer(past.waiting.turn.said, past.waiting)
            return
        if heard.kind == "new":
            now = self.conversation.now
            self.conversation = Conversation(State(language=now.language, fixed=now.fixed))
        if heard.page.lines:
            yield self._said(page_text(heard.page))
        if heard.kind == "page" and not heard.page.choices:
            yield from self._open_question()

    def _drafted(self, draft: str) -> Iterator[str]:
        """What was left half-typed in the prompt of the screen: to be seen, since a line cannot be begun for a person."""
        yield from self._noticed(notebook_words.say(self.conversation.now.language, "offer-draft", draft=draft))

    def _open_question(self) -> Iterator[str]:
        """What is open, said once more."""
        if say := open_again(self.office.desk, self.conversation.now):
            yield self._said(say_text(self.office, self.conversation, say, width()))

    def _answer(self, text: str, token: Token | None) -> str:
        before = self.conversation
        self.conversation, say = turn(self.office, before, text)
        answer = say_text(self.office, self.conversation, say, width()).lstrip("\n")
        if self.keeper is None or token is None:
            return self._said(answer)
        now = self.conversation.now
        kept = Answer(before, self.conversation, paras(answer), titles(self.office.desk.library, now.brief), filled(now))
        return "\n".join([*self._noticed(self.keeper.answered(token, kept)), self._said(answer)])

    def leave(self) -> None:
        """The end; `kept` and `told` say how it went."""
        if self.keeper:
            self.kept, self.told = self.keeper.leave(None, self.conversation.now.language)

    def _label(self, name: str) -> str:
        return self.office.renderer.in_(self.conversation.now.language).label(name)

    def _said(self, text: str) -> str:
        return f"{self._label('assistant')}: {text}"

    @staticmethod
    def _noticed(text: str) -> Iterator[str]:
        if text:
            yield f"({text})"


def chat(office: Office, lines: Iterable[str]) -> Iterator[str]:
    """A conversation that nobody keeps; ends with "ende" or the end of the input."""
    yield from kept_chat(Chat(office), lines)


def kept_chat(here: Chat, lines: Iterable[str]) -> Iterator[str]:
    """A conversation line by line; ends with "ende" or the end of the input."""
    try:
        yield from here.begin()
        for line in lines:
            yield from here.hear(line)
            if here.ended:
                return
    finally:
        here.leave()
