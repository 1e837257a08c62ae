"""Where statements lie: among the person's own files, and beside folders of playbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.edge import places

__all__ = ["FILE", "FOLDER", "folders_of", "home"]

FOLDER = "evidence"
FILE = "statements.jsonl"


def home() -> Path:
    """The folder for evidence among the person's own files."""
    return places.data() / FOLDER


def folders_of(playbooks: Sequence[Path] = (), own: Path | None = None) -> list[Path]:
    """The folder that takes new statements (`own`, by default the person's), then those beside the playbooks."""
    return [own or home(), *(f / FOLDER for f in playbooks if (f / FOLDER).is_dir())]
