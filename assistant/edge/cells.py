"""Cells of CSV files: a spreadsheet must never run what somebody wrote as a formula."""

from __future__ import annotations

__all__ = ["harmless", "opened"]

_STARTS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_BEFORE = " \u00a0\n"  # what spreadsheets pass over before a formula


def harmless(value: str) -> str:
    """The value with an apostrophe in front where a spreadsheet would take it for a formula; `opened` takes it off."""
    return f"'{value}" if value.lstrip(_BEFORE)[:1] in _STARTS else value


def opened(value: str) -> str:
    """A cell as it was before `harmless`."""
    return value[1:] if value[:1] == "'" and value[1:].lstrip(_BEFORE)[:1] in _STARTS else value
