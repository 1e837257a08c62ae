"""JSON Schema of a playbook, for editors: the reader of playbooks is run once on a table that only writes down what it
was asked for, so that the schema cannot differ from what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from assistant.core.playbook import Library, Phrases, Statement
from assistant.core.text import Text
from assistant.edge.reader import Node, Sheet
from assistant.edge.shapes import SCHEMA, read_playbook

__all__ = ["playbook_schema"]

_Choice = TypeVar("_Choice", bound=str)
_NAME = "*"  # stands for any name, as in [sources.*]
_WORD = {"type": "string", "minLength": 1}
_LIST = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "minLength": 1}}]}


def _listed(options: Sequence[str]) -> dict[str, Any]:
    one = {"enum": list(options)}
    return {"anyOf": [one, {"type": "array", "items": one}]}


@dataclass(slots=True)
class _Recorder(Node):
    """A table that writes down the keys it is asked for and answers with something harmless."""

    known: Mapping[str, Sequence[str]] = field(default_factory=dict)  # kind of a name → the names there are
    keys: dict[str, Any] = field(default_factory=dict)
    needed: list[str] = field(default_factory=list)

    def _key(self, key: str, shape: dict[str, Any], *, needed: bool = False) -> None:
        self.keys[key] = shape
        if needed and key not in self.needed:
            self.needed.append(key)

    def _inner(self) -> _Recorder:
        return _Recorder(self.sheet, {_NAME: {}}, known=self.known)

    def shape(self) -> dict[str, Any]:
        """The schema of this table."""
        if _NAME in self.keys:
            return {"type": "object", "additionalProperties": self.keys[_NAME]}
        return {"type": "object", "properties": self.keys, "required": self.needed, "additionalProperties": False}

    def missing(self, key: str) -> None:
        """Called by the reader for what must not be empty."""
        if key not in self.needed:
            self.needed.append(key)
        if self.keys.get(key, {}).get("type") == "array":
            self.keys[key]["minItems"] = 1

    def has(self, key: str) -> bool:
        return key != ""

    def string(self, key: str, default: str | None = None) -> str:
        self._key(key, dict(_WORD) if default is None else {"type": "string"}, needed=default is None)
        return ""

    def integer(self, key: str) -> int | None:
        # The only number that must be there is the version of the form.
        is_version = key == "schema"
        self._key(key, {"const": SCHEMA} if is_version else {"type": "integer"}, needed=is_version)
        return SCHEMA if is_version else None

    def flag(self, key: str) -> bool:
        self._key(key, {"type": "boolean"})
        return False

    def when(self, key: str) -> tuple[int | None, date | None]:
        self._key(key, {"anyOf": [{"type": "integer"}, {"type": "string", "format": "date"}]})
        return None, None

    def day(self, key: str) -> date | None:
        self._key(key, {"type": "string", "format": "date"})
        return None

    def choice(self, key: str, options: Sequence[_Choice], default: _Choice | None = None) -> _Choice:
        self._key(key, {"enum": [str(o) for o in options]}, needed=default is None)
        return options[0]

    def strings(self, key: str) -> tuple[str, ...]:
        self._key(key, dict(_LIST))
        return ()

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        self._key(key, _listed(options))
        return ()

    def names(self, key: str, kind: str) -> tuple[str, ...]:
        options = self.known.get(kind)
        self._key(key, _listed(options) if options else dict(_LIST))
        if key == "between":
            self._key(key, {"type": "array", "items": {"enum": list(options or ())}, "minItems": 2, "maxItems": 2}, needed=True)
        return ()

    def name(self, key: str, kind: str) -> str:
        options = self.known.get(kind)
        self._key(key, {"enum": list(options)} if options else dict(_WORD), needed=True)
        return ""

    def child(self, key: str, *, optional: bool = False) -> Node:
        inner = self._inner()
        # Filled in while the reader goes on: the dicts are the inner table's own.
        self._key(key, {"type": "object", "properties": inner.keys, "required": inner.needed, "additionalProperties": False}, needed=not optional)
        if key == "sources" and optional:
            self.keys[key] = {"type": "object", "additionalProperties": (named := self._inner()).shape()}
            return _Sources(named)
        return inner

    def children(self, key: str) -> Iterator[Node]:
        inner = self._inner()
        yield inner
        self._key(key, {"type": "array", "items": inner.shape()})

    def here(self) -> Text:
        return Text(self.string("de"), self.string("en"))

    def text(self, key: str) -> Text:
        inner = self._inner()
        inner.here()
        self._key(key, inner.shape(), needed=key != "instead")
        return Text("", "")

    def text_or_same(self, key: str) -> Text:
        self.text(key)
        self.keys[key] = {"anyOf": [dict(_WORD), self.keys[key]]}
        return Text("", "")

    def source_ids(self) -> tuple[str, ...]:
        self.names("source", "source")
        self.missing("source")
        return ()

    def statement(self, key: str) -> Statement:
        inner = self._inner()
        said = inner.as_statement()
        self._key(key, inner.shape(), needed=True)
        return said

    def statements(self, key: str, *, need: bool = False) -> tuple[Statement, ...]:
        for inner in self.children(key):
            inner.as_statement()
        if need:
            self.missing(key)
        return ()

    def phrases(self) -> Phrases:
        for key in ("phrases", "near_misses"):
            inner = self._inner()
            inner.strings("de")
            inner.strings("en")
            if key == "phrases":
                inner.source_ids()
            self._key(key, inner.shape(), needed=key == "phrases")
        return Phrases()

    def done(self) -> None:
        """Nothing was asked for in vain."""


class _Sources(_Recorder):
    """[sources.*]: one table that stands for each of them."""

    __slots__ = ("one",)

    def __init__(self, one: _Recorder) -> None:
        super().__init__(one.sheet, {_NAME: {}}, known=one.known)
        self.one = one

    def child(self, key: str, *, optional: bool = False) -> Node:
        del key, optional
        return self.one


def _described(shape: Any, words: Mapping[str, str]) -> Any:
    if isinstance(shape, dict):
        for key, inner in shape.get("properties", {}).items():
            if key in words:
                inner["description"] = words[key]
        for inner in shape.values():
            _described(inner, words)
    elif isinstance(shape, list):
        for inner in shape:
            _described(inner, words)
    return shape


def playbook_schema(library: Library, words: Mapping[str, str]) -> dict[str, Any]:
    """The schema (draft 2020-12) with the roles, formats, channels and urgencies of this library; `words` explains keys.

    What refers to the file itself (ids of triggers and sources) is checked by the program alone.
    """
    roles = list(library.personas)
    known = {
        "persona": roles, "member": roles, "format": list(library.formats), "channel": list(library.channels),
        "urgency": list(library.urgencies), "loop": list(library.loops),
    }
    root = _Recorder(Sheet("", ""), {_NAME: {}}, known=known)
    read_playbook(root, "")
    for key in ("triggers", "personas"):
        root.missing(key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_described(root.shape(), words)}
