"""Markup in a playbook is text: what stands in it is shown as it is, whatever it looks like."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.core.gate import clean
from assistant.core.papers.fit import PAGE_LINES, lines_needed
from assistant.core.papers.request import Request
from assistant.core.playbook import Statement
from assistant.core.text import Text
from assistant.edge.press import FOOTER_LINES, Draft
from assistant.edge.template_room import literal
from tests.papers.conftest import BREAKDOWN, press_on

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
NASTY = st.text(st.sampled_from(list("ab 1\\`*_[]()<>#+-=.!|~&;:{}\n\t$%'\"„“/@^")), min_size=1, max_size=40)


def shown(markdown):
    """The text of a Markdown text, and whether it is one paragraph of plain text."""
    tokens = PARSER.parse(markdown)
    inline = [t for t in tokens if t.type == "inline"]
    plain = all(c.type in ("text", "text_special") for t in inline for c in t.children)
    return "".join(c.content for t in inline for c in t.children), plain and [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@settings(max_examples=400, deadline=None)
@example("&amp; &#60; &lt;b>")
@example("1) x")
@example("===")
@given(st.one_of(NASTY, st.text(min_size=1, max_size=60)))
def test_text_is_shown_literally(text):
    flat = " ".join(clean(text).split())
    if flat:
        assert shown(literal(text)) == (flat, True)


@settings(max_examples=200, deadline=None)
@given(NASTY)
def test_text_stays_in_its_cell(text):
    flat = " ".join(clean(text).split())
    tokens = PARSER.parse(f"| head | x |\n|---|---|\n| {literal(text)} | end |\n")
    cells = ["".join(c.content for c in t.children) for t in tokens if t.type == "inline"]
    assert cells == ["head", "x", flat, "end"]


def with_job(library, text):
    book = library.playbooks["stamping-press"]
    job = replace(book.job, statement=Statement(Text(text, text), ("own",)))
    name = Text(f"Thema {text}"[:80], "topic")
    return replace(library, playbooks={**library.playbooks, "stamping-press": replace(book, job=job, name=name)})


def test_markup_in_a_playbook_stays_text(library):
    evil = "<script>alert(1)</script> **fett** [link](http://x) | Zelle | `code` # kein Titel {{ f.topic }} {% raw %}"
    for kind in ("sheet", "decision-paper", "after-call"):
        draft = press_on(with_job(library, evil)).make(BREAKDOWN, Request(kind, example=True))
        assert isinstance(draft, Draft)
        text, types = [], set()
        for token in PARSER.parse(draft.paper.markdown):
            types.add(token.type)
            for child in token.children or ():
                types.add(child.type)
                text.append(child.content)
        assert evil in "".join(text)
        assert not types & {"html_block", "html_inline", "link_open", "code_inline", "code_block", "fence"}


def test_very_long_texts_still_fit_the_sheet(library):
    book = library.playbooks["stamping-press"]
    long = "Sehr lange Sätze hören gar nicht mehr auf und sagen doch nichts Neues dazu. " * 60

    def longer(statement):
        return replace(statement, text=Text(long, long))

    play = book.phases["decision"]
    members = tuple(replace(m, goal=longer(m.goal), pains=tuple(map(longer, m.pains)), gains=tuple(map(longer, m.gains))) for m in book.members)
    heavy = replace(
        book, members=members, job=replace(book.job, statement=longer(book.job.statement), situation=longer(book.job.situation)),
        phases={**book.phases, "decision": replace(play, say=tuple(map(longer, play.say)), no_gos=tuple(map(longer, play.no_gos)), next_steps=tuple(map(longer, play.next_steps)))},
    )  # fmt: skip
    for roles in (("production",), tuple(m.id for m in book.members)):
        draft = press_on(replace(library, playbooks={"stamping-press": heavy})).make(replace(BREAKDOWN, personas=roles), Request("sheet"))
        assert sum(lines_needed(t) for _, t in draft.parts) + 2 + FOOTER_LINES <= PAGE_LINES
