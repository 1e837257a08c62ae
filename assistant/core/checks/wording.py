"""Empty places, missing translations, sentences that nobody can say and words that nobody believes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.core.checks.finding import PLAY, Finding, Path, placed
from assistant.core.playbook import PHASES, Playbook

SPOKEN = 20  # words of a sentence that can be said aloud
TRANSLATED = 4  # words from which the same text in both languages is no name
ONE_LANGUAGE = 5  # untranslated sentences that are told one by one, however short the playbook is
ENOUGH = 12  # phrases in a language from which a trigger is recognised well
HOLLOW = re.compile(
    r"\b(?:ganzheitlich\w*|maßgeschneidert\w*|innovativ\w*|nahtlos\w*|zukunftssicher\w*|synergie\w*|mehrwert\w*|win-win|game.?changer|"
    r"seamless\w*|holistic\w*|cutting.edge|leverag\w+|empower\w*|unlock\w*|best.in.class)\b|nur noch \d+ ?(?:h|stunden)|only \d+ hours left",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.?!:])\s+")


def check_empty(book: Playbook) -> Iterator[Finding]:
    """Empty rings, and what a phase has nothing of."""
    for ring, said in book.rings.items():
        if not said:
            yield Finding("empty-ring", ("rings", ring), {"ring": ring})
    for phase in PHASES:
        bare = [key for key in PLAY if not getattr(book.phases[phase], key)]
        if bare:
            yield Finding("empty-phase", ("phases", phase), {"phase": phase, "kinds": " ".join(bare)})


def check_words(book: Playbook) -> Iterator[Finding]:
    """Hollow words; texts that stand in one language only; sentences too long to be said."""
    bare: list[Path] = []
    total = 0
    for path, said in placed(book):
        total += 1
        for language, text in (("de", said.text.de), ("en", said.text.en)):
            if hit := HOLLOW.search(text):
                yield Finding("hollow", (*path, language), {"shown": hit[0]})
            if "say" in path and (longest := max(len(s.split()) for s in _ENDS.split(text))) > SPOKEN:
                yield Finding("too-long-to-say", (*path, language), {"n": str(longest), "limit": str(SPOKEN)}, "note")
        if said.text.de == said.text.en and len(said.text.de.split()) > TRANSLATED:
            bare.append(path)
    if len(bare) > ONE_LANGUAGE and 2 * len(bare) > total:
        yield Finding("one-language", ("name",), {"n": str(len(bare)), "of": str(total)})
    else:
        yield from (Finding("untranslated", path) for path in bare)


def check_phrases(book: Playbook, customers: frozenset[str]) -> Iterator[Finding]:
    """Triggers that nobody could recognise. `customers` = ids of sources in which customers speak."""
    for i, trigger in enumerate(book.triggers):
        path = ("triggers", i, "phrases")
        for language in ("de", "en"):
            found = getattr(trigger.phrases, language)
            if not found:
                yield Finding("no-phrases", (*path, language), {"trigger": trigger.id, "language": language})
            elif len(set(found)) < ENOUGH:
                facts = {"trigger": trigger.id, "language": language, "n": str(len(set(found))), "wanted": str(ENOUGH)}
                yield Finding("few-phrases", (*path, language), facts, "note")
        if trigger.phrases.all and not customers & set(trigger.phrases.sources):
            yield Finding("phrases-unheard", (*path, "source"), {"trigger": trigger.id})
