"""Customers' words counted for the conversation. Imported when somebody asks: a start must not pay for statements."""

from __future__ import annotations

from assistant.core.dialogue import Part
from assistant.core.evidence import Grade
from assistant.core.paper import Paper
from assistant.core.word_asking import REPORT, Asked
from assistant.core.word_counts import Scope
from assistant.core.word_report import told
from assistant.edge.desk import Office
from assistant.edge.evidence_places import folders_of
from assistant.edge.evidence_store import Store
from assistant.edge.formats.markdown import literal
from assistant.edge.lemma_lists import lemma_lists
from assistant.edge.render import Renderer

__all__ = ["counted", "paper"]

MOST_PROBLEMS = 3


def counted(office: Office, asked: Asked) -> tuple[Part, ...]:
    """The report on what was asked, as `assistant words` counts it, and what could not be read, the first few by line."""
    store = Store(folders_of(office.folders))
    known, wrong = lemma_lists(store.folders)
    kept, desk = store.load(), office.desk
    scope = Scope("" if asked.terms else asked.job)
    found = told(asked.terms, scope, desk.library, known, kept.statements.values(), today=desk.today, job=asked.job, short=True)
    problems = [*wrong, *kept.problems]
    parts = [Part(f"evidence/{p.code}", {"p": p}) for p in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        parts.append(Part("evidence/more-problems", {"count": len(problems) - MOST_PROBLEMS}))
    if found is None:
        return (Part("words/which"), *parts)
    facts = {"r": found.report, "term": found.term, "terms": found.terms, "said": found.said, "talk": True}
    return (Part(REPORT, facts), *parts)


def paper(renderer: Renderer, report: Part, text: str) -> Paper:
    """The report, whose words are `text`, as a paper to be saved or pasted: a heading a section, a list item a line."""
    title, *lines = text.split("\n")
    body: list[str] = []
    listed = False
    for line in filter(None, map(str.strip, lines)):
        item = not line.isupper()
        body += [*([""] if body and not (item and listed) else []), f"- {literal(line)}" if item else f"## {literal(line)}"]
        listed = item
    made_up = any(grade is Grade.Z for _, grade in report.facts["said"])
    return Paper.of_answer(title, renderer.language, "\n".join(body), renderer.word("papers", "example") if made_up else "")
