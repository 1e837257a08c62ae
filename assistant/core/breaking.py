"""Lines of text that fit a width: words stay whole where they can, long compounds break at their joints or syllables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

Measure = Callable[[str], float]

_VOWELS = "aeiouyäöüáàâéèêëíìîïóòôúùû"
_PART = re.compile(f"[{_VOWELS}]+|[^{_VOWELS}]+", re.IGNORECASE)
_ONSETS = frozenset("bl br ch chr ck dr fl fr gl gn gr kl kn kr pfl pfr ph pl pr qu sch schl schm schn schr schw sh sp spr st str th tr wr zw".split())
# A linking s after these always ends a part of a compound: Entscheidungs|vorlage, never Entscheidung|svorlage.
_JOINT = re.compile(
    r"(?:ungs|heits|keits|ions|schafts|täts|lings|arbeits|betriebs|vertriebs|auftrags|antrags|vertrags|geschäfts|stands|einkaufs|rechts|tags|ver|haupt|weiter|unter|über)$",
    re.IGNORECASE,
)
_SHORTEST = 3  # letters left alone on a line
_WORTH = 14  # letters from which a word may be broken merely to fill a line
_ABSURD = 400  # letters from which a word is not measured as a whole: it fits no line
_ROOM = 0.45  # of the line left empty, from which that is worth it


def syllables(word: str) -> list[int]:
    """Where a word of letters may be broken with a hyphen: at joints of compounds and between syllables."""
    parts = list(_PART.finditer(word))
    out: list[int] = []
    for i in range(1, len(parts) - 1):
        cluster = parts[i].group()
        if cluster[0].lower() in _VOWELS or i == 0:
            continue
        out.append(parts[i].start() + _split(word[: parts[i].end()], cluster))
    return [x for x in out if _SHORTEST <= x <= len(word) - _SHORTEST]


def _split(before: str, cluster: str) -> int:
    """How many consonants of a cluster between two vowels stay on the line."""
    for keep in range(len(cluster), 0, -1):
        if _JOINT.search(before[: len(before) - len(cluster) + keep]):
            return keep
    low = cluster.lower()
    if low == "st":  # Kos-ten, Leis-tung
        return 1
    return next((k for k in range(len(low) - 1) if low[k:] in _ONSETS), len(low) - 1)


def breaks(word: str) -> list[tuple[str, str]]:
    """The ways to part a word, the longest first part first: what ends the line (with its hyphen), and the rest."""
    found: list[tuple[str, str]] = []
    for run in re.finditer(r"[^\W\d_]+", word):
        found += [(word[: run.start() + x] + "-", word[run.start() + x :]) for x in syllables(run.group())]
    found += [(word[: m.end()], word[m.end() :]) for m in re.finditer(r"[-/–—.,:;&=?](?=\w)", word)]
    return sorted(found, key=lambda pair: len(pair[0]), reverse=True)


def wrap(text: str, width: float, measure: Measure, first: float = 0.0, fill: bool = True) -> list[str]:
    """The text in lines of at most `width` (the first one shorter by `first`). No character is lost; hyphens are added
    where words are broken: where they do not fit, and with `fill` where they would leave a line half empty.
    A single character wider than `width` stands alone."""
    lines: list[str] = []
    line, words = "", [w for w in text.split(" ") if w][::-1]
    while words:
        word = words.pop()
        room = width - (first if not lines else 0.0)
        joined = f"{line} {word}" if line else word
        if len(word) < _ABSURD and measure(joined) <= room:
            line = joined
            continue
        head, rest = _parted(line, word, room, measure, fill)
        if head:
            lines.append(head)
            line = ""
            words.append(rest)
        else:
            lines.append(line)
            line = ""
            words.append(word)
    return [*lines, line] if line else lines or [""]


def _parted(line: str, word: str, room: float, measure: Measure, fill: bool) -> tuple[str, str]:
    """The line filled with the beginning of the word, and its rest; ("", "") where the word goes to the next line."""
    lead = f"{line} " if line else ""
    wide = len(word) >= _ABSURD or measure(word) > room
    sparse = not line or (fill and len(word) >= _WORTH and measure(line) < room * (1 - _ROOM))
    if not (wide or sparse):
        return "", ""
    reach = bisect_left(range(min(len(word), _ABSURD)), True, key=lambda n: measure(lead + word[: n + 1]) > room) + 1
    for head, _ in breaks(word[: reach + _SHORTEST]):
        if measure(lead + head) <= room:
            kept = len(head) - (not word.startswith(head))
            return lead + head, word[kept:]
    if line:
        return "", ""
    fits = max(1, reach - 1)
    return (word[:fits], word[fits:]) if len(word) > 1 else (word, "")
