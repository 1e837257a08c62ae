"""Writing a playbook in plain lines: asks, explains, takes back, saves after each answer, goes on where it was left."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from assistant.core.author import Edit, Prompt, Session, Terms, picked, slug
from assistant.core.authoring import session
from assistant.core.gate import LONGEST, clean_line
from assistant.core.playbook import Library
from assistant.core.text import Language
from assistant.edge.draft import Draft, Unwritable
from assistant.edge.render import Renderer
from assistant.edge.shelves import shelves

OK, USAGE, UNSAVED = 0, 2, 5
STOP = frozenset({"ende", "stop", "stopp", "exit", "quit", "/ende", "/stop", "/quit", ":q"})
BACK = frozenset({"zurück", "zurueck", "back", "/zurück", "/back", "/undo"})
PASS = frozenset({"überspringen", "ueberspringen", "skip", "/überspringen", "/skip"})
HELP = frozenset({"?", "hilfe", "help", "/hilfe", "/help"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_SOURCES = ("own", "sales", "demo")
_TONGUES = ("one", "both")


@dataclass(slots=True)
class Writer:
    """One sitting. `code` is the exit code once the lines are used up."""

    library: Library
    renderer: Renderer
    folder: Path
    name: str
    today: date
    builtin: frozenset[str] = frozenset()
    code: int = OK
    _draft: Draft | None = None
    _data: dict[str, Any] = field(default_factory=dict)
    _waiting: list[Edit] = field(default_factory=list)
    _past: list[tuple[str, frozenset[Any]]] = field(default_factory=list)  # the file, and what was put off by then
    _skipped: set[Any] = field(default_factory=set)
    _section: str = ""
    _heard: bool = False

    def _say(self, macro: str, **facts: Any) -> str:
        return self.renderer.word("authoring", macro, facts)

    # ---- saving

    def _begin(self) -> str:
        """Opens the file where it is known already; what to say where it cannot be."""
        if not self.name:
            return ""
        if not _ID.fullmatch(self.name):
            self.code = USAGE
            return self._say("bad_id", value=self.name, guess=slug(self.name))
        return self._open()

    def _open(self) -> str:
        draft = Draft(self.folder, self.name)
        try:
            self._draft = Draft.opened(self.folder, self.name)
        except (OSError, ValueError, RecursionError) as error:
            self.code = UNSAVED
            return self._say("unopened", path=str(draft.path), reason=str(error))
        # A text where a table belongs cannot be gone on with; what is only missing can.
        if wrong := self._draft.wrong(self.library):
            self.code = UNSAVED
            return self._say("unopened", path=str(self._draft.place), reason=self.renderer.problem(wrong))
        self._data = self._draft.data
        return ""

    def _free(self, name: str) -> str:
        """The name, or one with a number where the folder has it already."""
        taken = {p.stem for d in (self.folder, self.folder / "drafts") for p in d.glob("*.toml")}
        return name if name not in taken else next(f"{name}-{n}" for n in range(2, 1000) if f"{name}-{n}" not in taken)

    def _save(self, edits: tuple[Edit, ...]) -> str:
        """Writes the changes; what to say where that failed or the playbook has become usable."""
        self._waiting += edits
        if self._draft is None:
            named = next((e for e in self._waiting if e.path == ("id",)), None)
            if named is None:
                return ""
            self.name = self._free(str(named.value))
            self._waiting = [e for e in self._waiting if e is not named]
            self._waiting.insert(0, Edit(("id",), self.name))
            self._data["id"] = self.name
            self._draft = Draft(self.folder, self.name)
        if all(e.path[0] in ("id", "schema", "sources") for e in self._waiting):
            return ""  # nobody has said anything yet
        before, usable = self._draft.text, self._draft.usable
        edits, self._waiting = tuple(self._waiting), []
        try:
            self._draft.change(edits, self.library)
        except Unwritable:
            return self._say("unwritable", path=str(self._draft.place))
        except OSError as error:
            self.code = UNSAVED
            return self.renderer.message("write-failed", path=str(self._draft.place), reason=error.strerror or str(error))
        self._past.append((before, frozenset(self._skipped)))
        return self._say("usable", path=str(self._draft.path)) if self._draft.usable and not usable else ""

    # ---- talking

    def _question(self, prompt: Prompt, *, again: bool) -> Iterator[str]:
        part = prompt.key.partition(".")[0]
        section = "name" if part in ("name", "method", "scale", "offer", "phrases", "near_misses") else part
        if (title := self.renderer.word("authoring", "section", section)) and section != self._section:
            self._section = section
            yield f"\n{title}"
        for code, shown in prompt.objections:
            yield self.renderer.word("authoring", "objection", code, shown)
        if again:
            yield self.renderer.word("authoring", "again", prompt)
        elif prompt.language != self.renderer.language:
            yield self.renderer.word("authoring", "foreign" if prompt.kind == "phrases" else "translate", prompt)
        else:
            yield self.renderer.word("authoring", "question", prompt)
        if not again and prompt.options:
            options = enumerate(prompt.options, 1)
            yield from ("  " + self.renderer.word("authoring", "option", i, prompt.key, o, prompt.facts) for i, o in options)
            yield self.renderer.word("authoring", "choose", prompt)

    def _end(self, macro: str) -> str:
        draft = self._draft
        there = draft is not None and draft.text
        # A folder that is no usual one has to be named again.
        call = self.name if self.folder in shelves() else shlex.join((self.name, "--playbooks", str(self.folder)))
        facts = {"call": call, "path": str(draft.place) if draft and there else "", "usable": bool(draft and draft.usable)}
        return self._say(macro, **facts)

    def _choice(self, key: str, options: tuple[str, ...], lines: Iterator[str]) -> Iterator[str]:
        """A question of the sitting itself; the answer is put into `self._chosen`."""
        prompt = Prompt(key, "choice", options=options, needed=True, language=self.renderer.language)
        self._chosen = ""
        while not self._chosen:
            yield from self._question(prompt, again=False)
            said = next(lines, None)
            if said is None or said.strip().lower() in STOP:
                return
            if said.strip().lower() in HELP:
                yield self.renderer.word("authoring", "help", key)
            elif found := picked(clean_line(said), options):
                self._chosen = found[0]
            elif said.strip():
                yield self.renderer.word("authoring", "objection", "no-choice", clean_line(said))

    _chosen: str = ""

    def _terms(self, lines: Iterator[str]) -> Iterator[str]:
        yield from self._choice("languages", _TONGUES, lines)
        tongues: tuple[Language, ...] = ("de", "en") if self.renderer.language == "de" else ("en", "de")
        tongues = tongues if self._chosen == "both" else tongues[:1]
        if self._chosen:
            yield from self._choice("source", _SOURCES, lines)
        if not self._chosen:
            return
        source = self._source(self._chosen)
        known = self.library
        lists = (known.personas, known.urgencies, known.formats, known.channels, known.loops)
        self._agreed = Terms(source, tongues, *map(tuple, lists))

    _agreed: Terms | None = None

    def _source(self, chosen: str) -> str:
        """The id of the source; a report from sales becomes one of the file's own, dated today."""
        if chosen != "sales":
            return chosen
        name = f"sales-{self.today.isoformat()}"
        if name not in self._data.get("sources", {}):
            title = {}
            for language in ("de", "en"):
                title[language] = self.renderer.in_(language).word("authoring", "source_title", {})
            value = {"title": title, "speaker": "seller", "collection": "workshop", "date": self.today}
            self._waiting.append(Edit(("sources", name), value))
            self._data.setdefault("sources", {})[name] = value
        return name

    def run(self, lines: Iterator[str]) -> Iterator[str]:
        """What to say, line by line, while `lines` are the person's."""
        if trouble := self._begin():
            yield trouble
            return
        yield self._say("begin", fresh=not self._data, id=self.name)
        if self.name in self.builtin:
            yield self._say("replaces", id=self.name)
        yield from self._terms(lines)
        if self._agreed is None:
            yield self._end("stopped")
            return
        yield from self._talk(lines, self._agreed)

    def _talk(self, lines: Iterator[str], terms: Terms) -> Iterator[str]:
        talk: Session = session(self.name, self._data, terms, self._skipped)
        prompt, last = next(talk), None
        while True:
            if trouble := self._save(prompt.edits):
                yield trouble
                if self.code:
                    return
            if prompt.key == "done":
                yield self._end("finished")
                return
            again = last is not None and prompt.kind in ("list", "phrases") and (last.key, last.kind, last.language) == (prompt.key, prompt.kind, prompt.language) and prompt.facts.get("n") != "0"
            yield from self._question(prompt, again=again)
            said = next(lines, None)
            word = said.strip().lower() if said is not None else "ende"
            if word in STOP:
                yield self._end("stopped")
                return
            if word in PASS and not (prompt.part or prompt.needed):
                said = word = ""  # a question that stands alone
            if word in HELP or (word in PASS and not prompt.part):
                yield self.renderer.word("authoring", "help", prompt.key) if word in HELP else self._say("no_part")
                prompt, last = replace(prompt, objections=(), edits=()), None
            elif word in BACK or word in PASS:
                yield self._back() if word in BACK else self._pass(prompt.part)
                talk = session(self.name, self._data, terms, self._skipped)
                prompt, last = next(talk), None
            else:
                if len(said or "") > LONGEST:
                    yield self._say("too_long", limit=str(LONGEST))
                last, prompt = prompt, talk.send(said or "")

    def _pass(self, part: Any) -> str:
        self._skipped.add(part)
        return self._say("passed")

    def _back(self) -> str:
        if not self._past or self._draft is None:
            return self._say("nothing_back")
        text, skipped = self._past.pop()
        try:
            self._draft.write(text, self.library)
        except OSError as error:
            self._past.append((text, skipped))
            return self.renderer.message("write-failed", path=str(self._draft.place), reason=error.strerror or str(error))
        self._data, self._skipped = tomli.loads(text), set(skipped)
        return self._say("back")
