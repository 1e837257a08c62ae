"""Where playbooks of one's own lie: folders named in settings.toml (`playbooks = ["…"]`) and on the command line.

A folder may be a clone of a git repository; nothing is ever fetched. In a clone the playbooks may stand in `playbooks/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.edge import places, settings

__all__ = ["commit", "home", "shelves"]

_SHORT = 7


def shelves(named: Iterable[str | Path] = ()) -> tuple[Path, ...]:
    """The person's own folder where there is one, those of the settings, those of the command line; later ones win. A
    folder that is not there stays in the list, for whoever reads it to say so. Never raises."""
    mine = (_mine(),) if _mine().is_dir() else ()
    return (*mine, *_settled(), *_said(named))


def home(named: Iterable[str | Path] = ()) -> Path:
    """Where a new playbook goes: the first folder of the command line, else of the settings, else the person's own."""
    return next(iter((*_said(named), *_settled(), _mine())))


def _mine() -> Path:
    return places.data() / "playbooks"


def _settled() -> tuple[Path, ...]:
    """Those of the settings; a relative path is meant from the folder of the settings file."""
    path = settings.file()
    return tuple(_within(path.parent / Path(name).expanduser()) for name in settings.load(path).settings.playbooks)


def _said(named: Iterable[str | Path]) -> tuple[Path, ...]:
    return tuple(_within(Path(name).expanduser()) for name in named)


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
