"""The guided writing of a playbook: which question comes next, what an answer changes in the file.

A session is a generator: it yields a Prompt and is sent the answer. It asks only for what the file does not hold yet, so
that it can stop anywhere and go on later, and every Prompt brings the changes that the answers before it made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.core.author import Asking, Author, Path, Prompt, Session, Terms, held, picked, slug
from assistant.core.checks.job import job_faults, product_words
from assistant.core.playbook import CHANGES, FUNCTIONS, PHASES, RINGS
from assistant.core.text import Text

OBJECTIONS = 2  # times that a faulty job is sent back; after that it is the author's word
PLAYS = ("buyer_questions", "questions", "say", "write", "no_gos", "next_steps")
METHODS = ("workshop", "jtbd", "revella", "template")
SCALES = ("standard", "considered", "investment")
MODELS = ("investment", "subscription", "service")


def _job(author: Author) -> Asking:
    """The job first: sent back while it names a product, a technology or our own doing."""
    path = ("job", "statement")
    if not author.open(path):
        return
    name = held(author.data, ("name",)) or {}
    sold = product_words(Text(name.get("de", ""), name.get("en", "")), author.first)
    objections: tuple[tuple[str, str], ...] = ()
    said, before = "", ""
    for _ in range(OBJECTIONS + 1):
        said = ""
        while not said:
            said = yield from author.ask("job.statement", "text", needed=True, objections=objections)
        objections = job_faults(said, sold)
        if not objections or said == before:
            break
        before = said
    value = yield from author.other(said, "job.statement", {})
    author.put(path, value | {"source": author.terms.source})


def _head(author: Author) -> Asking:
    yield from author.text(("name",), "name", statement=False)
    if "id" not in author.data:
        author.put(("id",), slug(author.data["name"]["en"]))
    yield from author.chosen(("method",), "method", METHODS)
    yield from author.chosen(("scale",), "scale", SCALES)
    yield from author.chosen(("offer", "model"), "offer.model", MODELS)
    for key in ("situation", "progress", "outcome"):
        yield from author.text(("job", key), f"job.{key}")
    for key in ("hired_for", "fired_for"):
        yield from author.listed(("job", key), f"job.{key}", needed=True)
    yield from author.phrases(("phrases",))


def _names(author: Author, i: int) -> dict[str, str]:
    name = held(author.data, ("triggers", i, "name")) or {}
    return {"trigger": name.get(author.first, "")}


def _trigger(author: Author, i: int) -> Asking:
    at: Path = ("triggers", i)
    facts = _names(author, i)
    yield from author.phrases((*at, "phrases"), facts)
    yield from author.chosen((*at, "origin"), "triggers.origin", ("inner", "outer"), facts)
    yield from author.chosen((*at, "urgency"), "triggers.urgency", author.terms.urgencies, facts)
    yield from author.chosen((*at, "entry"), "triggers.entry", PHASES, facts)
    for key in CHANGES:
        yield from author.text((*at, "changes", key), f"triggers.changes.{key}", facts=facts)


def _triggers(author: Author) -> Asking:
    """Those that stand there, then further ones as long as a name is given."""
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from _trigger(author, i)
    while ("triggers",) not in author.skipped:
        count = len(held(author.data, ("triggers",)) or [])
        said = yield from author.ask("triggers", "text", facts={"n": str(count)}, needed=not count)
        if not said:
            if count:
                author.skipped.add(("triggers",))
            continue
        names = yield from author.other(said, "triggers", {"n": str(count)})
        taken = {t.get("id") for t in held(author.data, ("triggers",)) or []}
        name = slug(names["en"])
        author.put(("triggers",), {"id": name if name not in taken else f"{name}-{count + 1}", "name": names}, append=True)
        yield from _trigger(author, count)


def _roles(author: Author) -> Asking:
    """Who takes part, then each of them."""
    if author.open(("personas",)):
        said: tuple[str, ...] = ()
        objections: tuple[tuple[str, str], ...] = ()
        while not said:
            answer = yield from author.ask("personas", "choices", options=author.terms.roles, needed=True, objections=objections)
            said = picked(answer, author.terms.roles)
            objections = (("no-choice", answer),) if answer else ()
        for name in said:
            author.put(("personas",), {"id": name}, append=True)
    for i, member in enumerate(held(author.data, ("personas",)) or []):
        at, facts = ("personas", i), {"persona": member.get("id", "")}
        yield from author.several((*at, "functions"), "personas.functions", FUNCTIONS, facts)
        yield from author.chosen((*at, "kind"), "personas.kind", ("buyer", "user", "both"), facts)
        yield from author.text((*at, "goal"), "personas.goal", facts=facts)
        for key in ("jobs", "pains", "gains"):
            yield from author.listed((*at, key), f"personas.{key}", facts=facts)


def _leads(author: Author) -> Asking:
    there = tuple(m["id"] for m in held(author.data, ("personas",)) or [] if m.get("id"))
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from author.several(("triggers", i, "leads"), "triggers.leads", there, _names(author, i))


def _others(author: Author) -> Asking:
    """What else the buyer may do: nothing at all, and somebody else's offer."""
    standing = {a.get("kind") for a in held(author.data, ("alternatives",)) or []}
    for kind in ("nothing", "competitor"):
        path: Path = ("alternatives", kind)
        if kind in standing or path in author.skipped:
            continue
        said = yield from author.ask(f"alternatives.{kind}", "text")
        if not said:
            author.skipped.add(path)
            continue
        item: dict[str, Any] = {"kind": kind, "name": (yield from author.other(said, f"alternatives.{kind}", {}))}
        for key in ("speaks_for", "speaks_against"):
            words = ""
            while not words:
                words = yield from author.ask(f"alternatives.{key}", "text", facts={"name": said}, needed=True)
            both = yield from author.other(words, f"alternatives.{key}", {"name": said})
            item[key] = both | {"source": author.terms.source}
        author.put(("alternatives",), item, append=True)


def _insides() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for ring in RINGS:
        yield ("rings", ring), f"rings.{ring}", {}
    for phase in PHASES:
        for key in PLAYS:
            yield ("phases", phase, key), f"phases.{key}", {"phase": phase}


def session(name: str, data: dict[str, Any], terms: Terms, skipped: set[Path] | None = None) -> Session:
    """Asks for what `data`, the content of the file of this id, does not hold yet: job, triggers, roles, rings, phases.
    Without an id one is made from the name, which is asked for after the job.

    `data` is changed as answers come; `skipped` gathers what was put off, so that it is not asked again at once. The last
    Prompt has the key "done" and no answer.
    """
    author = Author(data, terms, set() if skipped is None else skipped)
    if name and "id" not in data:
        author.put(("id",), name)
    if "schema" not in data:
        author.put(("schema",), 1)
    yield from _job(author)
    yield from _head(author)
    yield from _triggers(author)
    yield from _roles(author)
    yield from _leads(author)
    for path, key, facts in _insides():
        yield from author.listed(path, key, facts=facts)
    yield from _others(author)
    yield Prompt("done", "text", edits=author.taken())
