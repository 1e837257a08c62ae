"""`assistant words` and `assistant interview`: counts, guides, checks. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from assistant.core.interview import guide_for
from assistant.core.leading import check_questions
from assistant.core.lemmas import Lemma
from assistant.core.word_asking import terms_of
from assistant.core.word_counts import Scope, WordCount, WordReport
from assistant.core.word_report import told
from assistant.doors.evidence import OK, USAGE, problems, show, tell, unknown_ids
from assistant.edge.evidence_desk import Drawer

FOUND = 1
_LARGEST = 2_000_000


def run(args: argparse.Namespace, drawer: Drawer) -> int:
    """Does what the call asks; the exit code: 1 where questions were faulted, 2 for a wrong call, 3 where statements could
    not be read."""
    if unknown_ids(drawer, args):
        return USAGE
    if args.command == "words":
        return _words(args, drawer)
    if args.check:
        return _check(args.check, drawer)
    return _guide(args, drawer)


# ---- words


def _words(args: argparse.Namespace, drawer: Drawer) -> int:
    text = " ".join(args.term)
    terms, scope = terms_of(text, whole=len(args.term) == 1), Scope(args.job, args.segment, args.role)
    kept = drawer.store.load()
    found = told(terms, scope, drawer.library, drawer.lemmas, kept.statements.values(), today=drawer.today) if terms or not text else None
    if found is None:
        tell(drawer, "words/what")
        return USAGE
    if args.json:
        sys.stdout.write(json.dumps(as_json(found.report, found.term), ensure_ascii=False) + "\n")
    else:
        show(drawer, "words/report", r=found.report, term=found.term, terms=found.terms, said=found.said, talk=False)
    return problems(drawer, kept.problems)


def _word(word: WordCount) -> dict[str, Any]:
    return {
        "id": word.lemma.id, "name": {"de": word.lemma.name.de, "en": word.lemma.name.en}, "listed": word.lemma.listed,
        "voices": word.hits, "of": word.of, "mentions": word.mentions, "sellers": word.sellers,
        "grade": word.grade.value if word.grade else None, "beside": [list(b) for b in word.beside],
        "no_synonym_of": list(word.lemma.unlike),
        "groups": [{"kind": g.kind, "id": g.id, "voices": g.hits, "of": g.of, "p": g.p} for g in word.groups],
        "quotes": [
            {"id": q.said.id, "text": q.said.text, "grade": q.grade.value, "customer_may_read": q.open, "stale": q.old}
            for q in word.quotes
        ],
    }  # fmt: skip


def as_json(report: WordReport, term: Lemma | None) -> dict[str, Any]:
    """The report as plain data; `advice` only where words were compared for a term."""
    advice = report.advice
    return {
        "term": term.id if term else None,
        "scope": {"job": report.scope.job or None, "segment": report.scope.segment or None, "role": report.scope.role or None},
        "voices": report.voices, "statements": report.statements, "sellers": report.sellers, "stale": report.old,
        "one_hand": report.one_hand, "grade": report.grade.value, "words": [_word(w) for w in report.words],
        "advice": {"why": advice.why, "use": advice.lemma.id if advice.lemma else None, "p": advice.p} if term else None,
    }  # fmt: skip


# ---- interviews


def _guide(args: argparse.Namespace, drawer: Drawer) -> int:
    book = drawer.library.playbooks.get(args.job)
    if book is None:
        tell(drawer, "words/which-job", options=", ".join(drawer.library.playbooks))
        return USAGE
    kept = drawer.store.load()
    show(drawer, "words/guide", g=guide_for(drawer.library, book, kept.statements.values(), drawer.today))
    return problems(drawer, kept.problems)


def _check(path: Path, drawer: Drawer) -> int:
    try:
        if path.stat().st_size > _LARGEST:
            tell(drawer, "words/too-big", path=str(path))
            return USAGE
        text = path.read_bytes()
    except OSError as error:
        tell(drawer, "words/no-file", path=str(path), reason=error.strerror or str(error))
        return USAGE
    try:
        lines = text.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        tell(drawer, "words/not-utf8", path=str(path))
        lines = text.decode("cp1252", "replace").splitlines()
    names = [n for b in drawer.library.playbooks.values() for c in b.phases.values() for x in c.content if (n := x.asset)]
    found, count = check_questions(lines, names)
    for finding in found:
        show(drawer, "words/finding", f=finding, path=str(path))
    tell(drawer, "words/checked", count=count, faulty=len({(f.line, f.question) for f in found}))
    return FOUND if found else OK
