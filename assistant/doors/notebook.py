"""The notebook from the command line: list, show, search, export, delete."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from assistant.core.text import Language
from assistant.core.words import fold
from assistant.edge import files, places
from assistant.edge import notebook_export as export
from assistant.edge import notebook_words as words
from assistant.edge.notebook import Notebook, set_aside
from assistant.edge.notebook_file import NAME, Trouble
from assistant.edge.notebook_hold import Hold
from assistant.edge.notebook_leaf import Heading, plain
from assistant.edge.notebook_rescue import looked

OK, USAGE, FAILED = 0, 2, 5
_YES = frozenset("ja j yes y".split())


class Command:
    """One call. stdout is data, stderr is talk."""

    def __init__(self, args: argparse.Namespace, language: Language) -> None:
        self.args = args
        self.language = language
        self.book = Notebook(places.data() / NAME)

    def _tell(self, key: str, **facts: object) -> None:
        sys.stderr.write(words.say(self.language, key, **facts) + "\n")

    def _put(self, lines: Iterable[str]) -> None:
        for line in lines:
            sys.stdout.write(line + "\n")

    def _data(self, objects: Iterable[dict[str, Any]]) -> int:
        self._put(json.dumps(o, ensure_ascii=False) for o in objects)
        return OK

    def _headings(self) -> list[Heading]:
        return [h for h in self.book.headings() if not h.blank]

    def _chosen(self) -> list[Heading] | None:
        """The conversation that was named, or all; None where there is none of that number (and says so)."""
        if self.args.id is None:
            return self._headings()
        heading = self.book.heading(self.args.id)
        if heading is None:
            self._tell("no-id", id=self.args.id)
        return [heading] if heading else None

    # ---- looking

    def listed(self) -> int:
        headings = self._headings()
        if self.args.json:
            return self._data(export.heading_data(h) for h in headings)
        if not headings:
            self._tell("list-none")
        self._put(f"{h.id}  {words.entry(h, self.language)} · {h.turns} {self._steps(h.turns)}" for h in headings)
        return OK

    def _steps(self, count: int) -> str:
        return words.say(self.language, "step" if count == 1 else "steps")

    def show(self) -> int:
        chosen = self._chosen()
        if chosen is None:
            return USAGE
        (heading,) = chosen
        if self.args.json:
            return self._data([export.conversation_data(self.book, heading)])
        self._put([words.entry(heading, self.language)])
        for turn in self.book.turns(heading.id):
            answer = words.say(self.language, "no-answer") if turn.answer is None else plain(turn.answer)
            self._put(["", *(f"> {line}" for line in turn.said.split("\n")), answer])
        return OK

    def search(self) -> int:
        wanted = " ".join(self.args.words)
        hits = self.book.search(wanted)
        if self.args.json:
            return self._data(export.hit_data(h) for h in hits)
        if not hits:
            self._tell("no-hits", words=wanted)
        for hit in hits:
            self._put([f"{hit.heading.id}  {words.entry(hit.heading, self.language)}", *([f"   {hit.line}"] if hit.line else [])])
        return OK

    # ---- taking along

    def export(self) -> int:
        chosen, out = self._chosen(), self.args.output
        if chosen is None:
            return USAGE
        readable = (self.args.format or ("md" if out and out.suffix.lower() == ".md" else "json")) == "md"
        text = export.as_markdown(self.book, chosen, self.language) if readable else export.as_json(self.book, chosen)
        if out is None:
            sys.stdout.write(text)
            return OK
        return self._written(out, text)

    def _written(self, out: Path, text: str) -> int:
        try:
            files.put(out, text.encode("utf-8", "replace"), self.args.force, private=True)
        except OSError as error:
            from assistant.edge.crash import words as renderer  # noqa: PLC0415 templates only where something failed

            facts = {"path": str(out), "reason": error.strerror or str(error)}
            sys.stderr.write(renderer(self.language).message(files.code(error), **facts) + "\n")
            return USAGE if isinstance(error, files.WRONG_NAME) else FAILED
        self._tell("exported", path=out)
        return OK

    # ---- deleting

    def delete(self) -> int:
        if (self.args.id is None) != self.args.all:
            self._tell("not-both")
            return USAGE
        chosen = self.book.headings() if self.args.all else self._chosen()
        if chosen is None:
            return USAGE
        aside = len(set_aside(self.book.path))
        if not chosen and not aside:
            self._tell("nothing-kept")
            return OK
        if not self._sure(chosen, aside):
            return USAGE
        return self._delete(chosen, aside)

    def _sure(self, chosen: list[Heading], aside: int) -> bool:
        """The one question, for what cannot be undone."""
        if self.args.all and aside:
            self._tell("confirm-aside", count=aside)
        if self.args.yes:
            return True
        if not sys.stdin.isatty():
            self._tell("needs-yes")
            return False
        asked = (
            words.say(self.language, "confirm-all", count=len(chosen)) if self.args.all
            else words.say(self.language, "confirm", id=chosen[0].id, title=words.title(chosen[0], self.language))
        )  # fmt: skip
        sys.stderr.write(asked)
        sys.stderr.flush()
        if fold(sys.stdin.readline()).strip() in _YES:
            return True
        self._tell("deleted-none")
        return False

    def _delete(self, chosen: list[Heading], aside: int) -> int:
        hold = Hold(self.book.path.with_name("notebook.lock"))
        free = not chosen or all(hold.is_free(h.id) for h in chosen)
        hold.close()
        if not free:
            self._tell("delete-held")
            return FAILED
        if self.args.all:
            self.book.delete_all()
        else:
            self.book.delete(chosen[0].id)
            if aside:
                self._tell("aside-stays", count=aside)
        self._tell("deleted")
        return OK


def run(args: argparse.Namespace, language: Language) -> int:
    """Runs one command; a damaged notebook is rescued first, other trouble is told."""
    here = Command(args, language)
    work: Callable[[], int] = {
        "list": here.listed, "show": here.show, "search": here.search, "export": here.export, "delete": here.delete,
    }[args.what]  # fmt: skip
    try:
        code, rescued = looked(here.book, work)
    except Trouble as trouble:
        sys.stderr.write(words.trouble(trouble, str(here.book.path), language) + "\n")
        return FAILED
    finally:
        here.book.close()
    if rescued is not None and rescued.aside is not None:
        sys.stderr.write(words.say(language, "rescued", saved=rescued.saved, known=rescued.known, path=rescued.aside) + "\n")
    return code
