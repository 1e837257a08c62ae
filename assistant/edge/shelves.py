"""Where playbooks of one's own lie: folders named in settings.toml (`playbooks = ["…"]`) and on the command line.

A folder may be a clone of a git repository; nothing is ever fetched. In a clone the playbooks may stand in `playbooks/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.edge import places
from assistant.edge.problems import Problem

__all__ = ["Shelves", "commit", "home", "shelves"]

_LARGEST = 100_000  # bytes: nobody's settings
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Shelves:
    """The folders in their order, later ones win, and what was wrong with the settings."""

    folders: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def shelves(named: Iterable[str | Path] = (), settings: Path | None = None) -> Shelves:
    """The person's own folder where there is one, those of the settings, those of the command line. Never raises; a folder that is not there stays in the
    list, for whoever reads it to say so."""
    path = settings or places.config() / "settings.toml"
    listed, problems = _listed(path)
    inside = [_within(path.parent / Path(name).expanduser()) for name in listed]
    mine = (_mine(),) if _mine().is_dir() else ()
    return Shelves((*mine, *inside, *(_within(Path(name).expanduser()) for name in named)), problems)


def home(named: Iterable[str | Path] = (), settings: Path | None = None) -> Path:
    """Where a new playbook goes: the first folder of the command line, else of the settings, else the person's own."""
    said = [_within(Path(name).expanduser()) for name in named]
    path = settings or places.config() / "settings.toml"
    listed = [_within(path.parent / Path(name).expanduser()) for name in _listed(path)[0]]
    return next(iter((*said, *listed, _mine())))


def _mine() -> Path:
    return places.data() / "playbooks"


def _listed(path: Path) -> tuple[list[str], tuple[Problem, ...]]:
    try:
        with path.open("rb") as opened:
            text = opened.read(_LARGEST).decode("utf-8-sig")
        import tomli  # noqa: PLC0415 most people have no settings, and a start must not pay for them

        table = tomli.loads(text)
    except (OSError, ValueError, RecursionError):
        return [], ()  # whoever reads the settings as a whole says what is wrong with them
    found = table.get("playbooks", [])
    named = [found] if isinstance(found, str) else found
    if isinstance(named, list) and all(isinstance(name, str) for name in named):
        return named, ()
    return [], (Problem("wrong-type", str(path), 0, "playbooks", {"expected": "list", "found": type(found).__name__}),)


def _within(folder: Path) -> Path:
    """The folder itself, or its `playbooks` where it is a clone that holds them there."""
    inner = folder / "playbooks"
    return inner if (folder / ".git").exists() and inner.is_dir() else folder


def commit(folder: Path) -> str:
    """The commit that a clone stands on, seven digits; "" where the folder is none."""
    for root in (folder, folder.parent):
        try:
            head = (root / ".git" / "HEAD").read_text(encoding="ascii").strip()
            if head.startswith("ref: "):
                head = (root / ".git" / head.removeprefix("ref: ")).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        return head[:_SHORT]
    return ""
