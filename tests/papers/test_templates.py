"""Templates are the user's: overriding, errors with file and line, nothing that gets out or runs away."""

import pytest

from assistant.core.papers.facts import Facts
from assistant.core.papers.gather import gather
from assistant.core.papers.request import Request
from assistant.doors.templates import TemplateDesk
from assistant.edge import places, templates
from assistant.edge.press import Draft
from assistant.edge.template_room import literal
from assistant.edge.templates import Templates
from tests.papers.conftest import BREAKDOWN, press_on


@pytest.fixture
def own(tmp_path):
    """Writes a template of the user's and gives their folder."""

    def write(text, name="de/papers/silence.md.j2"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def made(library, folder, kind="silence"):
    draft = press_on(library, folder).make(BREAKDOWN, Request(kind))
    assert isinstance(draft, Draft)
    return draft


def test_a_users_file_replaces_ours(library, own):
    folder = own('{{ title("Meins") }}{{ part("a") }}Thema {{ f.topic }}\n{{ part("b") }}{{ f.job }}')
    draft = made(library, folder)
    assert draft.paper.title == "Meins"
    assert [n for n, _ in draft.parts] == ["a", "b"]
    assert "Thema Stanzmaschine" in draft.paper.markdown
    assert draft.problems == ()
    assert made(library, folder, "opener").paper == made(library, None, "opener").paper


def test_a_users_file_may_replace_a_helper(library, own):
    folder = own("{% macro hello(f) %}Servus [Name]{% endmacro %}" + "".join(
        f"{{% macro {n} %}}{{% endmacro %}}" for n in ("q(x)", "about(f)", "first(f, t)", "you(f, a, b)", "bye(f)", "desk(f)", "brief_question(f)")
    ), "de/papers/_words.md.j2")  # fmt: skip
    assert "Servus [Name]" in made(library, folder).paper.markdown


def test_what_a_users_template_says_counts_as_said(library, own):
    """However it is turned into text."""
    for text in ("{{ f.job }}", "{{ f.job ~ '' }}", "{{ f.job | upper }}", "{% set x = [f.job] | join %}{{ x }}", "{{ '%s' | format(f.job) }}"):
        draft = made(library, own(text))
        assert draft.paper.example, text
        assert "Z Als Beispiel" in draft.paper.footer[1]
    assert not made(library, own("ohne alles")).paper.example


WRONG = {
    "template-syntax": ("Zeile eins\n{% if %}", 2),
    "template-unknown": ("eins\nzwei\n{{ f.gibtsnicht }}", 3),
    "template-missing": ('{% include "de/papers/nix.md.j2" %}', 1),
    "template-escape": ('\n{% include "../../../../etc/passwd" %}', 2),
    "template-forbidden": ("{{ f.__class__.__mro__ }}", 1),
    "template-loop": ("{% macro a(n) %}{{ a(n) }}{% endmacro %}{{ a(1) }}", 1),
    "template-too-big": ("{% for i in range(100000000) %}x{% endfor %}", 1),
    "template-fault": ("\n\n{{ 1 / 0 }}", 3),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_named_with_file_and_line_and_ours_is_used(library, office, own, code):
    text, line = WRONG[code]
    folder = own(text)
    draft = made(library, folder)
    (problem,) = draft.problems
    assert problem.code == code, problem
    assert problem.line == line
    assert problem.file.endswith("silence.md.j2")
    said = office.renderer.problem(problem)
    assert f"silence.md.j2:{line}" in said
    assert "mitgelieferte" in said
    assert draft.paper == made(library, None).paper


BOMBS = (
    "{% set ns = namespace(a='xxxxxxxxxx') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}{{ ns.a }}",
    "{{ 'x' * 10**10 }}",
    "{{ '%9999999999d' | format(1) }}",
    "{% for i in range(900) %}{% for j in range(900) %}{{ f.job }}{% endfor %}{% endfor %}",
)


@pytest.mark.parametrize("text", BOMBS)
def test_bombs_do_not_go_off(library, own, text):
    draft = made(library, own(text))
    (problem,) = draft.problems
    assert problem.code in ("template-too-big", "template-too-long", "template-fault")
    assert draft.paper == made(library, None).paper


def test_a_template_that_takes_too_long_is_stopped(library, own, monkeypatch):
    monkeypatch.setattr(templates, "PATIENCE", 2.0)
    endless = "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}"
    (problem,) = made(library, own(endless)).problems
    assert problem.code == "template-too-long"


def test_no_way_out_through_a_link(library, own, tmp_path):
    secret = tmp_path.parent / "secret.md.j2"
    secret.write_text("GEHEIM", encoding="utf-8")
    folder = own('{% include "de/papers/link.md.j2" %}')
    (folder / "de/papers/link.md.j2").symlink_to(secret)
    draft = made(library, folder)
    assert draft.problems[0].code == "template-escape"
    assert "GEHEIM" not in draft.paper.markdown


def test_bytes_that_are_no_text(library, own):
    folder = own("x")
    (folder / "de/papers/silence.md.j2").write_bytes(b"\xff\xfe\x00")
    assert made(library, folder).problems[0].code == "not-utf8"


def test_control_codes_do_not_pass(library, own):
    assert "\x1b" not in made(library, own("a\x1b[2Jb")).paper.markdown


# ---- the commands


def test_list_show_copy_check(office, tmp_path):
    desk = TemplateDesk(office, tmp_path)
    assert "de/papers/sheet.md.j2" in desk.listed().out
    shown = desk.show("sheet").out[0]
    assert "{{ f.job }}" in shown
    assert desk.copy("sheet", force=False).fine
    assert not desk.copy("sheet", force=False).fine
    assert desk.copy("sheet", force=True).fine
    assert (tmp_path / "de/papers/sheet.md.j2").read_text(encoding="utf-8").rstrip() == shown
    assert any(str(tmp_path) in line for line in desk.listed().out[:60])
    assert not desk.show("nix").fine
    assert not desk.copy("../../x", force=True).fine


def test_check_names_what_is_wrong(office, own):
    folder = own("{{ f.gibtsnicht }}")
    own("x", "de/papers/schreibfehler.md.j2")
    told = TemplateDesk(office, folder).check()
    assert not told.fine
    assert any("silence.md.j2:1" in line and "gibtsnicht" in line for line in told.out)
    assert any("schreibfehler" in line for line in told.out)


def test_check_is_content_with_copies(office, tmp_path):
    desk = TemplateDesk(office, tmp_path)
    desk.copy("silence", force=False)
    desk.copy("_words", force=False)
    told = desk.check()
    assert told.fine
    assert "2" in told.out[0]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_fact_is_documented(office, language):
    renderer = office.renderer.in_(language)
    lines = TemplateDesk(office, None).show("facts").out
    for name in Facts.__dataclass_fields__:
        assert renderer.word("papers", "fact", name)
        assert any(line.startswith(f"  f.{name} ") for line in lines)


def test_our_own_templates_run_in_this_process(library, monkeypatch):
    monkeypatch.setattr("subprocess.run", lambda *_a, **_k: pytest.fail("a process was started"))
    facts = gather(library, BREAKDOWN, Request("sheet"))
    assert facts is not None
    rendered, problems = Templates(places.shipped("messages"), None).render(facts)
    assert rendered.parts
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "markdown"),
    [("a*b*", r"a\*b\*"), ("<b>", r"\<b\>"), ("# x", r"\# x"), ("1. x", r"1\. x"), ("- x", r"\- x"), ("a|b", r"a\|b"), ("&amp;", r"\&amp;"), ("[x](y)", r"\[x\](y)")],
)
def test_literal(text, markdown):
    assert literal(text) == markdown
