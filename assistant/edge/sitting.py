"""One sitting at a playbook: opens the draft, asks, has every answer on disk before the next question, takes back, goes on
where it was left. Knows what is asked and what came of it; the doors say it in lines or on a screen.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.core.author import Edit, Prompt, Session, Terms, picked, slug
from assistant.core.authoring import session
from assistant.core.choosing import by_name, items
from assistant.core.gate import LONGEST, clean_line
from assistant.core.outline import Part, outline, part_of
from assistant.core.playbook import Library
from assistant.core.prompts import LISTS, goes_on, identity, same, translates
from assistant.core.text import Language
from assistant.edge.draft import Unwritable
from assistant.edge.halves import Half
from assistant.edge.manuscript import Manuscript, State, drafts, title
from assistant.edge.render import Renderer
from assistant.edge.shelves import shelves

__all__ = ["OK", "UNSAVED", "USAGE", "Sitting", "Step"]

OK, USAGE, UNSAVED = 0, 2, 5
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_NEW = "new"
_SOURCES = ("own", "sales", "demo")
_TONGUES = ("one", "both")


@dataclass(frozen=True, slots=True)
class Step:
    """What to say (`notes`, in words) and then to ask; without a prompt the sitting is over. `again` = one more item of the
    same list, `taken` = the answer that was just taken back."""

    prompt: Prompt | None
    notes: tuple[str, ...] = ()
    again: bool = False
    taken: str = ""


@dataclass(frozen=True, slots=True)
class _Past:
    """The state before an answer, and the answer."""

    file: State
    skipped: frozenset[Any]
    agreed: tuple[tuple[str, str], ...]
    half: tuple[Half, ...]
    said: str = ""

    def equals(self, other: _Past) -> bool:
        """Whether nothing has changed in between."""
        return replace(self, said="") == replace(other, said="")


@dataclass(slots=True)
class Sitting:
    """`name` is the id of the playbook, "" where it comes from the name that is asked for. `code` is the exit code so far:
    0, 2 for a bad id, 5 where the last answer is not on disk."""

    library: Library
    renderer: Renderer
    folder: Path
    name: str
    today: date
    builtin: frozenset[str] = frozenset()
    code: int = OK
    prompt: Prompt | None = None
    _file: Manuscript = field(init=False)
    _skipped: set[Any] = field(default_factory=set)
    _agreed: dict[str, str] = field(default_factory=dict)
    _past: list[_Past] = field(default_factory=list)
    _talk: Session | None = None
    _half: tuple[Half, ...] = ()  # parts of an answer that is not complete
    _kept: tuple[Half, ...] = ()  # those that wait for their question to come again
    _notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._file = Manuscript(self.library, self.folder, self.name)

    def _say(self, macro: str, **facts: Any) -> str:
        return self.renderer.word("authoring", macro, facts)

    @property
    def id(self) -> str:
        """The id of the playbook, "" as long as there is none."""
        return self._file.name

    # ---- opening

    def begin(self) -> Step:
        """The first question, or why there is none."""
        if self.name and not _ID.fullmatch(self.name):
            self.code = USAGE
            return Step(None, (self._say("bad_id", value=self.name, guess=slug(self.name)),))
        if not self.name and (found := drafts(self.folder)):
            self._agreed["drafts"] = " ".join(found)
        else:
            self._open(self.name)
        if self.code:
            return Step(None, tuple(self._notes))
        return self._restart()

    def _open(self, name: str) -> None:
        """Takes up the file of this name; greets, or says why that is not possible."""
        self._file = Manuscript(self.library, self.folder, name)
        try:
            # A text where a table belongs cannot be gone on with; what is only missing can.
            wrong = self._file.open()
            reason = self.renderer.problem(wrong) if wrong else ""
        except (OSError, ValueError, RecursionError) as error:
            reason = str(error)
        if reason:
            self.code = UNSAVED
            self._notes.append(self._say("unopened", path=self._file.place, reason=reason))
            return
        self._kept = self._file.halves
        self._notes.append(self._say("begin", fresh=not self._file.data, id=name))
        if name in self.builtin:
            self._notes.append(self._say("replaces", id=name))

    # ---- what is asked

    def _course(self) -> Session:
        """All questions: which draft, on what terms, then those of the playbook."""
        if found := self._agreed.get("drafts", "").split():
            chosen = yield from self._choice("draft", (*found, _NEW), {d: title(self.folder, d, self.renderer.language) for d in found})
            if "opened" not in self._agreed:
                self._agreed["opened"] = chosen
                self._open("" if chosen == _NEW else chosen)
            if self.code:
                return
        both = yield from self._choice("languages", _TONGUES)
        tongues: tuple[Language, ...] = ("de", "en") if self.renderer.language == "de" else ("en", "de")
        source = self._file.source((yield from self._choice("source", _SOURCES)), self.renderer, self.today)
        known = self.library
        lists = (known.personas, known.urgencies, known.formats, known.channels, known.loops)
        terms = Terms(source, tongues if both == "both" else tongues[:1], *map(tuple, lists))
        yield from session("" if self._file.unnamed else self._file.name, self._file.data, terms, self._skipped)

    def _choice(self, key: str, options: tuple[str, ...], facts: dict[str, str] | None = None) -> Any:
        """A question of the sitting itself; remembered, so that it is asked once."""
        objections: tuple[tuple[str, str], ...] = ()
        while key not in self._agreed:
            said = clean_line((yield Prompt(key, "choice", facts or {}, options, self.renderer.language, True, objections=objections)))
            if found := picked(said, options):
                self._agreed[key] = found[0]
            objections = (("no-choice", said),) if said else ()
        return self._agreed[key]

    def label(self, prompt: Prompt, option: str) -> str:
        """What an option is called."""
        return prompt.facts.get(option) or self.renderer.word("authoring", "label", prompt.key, option)

    def names(self, prompt: Prompt) -> dict[str, str]:
        """What a person may call each option: its label, and a role by its short name as well."""
        short = self.renderer.short if prompt.key in ("personas", "triggers.leads", "phases.for_roles", "conflicts") else str
        return {o: f"{self.label(prompt, o)} ({short(o)})" for o in prompt.options}

    def _restart(self) -> Step:
        """The open question anew, from what the file holds."""
        self._talk, self._kept, self._half = self._course(), (*self._kept, *self._half), ()
        return self._asked(next(self._talk, None), None)

    def _replayed(self, prompt: Prompt | None) -> Prompt | None:
        """The question after the parts of its answer that are there already."""
        while prompt is not None and self._talk is not None and self._kept and identity(prompt) == self._kept[0].question:
            self._save(prompt.edits)
            half, *rest = self._kept
            self._kept, self._half = tuple(rest), (*self._half, half)
            prompt = self._talk.send(half.said)
        return prompt

    def _asked(self, prompt: Prompt | None, last: Prompt | None, taken: str = "") -> Step:
        prompt = self._replayed(prompt)
        if prompt is not None and (trouble := self._save(prompt.edits)):
            self._notes.append(trouble)
        over = prompt is None or prompt.key == "done"
        if prompt is not None and over:
            self._notes.append(self.end("finished"))
        self.prompt = None if over else prompt
        notes, self._notes = tuple(self._notes), []
        return Step(self.prompt, notes, self.prompt is not None and goes_on(last, self.prompt), taken)

    # ---- what is answered

    def answer(self, said: str) -> Step:
        """Takes the answer to the open question; of a list as many items as it has lines."""
        if self.prompt is None:
            return self._restart()
        if len(said) > LONGEST:
            self._notes.append(self._say("too_long", limit=str(LONGEST)))
        if self.prompt.kind in ("choice", "choices"):
            return self._one(by_name(said, self.names(self.prompt)))
        found = items(said) if self.prompt.kind in LISTS and "\n" in said.strip() else ()
        return self._many(found) if found else self._one(said)

    def _one(self, said: str) -> Step:
        before, last = self._now(said), self.prompt
        assert self._talk is not None  # noqa: S101 a question is open, so its course is as well
        try:
            prompt = self._talk.send(said)
        except StopIteration:
            prompt = None
        self._begun(before, last, prompt)
        step = self._asked(prompt, last)
        if not before.equals(self._now()) and not (self._past and before.equals(self._past[-1])):
            self._past.append(before)
        return step

    def _begun(self, before: _Past, last: Prompt | None, prompt: Prompt | None) -> None:
        """An answer that has changed nothing and yet brought the next question is one part of several: kept as such."""
        if last is None or prompt is None or same(last, prompt) or not part_of(last.key):
            return
        if prompt.edits or frozenset(self._skipped) != before.skipped:
            self._half = ()
            return
        self._half = (*self._half, Half(identity(last), before.said))
        try:
            self._file.keep((*self._kept, *self._half))
        except OSError as error:
            self._notes.append(self._failed(error))

    def _many(self, said: tuple[str, ...]) -> Step:
        """The items of a pasted list, one after the other. What is asked in between (the same in the other language) is
        put off: half a list in memory would be lost with the window."""
        first, before, count, step = self.prompt, len(self._past), 0, Step(self.prompt)
        notes: list[str] = []
        for item in said:
            step = self._one(item)
            while first is not None and step.prompt is not None and translates(first, step.prompt) and not self.code:
                step = self._one("")
            notes += step.notes
            count += 1
            if step.prompt is None or self.code:
                break
        self._past[before:] = [replace(p, said="\n".join(said)) for p in self._past[before : before + 1]]  # back at once, too
        return Step(step.prompt, (self._say("noted", n=count), *notes), step.again)

    def pass_over(self) -> Step:
        """Puts the present part off, where one may be, else the question; says so where it needs an answer."""
        prompt = self.prompt
        if prompt is None or not (prompt.part or prompt.needed):
            return self.answer("")
        if not prompt.part:
            self._notes.append(self._say("no_part"))
            return self._asked(replace(prompt, edits=(), objections=()), None)
        before = self._now("")
        self._skipped.add(prompt.part)
        self._past.append(before)
        self._notes.append(self._say("passed"))
        return self._restart()

    def back(self) -> Step:
        """Takes the last answer back, on disk as well."""
        if not self._past:
            self._notes.append(self._say("nothing_back"))
            return self._restart()
        said, here, prompt = "", self.prompt, None
        while self._past:
            try:
                self._file.restore(self._past[-1].file)
                self._file.keep(self._past[-1].half)
            except OSError as error:
                self._notes.append(self._failed(error))
                return self._restart()
            past = self._past.pop()
            self._skipped, self._agreed, self._half, said = set(past.skipped), dict(past.agreed), (), past.said
            self._talk, self._kept = self._course(), past.half
            prompt = next(self._talk, None)
            # A list that was ended is not asked for again; then it is its last item that goes.
            if said.strip() or not same(here, prompt):
                break
        self._notes.append(self._say("back"))
        return self._asked(prompt, None, said)

    def end(self, macro: str = "stopped") -> str:
        """Where the draft lies and how to go on."""
        file = self._file
        # A folder that is no usual one has to be named again.
        call = file.name if self.folder in shelves() else shlex.join((file.name, "--playbooks", str(self.folder)))
        place = file.place if file.text or self._half or self._kept else ""
        return self._say(macro, call=call, path=place, usable=file.usable)

    def outline(self) -> tuple[Part, ...]:
        """What stands in the playbook and what is empty."""
        prompt = self.prompt
        key, facts = (prompt.key, prompt.facts) if prompt else ("", {})
        return outline(self._file.data, self._skipped, self.renderer.language, key, facts)

    # ---- the file

    def _now(self, said: str = "") -> _Past:
        return _Past(self._file.state, frozenset(self._skipped), tuple(self._agreed.items()), (*self._kept, *self._half), said)

    def _save(self, edits: tuple[Edit, ...]) -> str:
        """Writes the changes; what to say where that failed or the playbook has become usable."""
        usable = self._file.usable
        try:
            self._file.save(edits)
            if edits and not self._half:
                self._file.keep(self._kept)
        except Unwritable:
            return self._say("unwritable", path=self._file.place)
        except OSError as error:
            self.code = UNSAVED  # what waits is written with the next answer
            return self._failed(error)
        self.code = OK
        return self._say("usable", path=self._file.place) if self._file.usable and not usable else ""

    def _failed(self, error: OSError) -> str:
        return self.renderer.message("write-failed", path=self._file.place, reason=error.strerror or str(error))
