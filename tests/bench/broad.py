"""What counting instead of training costs or gains: `python -m tests.bench.broad [COUNT]` on made playbooks (many_books.py).

Every sixteenth phrase of the triggers is left out, both engines learn the rest, and each left-out phrase is asked for:
right trigger first, right playbook first, as it stands and with two letters swapped; how often sure, and how often rightly.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.core.broad import merged
from assistant.core.broad_card import card_of
from assistant.core.broad_index import BroadIndex, Speller
from assistant.core.broad_trust import measured
from assistant.core.playbook import Phrases, Playbook
from assistant.core.recogniser import Judge, Lesson, build_index, trigger_key
from assistant.edge.lexicon import lexicon
from assistant.edge.library import load
from assistant.edge.places import shipped
from tests.bench.many_books import fill

EVERY, ASKED = 16, 600
Asked = list[tuple[str, str]]


def split(book: Playbook, left: Asked) -> Playbook:
    """The playbook without every sixteenth phrase of its triggers, which are added to `left`."""
    triggers = []
    for trigger in book.triggers:
        known = trigger.phrases
        left += [(trigger_key(book.id, trigger.id), p) for said in (known.de, known.en) for p in said[::EVERY]]
        de, en = (tuple(p for i, p in enumerate(said) if i % EVERY) for said in (known.de, known.en))
        kept = Phrases(de, en, known.near_de, known.near_en)
        triggers.append(replace(trigger, phrases=kept))
    return replace(book, triggers=tuple(triggers))


def slipped(text: str) -> str:
    """Two neighbouring letters swapped in the middle."""
    at = len(text) // 2
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def score(name: str, index: Judge, asked: Asked, built: float) -> None:
    cells = []
    for texts in (asked, [(label, slipped(text)) for label, text in asked]):
        verdicts = [(label, index.verdict(f"{text} ")) for label, text in texts]
        first = [(label, v.ranking.matches[0].label if v.ranking.matches else "") for label, v in verdicts]
        sure = [label == v.label for label, v in verdicts if v.label]
        right = sum(a == b for a, b in first) / len(first)
        book = sum(a.split("/")[0] == b.split("/")[0] for a, b in first) / len(first)
        cells.append(f"{right:.3f} | {book:.3f} | {len(sure)} ({sum(sure)} right)")
    print(f"| {name} | {built:.1f} | {' | '.join(cells)} |", flush=True)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), count)
        library = load([shipped("playbooks"), Path(name)]).library
    left: Asked = []
    books = [split(book, left) for book in library.playbooks.values()]
    asked = left[:: max(1, len(left) // ASKED)]
    print(f"{len(books)} playbooks, {sum(len(t.phrases.all) for b in books for t in b.triggers)} phrases of triggers, {len(asked)} asked\n")
    print("| engine | learning CPU-s | trigger | playbook | sure | trigger, slip | playbook, slip | sure, slip |\n|---|---|---|---|---|---|---|---|")
    for engine, make in (("counted", counted), ("trained", trained)):
        began = time.process_time()
        index = make(books)
        score(engine, index, asked, time.process_time() - began)


def counted(books: Sequence[Playbook]) -> Judge:
    whole = merged(map(card_of, books))
    return BroadIndex(whole, "trigger", measured(whole, "trigger"), Speller(whole, lexicon()))


def trained(books: Sequence[Playbook]) -> Judge:
    rows = [(trigger_key(b.id, t.id), p) for b in books for t in b.triggers for p in dict.fromkeys(t.phrases.all)]
    near = tuple((trigger_key(b.id, t.id), p) for b in books for t in b.triggers for p in t.phrases.near)
    return build_index(Lesson(tuple(a for a, _ in rows), tuple(p for _, p in rows), near), lexicon())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 42)
