"""The scored lines stay an exam: none of them is a phrase, every label exists."""

import pytest

from assistant.core.words import tokens
from tests.bench.b2b import EXAMS, SLOTS, rows

exams = pytest.mark.parametrize("exam", EXAMS)


@exams
def test_no_exam_line_is_a_phrase(library, exam):
    taught = [p.phrases for p in (*library.playbooks.values(), *library.personas.values(), *library.phases.values())]
    taught += [t.phrases for b in library.playbooks.values() for t in b.triggers]
    phrases = {tuple(tokens(p)) for t in taught for p in (*t.all, *t.near)}
    copied = [r.text for r in rows(exam) if tuple(tokens(r.text)) in phrases and len(tokens(r.text)) > 2]
    assert copied == []


@exams
def test_every_label_exists(library, exam):
    known = {
        "playbook": set(library.playbooks),
        "trigger": {t.id for b in library.playbooks.values() for t in b.triggers},
        "persona": set(library.personas),
        "phase": {str(p) for p in library.phases},
    }
    for row in rows(exam):
        for slot in SLOTS:
            labels = row.expected[slot].lstrip("?").split("|")
            assert set(labels) - {"", "*"} <= known[slot], row


@pytest.mark.parametrize(("exam", "lines", "none"), [("lines", 400, 60), ("blind", 300, 30)])
def test_there_are_enough_of_each_kind(exam, lines, none):
    found = rows(exam)
    assert len(found) >= lines
    assert sum(r.kind == "none" for r in found) >= none
