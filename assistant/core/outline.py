"""What stands in a playbook that is being written, and what is still empty: for the eye, never as a percentage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.core.author import Path, held
from assistant.core.playbook import CHANGES, PHASES, RINGS
from assistant.core.text import Language

State = Literal["filled", "part", "later", "empty"]  # later = put off in this sitting
HEAD = ("name", "method", "scale", "offer", "phrases")
JOB = ("situation", "progress", "outcome", "hired_for", "fired_for")
_TRIGGER: tuple[Path, ...] = (("phrases",), ("origin",), ("urgency",), ("entry",), *(("changes", c) for c in CHANGES), ("leads",))
_ROLE: tuple[Path, ...] = (("functions",), ("kind",), ("goal",), ("jobs",), ("pains",), ("gains",))
_PARTS = dict.fromkeys((*HEAD, "near_misses"), "name") | dict.fromkeys(("draft", "languages", "source", "done"), "") | dict.fromkeys(("content", "hurdles"), "phases")
_MORE = ("conflicts", "terms", "warnings", "reentries")  # shown where there are some
_PLAYS = ("buyer_questions", "questions", "say", "write", "no_gos", "next_steps")


ALTERNATIVES = ("nothing", "competitor", "workaround", "inhouse")
_ASKED = ("nothing", "competitor")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a part: `kind` and `key` say what it is, `text` what stands there, `count` how many statements or
    phrases (0 also where nothing is counted); `here` = it is asked for now."""

    kind: str
    key: str
    state: State
    text: str = ""
    count: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the playbook, in the order in which it is asked for."""

    key: str
    state: State
    rows: tuple[Row, ...]
    here: bool = False


def part_of(key: str) -> str:
    """The part that a question belongs to; "" for the questions about the sitting itself."""
    first = key.partition(".")[0]
    return _PARTS.get(first, first)


def _text(value: Any, language: Language) -> str:
    """What stands there, in this language."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("name") or "")
    return value if isinstance(value, str) else ""


def _count(value: Any, language: Language) -> int:
    """How many statements or phrases."""
    found = value.get(language) if isinstance(value, Mapping) else value
    return len(found) if isinstance(found, list) else 0


def _whole(there: Iterable[Any]) -> State:
    """Of several things: all, some or none."""
    found = [bool(x) for x in there]
    return "filled" if all(found) else "part" if any(found) else "empty"


class _Seen:
    """The file's data, with what was put off and what is asked now."""

    def __init__(self, data: Mapping[str, Any], skipped: Iterable[Path], key: str, facts: Mapping[str, str], language: Language) -> None:
        self.data, self.skipped, self.key, self.facts, self.language = data, frozenset(skipped), key, facts, language

    def row(self, kind: str, name: str, path: Path) -> Row:
        value = held(self.data, path)
        text, count = _text(value, self.language), _count(value, self.language)
        off = any(p[: len(path)] == path for p in self.skipped)
        there = bool(text or count) or (bool(value) and not isinstance(value, Mapping))
        here = self.key == ".".join(str(p) for p in path) or (kind == "head" and self.key.partition(".")[0] == name)
        return Row(kind, name, "filled" if there else "later" if off else "empty", text, count, here)

    def inside(self, kind: str, name: str, at: Path, needed: tuple[Path, ...], fact: str) -> Row:
        """A trigger, a role or a phase: complete, begun or empty."""
        values = [held(self.data, (*at, *path)) for path in needed]
        off = any(p[: len(at)] == at for p in self.skipped)
        state = _whole(values)
        count = sum(len(v) for v in values if isinstance(v, list)) if kind == "phase" else _count(values[0], self.language)
        title = _text(held(self.data, (*at, "name")), self.language)
        here = bool(fact) and self.facts.get(fact) == (title or name)
        return Row(kind, name, "later" if off and state == "empty" else state, title, count, here)

    def several(self, path: str) -> Iterable[tuple[int, str]]:
        for i, one in enumerate(held(self.data, (path,)) or ()):
            yield i, str(one.get("id", "")) if isinstance(one, Mapping) else ""

    def part(self, key: str, rows: Iterable[Row]) -> Part:
        found = tuple(rows)
        states = {r.state for r in found}
        state: State = next(iter(states)) if len(states) == 1 else "part" if states else "empty"
        return Part(key, state, found, part_of(self.key) == key)


def _other(seen: _Seen, kind: str) -> Row:
    """One kind of alternative: doing nothing, or a competitor."""
    found = next((a for a in held(seen.data, ("alternatives",)) or () if isinstance(a, Mapping) and a.get("kind") == kind), None)
    off = ("alternatives", kind) in seen.skipped
    text = _text(found.get("name"), seen.language) if found else ""
    here = seen.key == f"alternatives.{kind}"
    return Row("alternative", kind, "filled" if found else "later" if off else "empty", text, 0, here)


def outline(
    data: Mapping[str, Any], skipped: Iterable[Path], language: Language, key: str = "", facts: Mapping[str, str] | None = None
) -> tuple[Part, ...]:
    """The parts of the playbook in their order; `skipped` are the paths put off, `key` and `facts` those of the open
    question. Reads any data and raises nothing for what is missing."""
    seen = _Seen(data, skipped, key, facts or {}, language)
    return (
        seen.part("job", [seen.row("job", "statement", ("job", "statement")), *(seen.row("job", k, ("job", k)) for k in JOB)]),
        seen.part("name", [seen.row("head", k, ("offer", "model") if k == "offer" else (k,)) for k in HEAD]),
        seen.part("triggers", [seen.inside("trigger", i, ("triggers", n), _TRIGGER, "trigger") for n, i in seen.several("triggers")]),
        seen.part("personas", [seen.inside("persona", i, ("personas", n), _ROLE, "persona") for n, i in seen.several("personas")]),
        seen.part("rings", [seen.row("ring", r, ("rings", r)) for r in RINGS]),
        seen.part("phases", [seen.inside("phase", p, ("phases", p), tuple((k,) for k in _PLAYS), "phase") for p in PHASES]),
        seen.part("alternatives", [row for kind in ALTERNATIVES if (row := _other(seen, kind)).state != "empty" or row.here or kind in _ASKED]),
        *(seen.part(k, [seen.row("more", k, (k,))]) for k in _MORE if held(data, (k,)) or part_of(key) == k),
    )
