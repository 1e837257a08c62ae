"""A window of the notebook for tests: lines in, what stands in the file out."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.core.dialogue import Conversation
from assistant.core.gate import clean
from assistant.core.guide import Desk, step
from assistant.core.resume import filled
from assistant.edge.notebook import Notebook
from assistant.edge.notebook_heard import Answer, Heard
from assistant.edge.notebook_keeper import Keeper
from assistant.edge.notebook_leaf import paras
from assistant.edge.notebook_words import titles

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


class Window:
    """One keeper and the conversation that it keeps."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.keeper = Keeper(folder)
        self.conversation = Conversation()
        self.notices: list[str] = []
        self.shown: list[str] = []
        self.arrived = self.keeper.arrive("de")
        self.note(self.arrived.notice)

    def note(self, notice: str) -> None:
        if notice:
            self.notices.append(notice)

    def hear(self, text: str) -> Heard:
        text = clean(text)
        heard = self.keeper.hear(text, paras(text), "de")
        self.note(heard.notice)
        if heard.past is not None:
            self.conversation = heard.past.conversation
        if heard.kind == "new":
            self.conversation = Conversation()
        return heard

    def say(self, *texts: str) -> Heard:
        """Lines, answered where they are turns."""
        heard = Heard("page")
        for text in map(clean, texts):
            heard = self.hear(text)
            if heard.token is None:
                continue
            before = self.conversation
            self.conversation, said = step(self.desk, before, text)
            answer = f"Antwort auf {text}: " + " ".join(p.name for p in said.parts)
            self.shown.append(answer)
            names = titles(self.desk.library, self.conversation.now.brief)
            told = Answer(before, self.conversation, paras(answer), names, filled(self.conversation.now))
            self.note(self.keeper.answered(heard.token, told))
        return heard

    def leave(self, draft: str = "") -> bool:
        kept, notice = self.keeper.leave(draft, "de")
        self.note(notice)
        return kept


def states(conversation: Conversation) -> str:
    """The whole conversation, byte for byte."""
    both = (conversation.past, conversation.ahead)
    return json.dumps([conversation.now.to_dict(), *([s.to_dict() for s in x] for x in both)])


def said(folder: Path) -> list[list[str]]:
    """What was sent, conversation by conversation, in the order in which they began."""
    book = Notebook(folder / "notebook.db")
    found = [[t.said for t in book.turns(h.id)] for h in sorted(book.headings(), key=lambda h: h.id)]
    book.close()
    return found
