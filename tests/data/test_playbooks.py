"""The built-in playbooks: loaded without a problem, complete, and understood by their own recogniser."""

import pytest

from assistant.core.evidence import Grade, grade, weakest
from assistant.core.playbook import PHASES
from assistant.core.questions import MOST_CHOICES
from assistant.core.reading import read
from assistant.edge.library import load
from tests.data.complete import BUILT_IN, ROOT, missing_in, missing_in_shared

TRIGGERS = {
    "erp-replacement": ["rising-running-costs", "support-ends", "growth-outgrows-system", "audit-finding"],
    "stamping-press": ["breakdown", "planned-replacement", "new-production-line"],
    "office-migration": ["licence-renewal", "scattered-collaboration", "security-incident"],
    "freemium-tool": ["team-starts-trial", "trial-limit-reached", "shadow-it-discovered"],
    "people-development": ["high-turnover", "new-leaders-struggle", "skills-gap"],
    "connected-machines": ["customers-ask-for-data", "service-costs-rise", "competitor-goes-digital", "new-regulation"],
}
PERSONAS = [
    "management", "finance", "purchasing", "it", "data-protection", "legal", "works-council", "business-unit",
    "production", "engineering", "maintenance", "service", "product-management", "hr", "user", "consultant",
]


def test_no_problem_in_any_file():
    assert load([ROOT / "playbooks"]).problems == ()


def test_the_catalogue_has_exactly_its_ids(library):
    assert sorted(library.playbooks) == sorted(BUILT_IN)
    assert {b.id: [t.id for t in b.triggers] for b in library.playbooks.values()} == TRIGGERS
    assert list(library.personas) == PERSONAS
    assert list(library.phases) == list(PHASES)


def test_what_a_customer_is_made_to_say_is_marked_as_made_up(library):
    """Hurdles stand in quotation marks, in the buyer's voice: none of them may look like evidence."""
    for book in library.playbooks.values():
        for phase in book.phases.values():
            for statement in (h.hurdle for h in phase.hurdles):
                sources = [library.source(book, s) for s in statement.sources]
                assert weakest(grade(s) for s in sources if s) == Grade.Z, statement.text.de


@pytest.mark.parametrize("book", BUILT_IN)
def test_a_playbook_is_complete(library, book):
    assert missing_in(library.playbooks[book]) == []


def test_the_shared_lists_are_complete():
    assert missing_in_shared(load([ROOT / "playbooks"])) == []


def test_names_fit_a_quick_reply(library):
    names = [t.name for b in library.playbooks.values() for t in b.triggers]
    names += [p.name for p in library.personas.values()] + [p.name for p in library.phases.values()]
    assert MOST_CHOICES == 5
    assert [n for n in names if len(n.de) > 32 or len(n.en) > 32] == []


def test_no_phrase_belongs_to_two_triggers(library):
    owner: dict[str, str] = {}
    for book in library.playbooks.values():
        for trigger in book.triggers:
            for phrase in trigger.phrases.all:
                key = phrase.casefold()
                assert owner.setdefault(key, trigger.id) == trigger.id, phrase


def test_a_near_miss_is_never_sure_of_what_it_misses(desk, library):
    wrong = [
        (trigger.id, miss)
        for book in library.playbooks.values()
        for trigger in book.triggers
        for miss in trigger.phrases.near
        if read(miss, library, desk.known).trigger.id == trigger.id
    ]
    assert wrong == []


def test_phrases_are_understood_as_what_they_belong_to(desk, library):
    """A phrase may be torn between two triggers, but is never sure of another one."""
    wrong = [
        (trigger.id, phrase, found)
        for book in library.playbooks.values()
        for trigger in book.triggers
        for phrase in trigger.phrases.all
        if (found := read(phrase, library, desk.known).trigger.id) not in (None, trigger.id)
    ]
    assert wrong == []
