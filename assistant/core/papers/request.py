"""What somebody asked for: one kind of paper and how it should be worded. The same request gives the same paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from assistant.core.text import Language

Address = Literal["sie", "du"]
Variant = Literal["plain", "personal"]
Country = Literal["de", "at", "ch"]

COUNTRIES: tuple[Country, ...] = ("de", "at", "ch")


@dataclass(frozen=True, slots=True)
class Style:
    """How it is worded. English knows one address only."""

    address: Address = "sie"
    variant: Variant = "plain"
    short: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One paper as it was asked for, and everything said about it since.

    `roles` = for these instead of the roles of the brief (empty: as in the brief); `banned` = words that must not
    occur; `parts` = parts of the paper (by letter) that are worded in a style of their own; `example` = made-up content
    may stand in a paper for the buyer, marked as such.
    """

    kind: str
    language: Language = "de"
    style: Style = field(default_factory=Style)
    country: Country = "de"
    roles: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    parts: tuple[tuple[str, Style], ...] = ()
    example: bool = False

    def style_of(self, part: str) -> Style:
        return dict(self.parts).get(part, self.style)

    def with_part(self, part: str, style: Style) -> Request:
        """The same request with this part worded in `style`."""
        others = tuple(p for p in self.parts if p[0] != part)
        return replace(self, parts=others if style == self.style else (*others, (part, style)))

    @property
    def unrevised(self) -> Request:
        """The request before anything was said about its wording: what its parts are called there they are called always."""
        return Request(self.kind, self.language, example=self.example)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, equal for equal requests."""
        style = {"address": self.style.address, "variant": self.style.variant, "short": self.style.short}
        parts = {name: [s.address, s.variant, s.short] for name, s in self.parts}
        return {
            "kind": self.kind, "language": self.language, "style": style, "country": self.country,
            "roles": list(self.roles), "banned": list(self.banned), "parts": parts, "example": self.example,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Request:
        """The request that `to_dict` told. Raises ValueError, TypeError or KeyError for what is none."""
        return cls(
            str(data["kind"]), _one(data["language"], get_args(Language)), _style(**data["style"]),
            _one(data["country"], COUNTRIES), _words(data["roles"]), _words(data["banned"]),
            tuple((str(name), _style(*style)) for name, style in data["parts"].items()), bool(data["example"]),
        )  # fmt: skip


def _one(said: Any, known: tuple[Any, ...]) -> Any:
    """What was said, if it is one of these."""
    if said not in known:
        raise ValueError(said)
    return said


def _style(address: Any, variant: Any, short: Any) -> Style:
    return Style(_one(address, get_args(Address)), _one(variant, get_args(Variant)), bool(short))


def _words(said: Any) -> tuple[str, ...]:
    if not isinstance(said, (list, tuple)) or not all(isinstance(x, str) for x in said):
        raise ValueError(said)
    return tuple(said)
