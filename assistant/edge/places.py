"""Where things are: what ships with the program, a person's own folders, their language. Creates nothing."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from assistant.core.text import Language

APP = "buyer-enablement-assistant"
_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder `playbooks`, `messages` or `lexicon`: inside the installed package, else beside it (checkout, editable)."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def cache() -> Path:
    """Where a ready index may be kept; anything here can be deleted at any time."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def config() -> Path:
    """Where the person's settings are kept."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def data() -> Path:
    """Where the person's own files go: copies that found no clipboard, reports of crashes."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def saved() -> Path:
    """Where a file goes that a person saves from the screen: to their downloads, where the system has that folder."""
    downloads = Path(platformdirs.user_downloads_path())
    return downloads if downloads.is_dir() else data() / "copies"


def templates() -> Path:
    """Where a person's own templates of papers are looked for."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "templates"


def language_of_system() -> Language:
    """English where the system says so, else German."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return "de" if value.lower().startswith("de") else "en"
    return "de"
