"""The scored lines stay an exam: none of them is a phrase, every label exists."""

from assistant.core.words import tokens
from tests.bench.b2b import SLOTS, rows


def test_no_exam_line_is_a_phrase(library):
    taught = [p.phrases for p in (*library.playbooks.values(), *library.personas.values(), *library.phases.values())]
    taught += [t.phrases for b in library.playbooks.values() for t in b.triggers]
    phrases = {tuple(tokens(p)) for t in taught for p in (*t.all, *t.near)}
    copied = [r.text for r in rows() if tuple(tokens(r.text)) in phrases and len(tokens(r.text)) > 2]
    assert copied == []


def test_every_label_exists(library):
    known = {
        "playbook": set(library.playbooks),
        "trigger": {t.id for b in library.playbooks.values() for t in b.triggers},
        "persona": set(library.personas),
        "phase": {str(p) for p in library.phases},
    }
    for row in rows():
        for slot in SLOTS:
            labels = row.expected[slot].lstrip("?").split("|")
            assert set(labels) - {"", "*"} <= known[slot], row


def test_there_are_enough_of_each_kind():
    found = rows()
    assert len(found) >= 400
    assert sum(r.kind == "none" for r in found) >= 60
