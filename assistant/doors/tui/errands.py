"""What a command does besides talking: menu, help, editing a slot, language. Each leaves the draft alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.text import Language
from assistant.doors.tui.commands import BY_ID, LIST, OTHER_LANGUAGE, PROMPT, Edit, all_keys
from assistant.doors.tui.handing import Handing
from assistant.doors.tui.views import UNPICKED, Option, Slot
from assistant.doors.tui.words import command_words, help_lines


class Errands(Handing):
    """Runs in the app's loop, asks the back office, shows what comes back."""

    # ---- menu and help

    async def menu(self, first: str = "") -> None:
        """Every command, found by typing; `first` = what was typed to open it."""
        from assistant.doors.tui.menu import Menu  # noqa: PLC0415 loaded when first wanted
        from assistant.doors.tui.papers import more_entries  # noqa: PLC0415 as above

        app, scene = self._app, self._app.look.scene
        if len(app.screen_stack) == 1:
            menu = Menu(scene, lambda text: self._typed(first + text), self._lead, more_entries(scene))
            self._do(await app.push_screen_wait(menu))

    async def papers(self) -> None:
        """Every kind of paper and both maps, by group."""
        from assistant.doors.tui.menu import Finder  # noqa: PLC0415 loaded when first wanted
        from assistant.doors.tui.papers import all_entries  # noqa: PLC0415 as above

        app, scene = self._app, self._app.look.scene
        if len(app.screen_stack) == 1:
            title = app.words["papers-title"]
            self._do(await app.push_screen_wait(Finder(scene, title, all_entries(scene), self._typed)))

    def _typed(self, text: str) -> None:
        """What was typed into a list and is no search."""
        self._app.main.prompt.put(text)

    def _do(self, chosen: str | None) -> None:
        """What was chosen from the menu: a command, or a kind of paper, which is ordered by its name."""
        app = self._app
        if chosen in BY_ID:
            app.action_do(chosen)
        elif chosen:
            from assistant.doors.tui.papers import order  # noqa: PLC0415 the list it comes from is loaded

            app.say(order(chosen, app.main.view.language))

    def begin(self, command: str) -> None:
        """The word of a command that goes on with a text of one's own, before whatever stands in the prompt."""
        self._lead(command_words(self._app.main.view.language)[command].word + " ")

    def _lead(self, text: str) -> None:
        prompt = self._app.main.prompt
        prompt.insert(text, (0, 0))
        prompt.move_cursor(prompt.document.end)

    async def help(self, state: str = "main") -> None:
        """Help for what is on the screen, then all keys that work there."""
        lines = await self._help_lines() if state == "main" else help_lines(self._app.main.view.language)[state]
        await self._sheet(self._app.words["help-title"], lines, PROMPT if state == "main" else LIST)

    async def _help_lines(self) -> list[str]:
        app = self._app
        view, talk, texts = app.main.view, app.talk, help_lines(app.main.view.language)
        if talk is None:
            return texts["loading"]
        lines = [*texts["asked"]] if view.choices else []
        lines += texts["advised"] if view.advised else []
        lines += texts["folded"] if app.main.prompt.folded else []
        return [*lines, *await app.back.ask(talk.help)]

    async def keys(self) -> None:
        """All keys alone."""
        await self._sheet(self._app.words["help-title"], (), PROMPT)

    async def about(self) -> None:
        """What this is and where it keeps what."""
        from assistant import __version__  # noqa: PLC0415 only here
        from assistant.edge import places  # noqa: PLC0415 only here

        facts = {"version": __version__, "config": str(places.config()), "data": str(places.data())}
        lines = help_lines(self._app.main.view.language)["about"]
        await self._sheet(self._app.words["about-title"], [line.format(**facts) for line in lines], ())

    async def _sheet(self, title: str, lines: Sequence[str], edits: tuple[Edit, ...]) -> None:
        from assistant.doors.tui.pick import Help  # noqa: PLC0415 loaded when first wanted

        app, words = self._app, self._app.words
        keys = all_keys(app.main.view.language, edits) if edits else []
        await app.push_screen_wait(Help(title, words["close"], lines, words["all-keys"], keys))

    # ---- the brief

    async def edit(self, slot: str | None) -> None:
        """A slot from the brief, then its value; undone like a turn."""
        app = self._app
        if len(app.screen_stack) > 1 or app.talk is None:
            return
        slots = {s.name: s for s in app.main.view.slots if s.name not in UNPICKED}
        name = slot or await self._which(list(slots.values()))
        if name in slots:
            await self._value(slots[name])

    async def _which(self, slots: list[Slot]) -> str:
        words = self._app.words
        widest = max(len(s.title) for s in slots) + 2
        entries = [Option(s.name, s.title.ljust(widest) + (s.value or words["open"])) for s in slots]
        return await self._pick(words["pick-slot"], entries) or ""

    async def _value(self, slot: Slot) -> None:
        app = self._app
        options = await app.back.ask(app.back.talking.options, slot.name)
        if not options:
            return
        chosen = await self._chosen(slot, options)
        if chosen:
            said = ", ".join(o.name for o in options if o.id in chosen)
            app.take(f"{slot.title}: {said}", lambda talk: talk.choose(slot.name, " ".join(chosen)), said="")

    async def _chosen(self, slot: Slot, options: Sequence[Option]) -> tuple[str, ...]:
        """Ids of one option, of roles as many as are ticked; none where nothing was chosen."""
        words = self._app.words
        if slot.name != "persona":
            one = await self._pick(f"{slot.title}: {words['pick']}", options)
            return (one,) if one is not None else ()
        from assistant.doors.tui.ticks import PickMany  # noqa: PLC0415 loaded when first wanted

        return await self._app.push_screen_wait(PickMany(slot.title, words["pick-many"], options)) or ()

    # ---- the language

    async def language(self) -> None:
        """The other language, of the screen and of the answers; remembered."""
        app = self._app
        other: Language = "en" if app.main.view.language == "de" else "de"
        app.look.remember(language=other)
        if not app.fresh:
            app.take("", lambda talk: talk.switch(), said=OTHER_LANGUAGE[app.main.view.language])
            return
        turn = await app.back.ask(app.back.switch)
        app.main.show(turn.view)
        await app.history.welcome_again()

    async def spell(self, spelling: str) -> None:
        """German with ß or as in Switzerland, from the next answer on."""
        app = self._app
        talk = app.back.talking
        await app.back.ask(talk.spell, spelling)
        app.main.show(await app.back.ask(talk.view))
