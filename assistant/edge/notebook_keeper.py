"""Keeps the conversation of one window: every turn into the notebook before it is shown, past ones taken up again.

A door hands over each line first (`hear`), shows what comes back, and hands over the answer (`answered`) before it shows
that. Lines about the notebook itself ("verlauf", "1" to an offer) are answered here and never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.core.dialogue import Conversation
from assistant.core.intents import intent_of, says_goodbye
from assistant.core.resume import moved
from assistant.core.text import Language
from assistant.core.words import fold
from assistant.edge import notebook_words as words
from assistant.edge.notebook import Notebook, loosened, now
from assistant.edge.notebook_file import NAME, Trouble, stamp
from assistant.edge.notebook_heard import Action, Answer, Heard, Past, Token
from assistant.edge.notebook_hold import Hold
from assistant.edge.notebook_leaf import Heading, Leaf, Para, Turn
from assistant.edge.notebook_rescue import rescue
from assistant.edge.notebook_words import Page

MOST_LISTED = 9  # as many as there are digits


class Keeper:
    """The notebook's side of one window. Creates nothing before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._book = Notebook(self.path)
        self._hold = Hold(folder / "notebook.lock")
        self._leaf = Leaf(loose=True)
        self._late: list[Leaf] = []  # conversations left while something of them was not on disk
        self._menu: dict[str, Action] = {}
        self._told = ""

    # ---- coming and going

    def arrive(self, language: Language) -> Heard:
        """The start: a page that offers the last conversation, or one without lines; a draft left without a turn."""
        return self._guarded(self._arrive, language)

    def _arrive(self, language: Language) -> Heard:
        headings = [h for h in self._book.headings() if self._hold.is_free(h.id)]
        draft = ""
        if headings and not headings[0].turns and self._hold.take(headings[0].id):
            alone, *headings = headings
            self._leaf, draft = _leaf(alone, 0), alone.draft
        last = next((h for h in headings if h.turns), None)
        if last is None:
            return Heard("page", draft=draft)
        turn = self._book.last(last.id)
        if not (last.filled or last.draft or (turn and turn.answer is None)):
            return Heard("page", draft=draft)
        page = words.offer(last, language)
        return replace(self._asked(page, [lambda lang: self.open(last.id, lang), self._anew]), draft=draft)

    def _anew(self, language: Language) -> Heard:
        return Heard("new", page=Page((words.say(language, "fresh"),)))

    def leave(self, draft: str | None, language: Language) -> tuple[bool, str]:
        """The end: the draft is kept (None: this door has none, the one kept before stays). Whether all is on disk, and
        what to tell the person."""
        if draft is not None and draft.strip() != self._leaf.draft.strip():
            self._leaf.draft, self._leaf.changed = draft.strip(), True
        notice = self._save(language) if self._leaf.changed or self.unsaved else ""
        self._hold.close()
        self._book.close()
        if count := self.unsaved:
            notice = words.say(language, "unsaved-one") if count == 1 else words.say(language, "unsaved", count=count)
        return not count and not self._leaf.changed, notice

    @property
    def unsaved(self) -> int:
        """How many turns are not on disk as they were shown."""
        return sum(len(leaf.unsaved) for leaf in (*self._late, self._leaf))

    # ---- a turn

    def hear(self, said: str, own: Sequence[Para], language: Language) -> Heard:
        """A line of the person, before it is understood; `own` is how it is shown."""
        menu, self._menu = self._menu, {}
        if action := menu.get(fold(said).strip()):
            return self._guarded(action, language)
        if says_goodbye(said) and not self._leaf.quizzing:
            return Heard("bye")
        intent = intent_of(said)
        if intent.name == "history":
            return self._guarded(lambda lang: self._list(intent.rest, lang), language)
        if intent.name == "forget":
            return self._guarded(self._ask_what_to_delete, language)
        return self.note(said, own, language, anew=intent.name == "restart")

    def note(self, said: str, own: Sequence[Para], language: Language, *, anew: bool = False) -> Heard:
        """A line that is a turn, whatever it says. `anew` begins another conversation and leaves this one as it stands."""
        if anew and self._leaf.last:
            before = self._leaf
            self._late.append(before)
            follows = (before.id, before.last) if before.id is not None and not before.unsaved else None
            self._leaf = Leaf(follows=follows, loose=follows is None)
        leaf = self._leaf
        leaf.last += 1
        leaf.draft = ""
        turn = Turn(leaf.last, now(), said, list(own))
        leaf.unsaved[turn.number] = turn
        return Heard("turn", Token(leaf, turn), notice=self._save(language))

    def answered(self, token: Token, answer: Answer) -> str:
        """The answer, before it is shown; what to tell the person beside it."""
        leaf, turn, after = token.leaf, token.turn, answer.after
        turn.answer, turn.moved = list(answer.shown), loosened(after, leaf) or moved(answer.before, after)
        if answer.filled or any(answer.titles.values()):
            leaf.titles, leaf.filled = answer.titles, answer.filled
        leaf.quizzing = after.now.quiz is not None
        leaf.unsaved[turn.number] = turn
        if leaf is not self._leaf and leaf not in self._late:
            self._late.append(leaf)
        return self._save(after.now.language)

    def _save(self, language: Language) -> str:
        notice = ""
        try:
            self._write()
        except Trouble as trouble:
            if trouble.kind != "damaged":
                return self._tell(trouble, language)
            try:
                notice = self._rescue(language)
                self._write()
            except Trouble as worse:
                return self._tell(worse, language)
        again, self._told = self._told, ""
        return notice or (words.say(language, "saved-again") if again else "")

    def _write(self) -> None:
        while self._late:
            if self._late[0].unsaved:
                self._book.save(self._late[0])
            self._late.pop(0)
        if self._leaf.unsaved or self._leaf.changed:
            self._book.save(self._leaf)
            self._hold.take(self._leaf.id or 0)

    def _tell(self, trouble: Trouble, language: Language) -> str:
        """Each kind of trouble once, until it is over."""
        if self._told == trouble.kind:
            return ""
        self._told = trouble.kind
        return words.trouble(trouble, str(self.path), language)

    def _rescue(self, language: Language) -> str:
        damaged = stamp(self.path)
        self._book.close()
        done = rescue(self.path, damaged)
        if done.aside is None:
            return ""
        return words.say(language, "rescued", saved=done.saved, known=done.known, path=done.aside)

    def _guarded(self, action: Action, language: Language) -> Heard:
        """The action; after a rescue where the file turns out to be damaged; else a page that says what is wrong."""
        notice = ""
        try:
            return action(language)
        except Trouble as trouble:
            found = trouble
        if found.kind == "damaged":
            try:
                notice = self._rescue(language)
                return replace(action(language), notice=notice)
            except Trouble as worse:
                found = worse
        self._told = found.kind
        return Heard("page", notice="\n".join(n for n in (notice, words.trouble(found, str(self.path), language)) if n))

    # ---- the history

    def entries(self, language: Language) -> tuple[list[tuple[int, str, bool]], str]:
        """Every conversation as number, line of a list, whether it is this one; and a notice."""
        found: list[Heading] = []

        def look(_: Language) -> Heard:
            found[:] = [h for h in self._book.headings() if not h.blank]
            return Heard("page")

        notice = self._guarded(look, language).notice
        return [(h.id, words.entry(h, language), h.id == self._leaf.id) for h in found], notice

    def _list(self, looked_for: str, language: Language) -> Heard:
        if looked_for:
            unique = {hit.heading.id: hit.heading for hit in self._book.search(looked_for)}
            headings = list(unique.values())
        else:
            headings = [h for h in self._book.headings() if not h.blank and h.id != self._leaf.id]
        page = words.listing(headings, MOST_LISTED, language, looked_for)
        return self._asked(page, [self._opener(h.id) for h in headings[:MOST_LISTED]])

    def _opener(self, id_: int) -> Action:
        return lambda language: self.open(id_, language)

    def open(self, id_: int, language: Language) -> Heard:
        """Takes up this conversation; the one before stays in the notebook."""
        return self._guarded(lambda lang: self._take_up(id_, lang), language)

    def _take_up(self, id_: int, language: Language) -> Heard:
        heading = self._book.heading(id_)
        if heading is None:
            return Heard("page", page=Page((words.say(language, "gone"),)))
        if not self._hold.is_free(id_):
            return Heard("page", page=Page((words.say(language, "held"),)))
        turns = self._book.turns(id_)
        conversation = self._book.conversation(id_, Conversation())
        if self._leaf.unsaved:
            self._late.append(self._leaf)
        self._hold.take(id_)
        self._leaf = leaf = _leaf(heading, turns[-1].number if turns else 0)
        leaf.quizzing = conversation.now.quiz is not None
        waiting = Token(leaf, turns[-1]) if turns and turns[-1].answer is None else None
        lines = [words.say(language, "opened", date=words.when(heading.touched, language))]
        if waiting:
            lines.append(words.say(language, "unanswered"))
        return Heard("open", past=Past(tuple(turns), conversation, heading.draft, waiting), page=Page(tuple(lines)), draft=heading.draft)

    def _asked(self, page: Page, actions: Sequence[Action]) -> Heard:
        """A page whose choices the next line may pick, by digit or by name."""
        for number, (label, action) in enumerate(zip(page.choices, actions, strict=True), 1):
            self._menu[str(number)] = action
            self._menu.setdefault(fold(label).strip(), action)
        return Heard("page", page=page)

    # ---- deleting

    def _ask_what_to_delete(self, language: Language) -> Heard:
        count = sum(1 for _ in self._book.headings())
        if not count:
            return Heard("page", page=Page((words.say(language, "nothing-kept"),)))
        choices = [(words.say(language, "delete-all", count=count), self._delete_all), (words.say(language, "delete-none"), self._keep_all)]
        if self._leaf.id is not None:
            choices.insert(0, (words.say(language, "delete-this"), self._delete_this))
        page = Page((words.say(language, "delete-ask"),), tuple(label for label, _ in choices))
        return self._asked(page, [action for _, action in choices])

    @staticmethod
    def _keep_all(language: Language) -> Heard:
        return Heard("page", page=Page((words.say(language, "deleted-none"),)))

    def _delete_this(self, language: Language) -> Heard:
        if self._leaf.id is not None:
            self._book.delete(self._leaf.id)
        return self._blank(language, "deleted-one")

    def _delete_all(self, language: Language) -> Heard:
        if not all(self._hold.is_free(h.id) for h in self._book.headings()):
            return Heard("page", page=Page((words.say(language, "delete-held"),)))
        self._book.delete_all()
        self._late.clear()
        return self._blank(language, "deleted-all")

    def _blank(self, language: Language, said: str) -> Heard:
        self._hold.free()
        self._leaf = Leaf(loose=True)
        return Heard("new", page=Page((words.say(language, said),)))


def _leaf(heading: Heading, last: int) -> Leaf:
    return Leaf(heading.id, heading.began, last, None, heading.titles, heading.filled, heading.draft)
