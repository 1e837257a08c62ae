"""Every word exists in both languages, and every template renders."""

import re

import pytest

from assistant.core.advice import BLOCKS, advise
from assistant.core.brief import Brief
from assistant.core.evidence import Grade
from assistant.core.guide import TRANSITIONS
from assistant.core.playbook import PHASES
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
    tables = [set(office.renderer.speaking(lang).labels()) for lang in ("de", "en")]
    assert tables[0] == tables[1]
    assert tables[0] >= {f"block-{b}" for b in BLOCKS} | {f"grade-{g}" for g in Grade}


@pytest.mark.parametrize("code", ["core/guide.py", "edge/shapes.py", "edge/reader.py", "edge/library.py", "core/reading.py", "core/roles.py"])
def test_everything_that_is_said_has_words(code):
    """The names of parts, problems and reasons in the code are macros in messages/."""
    source = (ROOT / "assistant" / code).read_text(encoding="utf-8")
    said = set(re.findall(r'(?:Part|report|Problem|Why)\(\s*"([a-z][\w-]+)"', source))
    known = macros("de", "say.j2") | macros("de", "problems.j2") | macros("de", "why.j2")
    assert {s.replace("-", "_") for s in said} <= known
    assert TRANSITIONS


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_of_every_advice_has_words(office, library, language):
    renderer = office.renderer.speaking(language)
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
