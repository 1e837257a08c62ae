"""The font that papers and maps are set in: how wide its characters are, and its bytes for embedding."""

from __future__ import annotations

import base64
import struct
from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "fonts"
_UNKNOWN = 1.05  # of the size: wider than any character that a fallback font would put in


def file(bold: bool = False) -> Path:
    return _FOLDER / ("Papierlicht-SemiBold.ttf" if bold else "Papierlicht-Regular.ttf")


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of the text in points at that size, without kerning (which makes it narrower, if anything)."""
    return _ems(text, bold) * size


@lru_cache(maxsize=1 << 15)  # a map is set in several sizes until it fits: the same words again and again
def _ems(text: str, bold: bool) -> float:
    table = _widths(bold)
    return sum(table.get(c, _UNKNOWN) for c in text)


def embedded(bold: bool = False) -> str:
    """The font as a data address."""
    return f"data:font/ttf;base64,{base64.b64encode(file(bold).read_bytes()).decode()}"


@cache
def _widths(bold: bool) -> dict[str, float]:
    """Advance widths by character, as parts of the size: the tables head, hhea, hmtx and cmap (format 4) of TrueType."""
    data = file(bold).read_bytes()
    tables = {tag: start for tag, _, start, _ in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * struct.unpack_from(">H", data, 4)[0]])}
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    wide = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * wide, data, tables[b"hmtx"])[::2]
    return {c: advances[min(glyph, wide - 1)] / em for c, glyph in _glyphs(data, tables[b"cmap"]).items()}


def _glyphs(data: bytes, cmap: int) -> dict[str, int]:
    """Glyph numbers by character, of the first table in format 4."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    starts = (cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0] for i in range(count))
    at = next(s for s in starts if struct.unpack_from(">H", data, s)[0] == 4)  # noqa: PLR2004 the format's number
    n = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, firsts, deltas, offsets = (struct.unpack_from(f">{n}H", data, at + 14 + 2 * k) for k in (0, n + 1, 2 * n + 1, 3 * n + 1))
    found: dict[str, int] = {}
    for i in range(n):
        for code in range(firsts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i]:
                place = at + 16 + 6 * n + 2 * i + offsets[i] + 2 * (code - firsts[i])
                glyph = struct.unpack_from(">H", data, place)[0]
                found[chr(code)] = (glyph + deltas[i]) & 0xFFFF if glyph else 0
            else:
                found[chr(code)] = (code + deltas[i]) & 0xFFFF
    return found
