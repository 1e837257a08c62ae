"""Every word exists in both languages, and every template renders."""

import re

import pytest

from assistant.core.advice import BLOCKS, advise
from assistant.core.brief import Brief
from assistant.core.evidence import Grade
from assistant.core.guide import TRANSITIONS, Choice, Part
from assistant.core.intents import intent_of
from assistant.core.papers.wishes import named
from assistant.core.playbook import PHASES
from assistant.core.purpose import PURPOSES, TONES, wish_of
from tests.conftest import TODAY
from tests.data.complete import ROOT

MACRO = re.compile(r"{%-?\s*macro (\w+)\(")
FILES = sorted(p.name for p in (ROOT / "messages" / "de").iterdir() if p.is_file())


def macros(language, file):
    return set(MACRO.findall((ROOT / "messages" / language / file).read_text(encoding="utf-8")))


def test_both_languages_have_the_same_files():
    assert sorted(p.name for p in (ROOT / "messages" / "en").iterdir() if p.is_file()) == FILES


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things(file):
    assert macros("de", file) == macros("en", file)


def test_both_languages_have_the_same_labels(office):
    tables = [set(office.renderer.in_(lang).labels()) for lang in ("de", "en")]
    assert tables[0] == tables[1]
    assert tables[0] >= {f"block-{b}" for b in BLOCKS} | {f"grade-{g}" for g in Grade}


@pytest.mark.parametrize("code", ["core/guide.py", "core/turns.py", "core/asides.py", "core/questions.py", "core/quizzing.py", "edge/shapes.py", "edge/reader.py", "edge/library.py", "core/reading.py", "core/roles.py"])
def test_everything_that_is_said_has_words(code):
    """The names of parts, problems and reasons in the code are macros in messages/."""
    source = (ROOT / "assistant" / code).read_text(encoding="utf-8")
    said = set(re.findall(r'(?:Part|report|Problem|Why)\(\s*"(?:quiz/)?([a-z][\w-]+)"', source))
    known = macros("de", "say.j2") | macros("de", "quiz.j2") | macros("de", "problems.j2") | macros("de", "why.j2")
    assert {s.replace("-", "_") for s in said} <= known
    assert TRANSITIONS


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_purpose_and_every_tone_has_words(office, language):
    renderer = office.renderer.in_(language)
    for slot, ids in (("purpose", PURPOSES), ("tone", TONES)):
        assert all(renderer.part(Part("slot-value", {"slot": slot, "id": i})) for i in ids)
    labels = [renderer.choice(Choice("purpose", p), Brief()) for p in PURPOSES]
    assert len(set(labels)) == len(PURPOSES)
    assert all(len(label) <= 25 for label in labels)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_suggested_as_a_command_is_one(office, language):
    """Nothing is offered while typing that would not be understood."""
    for said in office.desk.commands(language):
        wish = wish_of(said)
        loop = "budget" in said.lower()  # read by the engine, not by a table
        assert intent_of(said).name != "answer" or (wish.purpose and wish.alone) or named(said) or loop, said


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_of_every_advice_has_words(office, library, language):
    renderer = office.renderer.in_(language)
    for book in library.playbooks.values():
        for trigger in (None, *book.triggers):
            for phase in PHASES:
                roles = tuple(m.id for m in book.members)
                brief = Brief(book.id, trigger.id if trigger else None, roles, phase, open=("trigger",))
                advice = advise(library, brief, TODAY)
                for block in renderer.advice(advice):
                    assert block.title
                    for line in block.lines:
                        assert line.text.strip(), line
                        assert "\n" not in line.text
                        assert "  " not in line.text, line.text
