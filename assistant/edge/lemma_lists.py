"""Lists of lemmas from TOML: the one that ships, and one of a person's own beside the statements (`lemmas.toml`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli

from assistant.core.lemmas import Lemma
from assistant.core.text import Text
from assistant.edge import places
from assistant.edge.problems import Problem

__all__ = ["FILE", "lemma_lists"]

FILE = "lemmas.toml"


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
        raise TypeError(value)
    return tuple(value)


def _lemma(id_: str, table: Any) -> Lemma:
    name = Text(str(table["name"]["de"]), str(table["name"]["en"]))
    forms = _strings(table.get("de", [])) + _strings(table.get("en", []))
    return Lemma.of(id_, name, forms, _strings(table.get("unlike", [])), str(table.get("family", "")))


def _read(path: Path, found: dict[str, Lemma], problems: list[Problem]) -> None:
    try:
        tables = tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        reason = getattr(error, "msg", "") or getattr(error, "strerror", "") or "UTF-8"
        problems.append(Problem("bad-lemmas", str(path), getattr(error, "lineno", 0), facts={"reason": reason}))
        return
    for id_, table in tables.items():
        try:
            found[id_] = _lemma(id_, table)
        except (KeyError, TypeError, AttributeError):
            problems.append(Problem("bad-lemma", str(path), facts={"key": id_}))


def lemma_lists(folders: Iterable[Path]) -> tuple[tuple[Lemma, ...], list[Problem]]:
    """All lemmas: those that ship, replaced by id where a folder has its own; and what is wrong with the files."""
    found: dict[str, Lemma] = {}
    problems: list[Problem] = []
    for path in (places.shipped("lexicon") / FILE, *(folder / FILE for folder in folders)):
        _read(path, found, problems)
    return tuple(found.values()), problems
