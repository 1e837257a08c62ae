"""Is a job to be done stated as progress that the buyer wants, with no product in it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.core.checks.finding import Finding, Path, of_job
from assistant.core.playbook import Playbook
from assistant.core.text import Text

LONGEST = 30  # words of a sentence that a group can agree on
SHORTEST = 3  # words that a sentence about progress needs

_THINGS = re.compile(
    r"\b(?:software|systeme?|plattform\w*|platforms?|tool|apps?|cloud\w*|saas|erp\w*|crm\w*|wms|tms|mes|plm|ki|ai|suite|portale?|lizenz\w*|licen[cs]es?|"
    r"roboter|robots?|press(?:e|en|es)|server|datenbank\w*|databases?|chatbots?|dashboards?|"
    r"\w*(?:software|plattform|roboter|lösung|presse)|\w+(?:systeme?|maschinen?|anlagen?))\b|\bsolutions?\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:kauf(?:en|t)?|anschaff\w*|beschaff(?:en|t|ung)|einführ(?:en|ung|t)|implementier\w*|installier\w*|ausrollen|rollout|migrier\w*|"
    r"buy(?:ing)?|purchase|procure|implement\w*|install\w*|roll(?:ing)? out|migrat(?:e|ing|ion)|deploy\w*)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:unser\w*|our)\s+(?:\w+\s)?(?:produkt\w*|angebot\w*|lösung\w*|dienst\w*|software|products?|offers?|services?|solutions?)\b"
    r"|\b(?:mit|durch|bei) uns\b|\bwith us\b|[®™]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w-]{3,}")
_AFTER = re.compile(r"\b(?:mit|für|von|im|in|zum|zur|with|for|of|to)\b.*|[(,–:].*", re.IGNORECASE)


def product_words(name: Text, language: str) -> tuple[str, ...]:
    """What is sold, by its name: the noun at its end ("Team software with a free tier": software)."""
    said = _AFTER.sub("", name.de if language == "de" else name.en)
    return tuple(w.lower() for w in _WORD.findall(said)[-1:])


def job_faults(text: str, product: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What is wrong with a job sentence, as (code, the words that show it); nothing where it is solution-neutral.

    `product` are words of the thing that is sold, as the playbook's own name says it.
    """
    found: list[tuple[str, str]] = []
    if hit := _OURS.search(text):
        found.append(("job-vendor", hit[0]))
    if hit := _DOING.search(text):
        found.append(("job-activity", hit[0]))
    sold = frozenset(product)
    named = next((w for w in _WORD.findall(text) if w.lower() in sold), "")
    thing = _THINGS.search(text)
    if named or thing:
        found.append(("job-product", named or (thing[0] if thing else "")))
    words = len(text.split())
    if 0 < words < SHORTEST:
        found.append(("job-short", text))
    if words > LONGEST:
        found.append(("job-long", str(words)))
    return tuple(found)


def check_job(book: Playbook) -> Iterator[Finding]:
    """Products, technologies and our own activity in the job; the sentence itself first, its parts as notes."""
    whole: Path = ("job", "statement")
    for path, said in of_job(book):
        if path[1] in ("hired_for", "fired_for", "situation"):
            continue  # these may name what is used today
        for language, text in (("de", said.text.de), ("en", said.text.en)):
            for code, shown in job_faults(text, product_words(book.name, language)):
                if code in ("job-long", "job-short") and path != whole:
                    continue  # it is the sentence that a group has to agree on
                yield Finding(code, (*path, language), {"shown": shown}, "warning" if path == whole else "note")
