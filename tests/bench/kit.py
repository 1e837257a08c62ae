"""Protocol of the bench: public data, few-shot tasks, typing noise, metrics. Seeded throughout; standard library and numpy.

Noise and sampling follow the protocol of the shared bench, so that the figures compare.
"""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

Row = tuple[str, str]  # label, text

DATA = Path(os.environ.get("BENCH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "bench" / "data")
SEED = 13
QUERIES = 1000
GERMAN = ("xsid_de", "roboai_de", "ha_de", "b2b_probe")
CORE = tuple(f"{name}/{n}" for name in ("banking77", "clinc150", "xsid_de", "ha_de") for n in (5, 10))
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
KEYBOARD = ("qwertzuiop", "asdfghjkl", "yxcvbnm")
BESIDE = {key: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in KEYBOARD for i, key in enumerate(row)}


class Matcher(Protocol):
    """What an engine or a peer offers; the first score of a ranking is its confidence."""

    name: str

    def fit(self, labels: Sequence[str], phrases: Sequence[str]) -> None: ...

    def rank(self, query: str) -> list[tuple[str, float]]: ...


@dataclass(frozen=True)
class Task:
    """Phrases to learn, queries with the right label, and texts that belong to none."""

    name: str
    phrases: list[Row]
    queries: list[Row]
    foreign: list[str]


def load(name: str, part: str) -> list[Row]:
    lines = (DATA / name / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


def few(rows: list[Row], n: int, seed: int) -> list[Row]:
    """At most n phrases of every label."""
    texts = defaultdict(list)
    for label, text in rows:
        texts[label].append(text)
    chosen = []
    for label in sorted(texts):
        order = list(texts[label])
        random.Random(f"{seed}/{label}").shuffle(order)
        chosen += [(label, text) for text in order[:n]]
    return chosen


def shuffled(rows: list[Row], seed: int) -> list[Row]:
    order = list(rows)
    random.Random(seed).shuffle(order)
    return order


def typos(text: str, rng: random.Random, per: int = 12) -> str:
    """One slip per `per` characters: a letter dropped, doubled up, replaced by its neighbour key, or swapped."""
    letters = list(text)
    for _ in range(max(len(text) >= 6, round(len(text) / per))):
        places = [i for i in range(1, len(letters)) if letters[i].isalpha()]
        if not places:
            break
        i = rng.choice(places)
        slip = rng.choice(("drop", "insert", "sub", "swap"))
        key = letters[i].lower()
        if slip == "insert":
            letters.insert(i, rng.choice(BESIDE.get(key, key) or key))
        elif slip == "sub":
            letters[i] = rng.choice(BESIDE.get(key, "e") or "e")
        elif slip == "swap" and i + 1 < len(letters) and letters[i + 1].isalpha():
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        else:
            del letters[i]
    return "".join(letters)


def noisy(rows: list[Row], german: bool, seed: int) -> list[Row]:
    plain = [(label, text.translate(UMLAUTS) if german else text, text) for label, text in rows]
    return [(label, typos(text, random.Random(f"{seed}/{i}/{raw}"))) for i, (label, text, raw) in enumerate(plain)]


def task(spec: str, seed: int = SEED) -> Task:
    """spec = set/N/variant, variant one of clean, noisy, prefix (first 60 %), near (a quarter of the labels is foreign)."""
    name, count, variant = spec.split("/")
    phrases, queries = few(load(name, "train"), int(count), seed), shuffled(load(name, "test"), seed)[:2000]
    foreign = [text for _, text in load(name, "oos")] if name in ("clinc150", "b2b_probe") else []
    if variant == "near":
        labels = sorted({label for label, _ in phrases})
        random.Random(seed).shuffle(labels)
        out = set(labels[: len(labels) // 4])
        foreign = [text for label, text in queries if label in out]
        phrases, queries = ([row for row in rows if row[0] not in out] for rows in (phrases, queries))
    elif variant == "prefix":
        queries, foreign = [(label, text[: max(4, round(len(text) * 0.6))]) for label, text in queries], []
    elif variant == "noisy":
        queries = noisy(queries, name in GERMAN, seed)
        foreign = [text for _, text in noisy([("", text) for text in foreign], name in GERMAN, seed)]
    return Task(spec, phrases, queries[:QUERIES], foreign[:QUERIES])


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Chance that a text that belongs gets more confidence than one that does not; ties count half."""
    low = np.sort(np.asarray(outside, float))
    below, upto = (np.searchsorted(low, inside, side) for side in ("left", "right"))
    return float((below + upto).mean() / 2 / len(low))


def evaluate(matcher: Matcher, job: Task) -> dict[str, float]:
    """Share of first and of first-three hits; with foreign texts the AUROC, and kept-and-right at 80 % of them rejected."""
    started = time.process_time()
    matcher.fit([label for label, _ in job.phrases], [text for _, text in job.phrases])
    built = time.process_time() - started
    ranked = [matcher.rank(text) for _, text in job.queries]
    names = [[label for label, _ in ranking] for ranking in ranked]
    right = np.array([found[:1] == [label] for found, (label, _) in zip(names, job.queries, strict=True)])
    three = np.array([label in found[:3] for found, (label, _) in zip(names, job.queries, strict=True)])
    result = {"top1": float(right.mean()), "top3": float(three.mean()), "fit_s": built}
    if job.foreign:
        inside = [ranking[0][1] if ranking else -1e9 for ranking in ranked]
        others = [matcher.rank(text) for text in job.foreign]
        outside = [ranking[0][1] if ranking else -1e9 for ranking in others]
        bar = np.quantile(outside, 0.8, method="higher")
        result |= {"auroc": auroc(inside, outside), "kept": float(((np.array(inside) > bar) & right).mean())}
    return result
