"""The one gate for text that a person, a file or a paste brings in: what passes can be shown on any terminal."""

from __future__ import annotations

import re

LONGEST = 20_000

# OSC and other string sequences up to their end, then CSI, then what is left of two-character escapes.
_ESCAPES = re.compile(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c|$)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff\ud800-\udfff]")


def clean(text: str, longest: int = LONGEST) -> str:
    """`text` with plain newlines and without escape sequences, control and bidi codes, cut at `longest` characters."""
    plain = text[: longest * 2].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", _ESCAPES.sub("", plain))[:longest]


def clean_line(text: str, longest: int = LONGEST) -> str:
    """The same as one line."""
    # Nearly all texts of a playbook: nothing in them that could have to go. Half of the time of loading went here.
    if text.isprintable() and len(text) <= longest and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(clean(text, longest).split())
