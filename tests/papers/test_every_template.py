"""Every template with every built-in playbook, role, phase, language and address: it renders, and what it says holds."""

import re

import pytest

from assistant.core.brief import Brief, Loop
from assistant.core.papers.fit import LONGEST_SPOKEN, PAGE_LINES, lines_needed, sentences, words_in
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import COUNTRIES, Request, Style
from assistant.core.playbook import PHASES
from assistant.edge.press import FOOTER_LINES, Draft, readable

FORMS = (("de", "sie"), ("de", "du"), ("en", "sie"))
FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre[nmrs]?)\b")
THEY = re.compile(r"\bSie (?=[a-zäöü]+t\b)|(?<=[.:!?] )Sie (?=[a-zäöü]+en\b)")  # "sie zeigt": somebody else
SPOKEN = {"sheet": ("opener", "questions", "hurdles"), "opener": None, "voicemail": None}
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|Said\(|Spoken|namespace\(|<assistant|[\ue000-\uf8ff]|\b[Uu]ndefined\b")


def cases(library):
    """All roles and phases of all playbooks, the triggers and the switches of style in turn."""
    number = 0
    for book in library.playbooks.values():
        for member in book.members:
            for phase in PHASES:
                trigger = book.triggers[number % len(book.triggers)]
                yield number, Brief(book.id, trigger.id, (member.id,), phase)
                number += 1


def style_for(number, address):
    return Style(address, ("plain", "personal")[number % 2], number % 3 == 2)


@pytest.mark.parametrize("form", FORMS, ids="-".join)
@pytest.mark.parametrize("kind", KINDS)
def test_it_renders_and_holds(press, library, kind, form):
    language, address = form
    for number, brief in cases(library):
        if kind == "sheet" and number % 3 != FORMS.index(form):
            continue  # a sheet is set several times until it fits
        country = COUNTRIES[number % 3]
        draft = press.make(brief, Request(kind, language, style_for(number, address), country, example=True))
        assert isinstance(draft, Draft)
        check_text(draft, brief)
        check_address(draft, language, address, country)
        check_honesty(draft)
        check_spoken(draft)
        if kind == "sheet":
            assert sum(lines_needed(t) for _, t in draft.parts) + 2 + FOOTER_LINES <= PAGE_LINES


def check_text(draft, brief):
    paper = draft.paper
    text = paper.markdown
    assert paper.title
    assert not LEFTOVERS.search(text), (brief, LEFTOVERS.search(text))
    assert "\n\n\n" not in text
    assert draft.paper.language == "en" or not re.search(r"\bNone\b", text), brief
    assert not re.search(r"\S  +\S", text), (brief, re.search(r".{20}\S  +\S.{20}", text))
    assert not re.search(r"\.\.(?!\.)|[.!?]”?“?\.(?=\s|$)| [.,;](?=\s)", text.replace("…", "x")), (brief, re.findall(r".{30}(?:\.\.|[?!]\.| [.,;]).{3}", text))
    names = [name for name, _ in draft.parts]
    assert len(set(names)) == len(names)


def check_address(draft, language, address, country):
    if language == "de" and address == "du":
        text = THEY.sub("", readable(draft.paper.markdown))
        assert not FORMAL.search(text), re.findall(r".{40}\b(?:Sie|Ihnen|Ihre[nmrs]?)\b.{20}", text)
    if language == "de" and country == "ch":
        assert not set("ß„“") & set(draft.paper.markdown + draft.paper.title + "".join(draft.paper.footer))


def check_honesty(draft):
    paper = draft.paper
    assert bool(paper.example_label) == paper.example
    if paper.audience == "buyer":
        assert paper.footer == ()
        assert not re.search(r"\[[A-FZ]\]|Beleg [A-FZ]\b|Quellen:|Sources:|Als Beispiel erfunden|Made up as", paper.markdown)
    else:
        assert len(paper.footer) == 2


def check_spoken(draft):
    wanted = SPOKEN.get(draft.paper.kind, ())
    for name, text in draft.parts:
        if name == "desk" or (wanted is not None and name not in wanted):
            continue
        for line in readable(text).split("\n"):
            for piece in line.split("→"):
                long = [s for s in sentences(re.sub(r"\[[^\]]*\]", "X", piece)) if words_in(s) > LONGEST_SPOKEN]
                assert not long or "fragt sich" in line or "ask themselves" in line, long


@pytest.mark.parametrize("language", ["de", "en"])
def test_several_roles_and_a_loop(press, library, language):
    for book in library.playbooks.values():
        roles = tuple(m.id for m in book.members[:4])
        for reason in library.loops:
            brief = Brief(book.id, None, roles, "consideration", loops=(Loop(reason, "x", "decision", "consideration"),), open=("trigger",))
            for kind in KINDS:
                draft = press.make(brief, Request(kind, language, example=True))
                check_text(draft, brief)
                check_spoken(draft)


def test_a_role_outside_the_circle_gets_papers_too(press, library):
    for book in library.playbooks.values():
        strangers = [r for r in library.personas if book.member(r) is None]
        for kind in KINDS:
            check_text(press.make(Brief(book.id, book.triggers[0].id, tuple(strangers[:1]), "decision"), Request(kind, example=True)), book.id)


def test_nobody_pitches_in_awareness(press, library):
    """No priced, shown or named product before anybody looks for one."""
    pitching = re.compile(r"\b(?:Angebot|Preisliste|Demo|Vorführung|Rabatt|quotation|quote|demo|discount)\b")
    for _, brief in cases(library):
        if brief.phase != "awareness":
            continue
        for kind in ("after-call", "first-contact", "silence"):
            for language in ("de", "en"):
                draft = press.make(brief, Request(kind, language))
                text = "\n".join(t for n, t in draft.parts if n not in ("desk", "open", "point", "question"))
                assert not pitching.search(text), text
                assert library.playbooks[brief.playbook].name.in_(language) not in dict(draft.parts)["subject"]


def test_a_paper_out_of_its_phase_says_so(make):
    assert not make("roll-out", example=True).notes
    (note,) = make("roll-out", Brief("stamping-press", "breakdown", ("production",), "awareness"), example=True).notes
    assert "Einführungsplan" in note
    reference = make("reference")
    assert not reference.notes
    assert "passt diese Art Text selten" in dict(reference.parts)["desk"]
