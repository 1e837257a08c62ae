"""When the program itself fails: the traceback into a file, one sentence for the person."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

from assistant.core.playbook import Library
from assistant.core.text import Language
from assistant.edge import places
from assistant.edge.render import Renderer


def words(language: Language) -> Renderer:
    """A renderer for messages when no library is open."""
    return Renderer(places.shipped("messages"), Library(), language)


def report(error: BaseException, language: Language) -> str:
    """Saves the traceback and returns what to tell the person."""
    renderer = words(language)
    folder = places.data() / "crashes"
    path = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return renderer.message("crash-unsaved", reason=f"{type(error).__name__}: {error}")
    return renderer.message("crash", path=str(path))
