"""The notebook on the screen: every line handed to it first, the history listed, a past conversation shown again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.doors.tui.views import Message, Option, Para, Section, note, own
from assistant.doors.tui.words import labels

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp
    from assistant.doors.tui.talk import Turn
    from assistant.edge.notebook_heard import Heard, Past, Token
    from assistant.edge.notebook_leaf import Para as KeptPara
    from assistant.edge.notebook_leaf import Turn as Kept
    from assistant.edge.notebook_words import Page

MOST_PICKED = 500
MOST_SHOWN = 5  # in the side panel
PLAIN = 3  # parts of a paragraph that a door without styles keeps


def packed(messages: Iterable[Message]) -> list[KeptPara]:
    """Messages as the notebook keeps them; `unpacked` gives the same messages back."""
    return [
        [p.lead, p.text, p.tail, p.style, p.choice, p.bar, p.key, number]
        for number, message in enumerate(messages) for p in message.paras
    ]  # fmt: skip


def unpacked(paras: Sequence[KeptPara]) -> tuple[Message, ...]:
    """Messages as they were shown; those of a plainer door as plain paragraphs."""
    found: dict[Any, list[Para]] = {}
    for para in paras:
        lead, text, tail, *more = para
        style, choice, bar, key, number = more or ("text", 0, False, 0, 0)
        found.setdefault(number, []).append(Para(text, style, lead if more else "  ", tail, choice, bar, key))
    return tuple(Message(tuple(paras)) for paras in found.values())


def page_message(page: Page) -> Message:
    """A page of the notebook, its choices with their digits."""
    paras = [Para(line, "head" if not i and page.choices else "text") for i, line in enumerate(page.lines)]
    paras += [Para(choice, "choice", f"    {n}  ", choice=n) for n, choice in enumerate(page.choices, 1)]
    return Message(tuple(paras))


class History:
    """Runs in the app's loop, asks the notebook in its own thread, shows what comes back."""

    def __init__(self, app: AssistantApp) -> None:
        self._app = app
        self.number = 0  # which conversation is on the screen: an answer to an earlier one is not shown here

    # ---- the start

    async def arrive(self) -> tuple[Message | None, str]:
        """The offer to go on, in place of the welcome, and what is wrong with the notebook; a draft left behind goes into
        the empty prompt."""
        back = self._app.back
        if not back.keeps:
            return None, ""
        heard = await back.note(back.arrive, self._app.main.view.language)
        self._draft(heard.draft)
        return page_message(heard.page) if heard.page.lines else None, heard.notice

    async def welcome_again(self) -> None:
        """The first message in the language that is spoken now."""
        app = self._app
        offer, _ = await self.arrive()
        message = await app.back.ask(app.back.welcome) if offer is None else offer
        if app.main.chat.count:
            app.main.chat.replace(message)
            app.offer()
        else:
            app.add(message)

    def _draft(self, draft: str) -> None:
        main = self._app.main
        if draft and main.prompt.empty:
            main.prompt.put(draft)
        elif draft:  # the prompt is in use: at least it can be read and copied
            main.chat.add(note(labels(main.view.language)["draft-waits"].replace("{draft}", draft)))

    async def look(self) -> None:
        """The latest conversations but this one, for the side panel."""
        app, back = self._app, self._app.back
        if not back.keeps:
            return
        language = app.main.view.language
        entries, notice = await back.note(lambda: back.keeper.entries(language))
        if notice:
            app.main.chat.add(note(notice))
        rows = tuple(line for _, line, here in entries if not here)[:MOST_SHOWN]
        app.main.recall(Section(labels(language)["history-row"], rows, "F3") if rows else None)

    # ---- a turn

    async def hear(self, said: str, mine: Message | None) -> Heard | None:
        """The line into the notebook, before it is shown; None where nothing is kept."""
        back = self._app.back
        if not back.keeps:
            return None
        shown = packed([mine] if mine else [])
        return await back.note(lambda language: back.keeper.hear(said, shown, language), self._app.main.view.language)

    async def note(self, said: str, mine: Message | None) -> Heard | None:
        """The same for what is a turn whatever it says (a pick, a key)."""
        back = self._app.back
        if not back.keeps:
            return None
        shown = packed([mine] if mine else [])
        return await back.note(lambda language: back.keeper.note(said, shown, language), self._app.main.view.language)

    async def keep(self, token: Token | None, turn: Turn) -> None:
        """The answer into the notebook, before it is shown."""
        back = self._app.back
        if token is None or not back.keeps:
            return
        if notice := await back.note(back.answered, token, turn, packed(turn.messages)):
            self._app.main.chat.add(note(notice))

    # ---- pages and past conversations

    async def show(self, heard: Heard) -> None:
        """What the notebook has to say itself."""
        app = self._app
        if heard.notice:
            app.main.chat.add(note(heard.notice))
        if heard.kind == "open" and heard.past:
            await self._reopen(heard.past, heard.page)
        elif heard.kind == "new":
            self.number += 1
            app.refill([page_message(heard.page)])
            app.main.show(await app.back.ask(app.back.anew))
        elif heard.page.choices:
            app.add(page_message(heard.page))
        elif heard.page.lines:
            app.main.chat.add(note("\n".join(heard.page.lines)))
            if question := await app.back.ask(app.back.open_question):
                app.add(question)
        await self.look()

    async def _reopen(self, past: Past, page: Page) -> None:
        """The conversation as it was shown, then where it goes on."""
        app, turns = self._app, past.turns
        self.number += 1
        view, losses = await app.back.ask(app.back.resume, past.conversation)
        app.refill([m for turn in turns for m in (*self._sent(turn), *unpacked(turn.answer or []))])
        app.main.chat.add(note("\n".join(page.lines)))
        app.main.show(view)
        self._draft(past.draft)
        if losses:
            app.main.chat.add(note(losses))
        if past.waiting:
            await app.turns.answer(past.waiting.turn.said, past.waiting)
        elif (losses or view.choices > len(app.main.chat.choices)) and (question := await app.back.ask(app.back.open_question)):
            app.add(question)

    def _sent(self, turn: Kept) -> tuple[Message, ...]:
        """The person's side as it stood on the screen; from a plainer door as it would stand here."""
        plain = any(len(para) <= PLAIN for para in turn.own)
        return (own(turn.said, self._app.words),) if plain else unpacked(turn.own)

    async def pick(self) -> None:
        """F3: the history as a list; the draft stays."""
        app, back = self._app, self._app.back
        if len(app.screen_stack) > 1 or app.talk is None:
            return
        language = app.main.view.language
        if not back.keeps:
            app.toast(labels(language)["nothing-kept"])
            return
        entries, notice = await back.note(lambda: back.keeper.entries(language))
        if notice:
            app.main.chat.add(note(notice))
        if not entries:
            app.toast(labels(language)["no-history"])
            return
        from assistant.doors.tui.pick import Pick  # noqa: PLC0415 loaded when first wanted

        options = [Option(str(id_), line, here) for id_, line, here in entries[:MOST_PICKED]]
        chosen = await app.push_screen_wait(Pick(labels(language)["history"], labels(language)["list-foot"], options))
        if chosen is not None and not next(o.current for o in options if o.id == chosen):
            await self.show(await back.note(lambda: back.keeper.open(int(chosen), language)))
