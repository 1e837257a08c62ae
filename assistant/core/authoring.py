"""The guided writing of a playbook: which question comes next, what an answer changes in the file.

A session is a generator: it yields a Prompt and is sent the answer. It asks only for what the file does not hold yet, so
that it can stop anywhere and go on later, and every Prompt brings the changes that the answers before it made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.core.author import Asking, Author, Path, Prompt, Session, Terms, held, slug
from assistant.core.checks.finding import PLAY
from assistant.core.checks.job import job_faults, product_words
from assistant.core.playbook import CHANGES, FUNCTIONS, PHASES, RINGS
from assistant.core.text import Text

TWO = 2
OBJECTIONS = 2  # times that a faulty job is sent back; after that it is the author's word
FOR_ROLES = ("buyer_questions", "questions", "say", "write", "content", "hurdles")  # what of a phase is asked role by role
FOR_TRIGGERS = ("questions", "say", "write", "content", "no_gos", "next_steps")  # … and trigger by trigger
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
        said = yield from author.insisted("job.statement", {}, objections)
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
    yield from author.listed(("offer", "effects"), "offer.effects")
    yield from author.phrases(("phrases",))
    yield from author.phrases(("near_misses",), sourced=False)


def _names(author: Author, i: int) -> dict[str, str]:
    name = held(author.data, ("triggers", i, "name")) or {}
    return {"trigger": name.get(author.first, "")}


def _trigger(author: Author, i: int) -> Asking:
    at: Path = ("triggers", i)
    facts = _names(author, i)
    yield from author.phrases((*at, "phrases"), facts)
    yield from author.phrases((*at, "near_misses"), facts, sourced=False)
    yield from author.chosen((*at, "origin"), "triggers.origin", ("inner", "outer"), facts)
    yield from author.chosen((*at, "urgency"), "triggers.urgency", author.terms.urgencies, facts)
    yield from author.chosen((*at, "entry"), "triggers.entry", PHASES, facts)
    yield from author.several((*at, "skips"), "triggers.skips", PHASES, facts, needed=False)
    for key in CHANGES:
        yield from author.text((*at, "changes", key), f"triggers.changes.{key}", facts=facts)


def _triggers(author: Author) -> Asking:
    """Those that stand there, then further ones as long as a name is given."""
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from _trigger(author, i)
    enough: Path = ("triggers", "more")
    while enough not in author.skipped:
        count = len(held(author.data, ("triggers",)) or [])
        said = yield from author.ask("triggers", "text", facts={"n": str(count)}, needed=not count)
        if not said:
            if count:
                author.skipped.add(enough)
            continue
        names = yield from author.other(said, "triggers", {"n": str(count)})
        taken = {t.get("id") for t in held(author.data, ("triggers",)) or []}
        name = slug(names["en"])
        author.put(("triggers",), {"id": name if name not in taken else f"{name}-{count + 1}", "name": names}, append=True)
        yield from _trigger(author, count)


def _roles(author: Author) -> Asking:
    """Who takes part, then each of them."""
    if author.open(("personas",)):
        for name in (yield from author.picking("personas", "choices", author.terms.roles)):
            author.put(("personas",), {"id": name}, append=True)
    for i, member in enumerate(held(author.data, ("personas",)) or []):
        at, facts = ("personas", i), {"persona": member.get("id", "")}
        author.part = at
        yield from author.several((*at, "functions"), "personas.functions", FUNCTIONS, facts)
        yield from author.chosen((*at, "kind"), "personas.kind", ("buyer", "user", "both"), facts)
        yield from author.text((*at, "goal"), "personas.goal", facts=facts)
        for key in ("jobs", "pains", "gains"):
            yield from author.listed((*at, key), f"personas.{key}", facts=facts)
    author.part = ()


def _ids(author: Author, key: str) -> tuple[str, ...]:
    return tuple(x["id"] for x in held(author.data, (key,)) or [] if x.get("id"))


def _leads(author: Author) -> Asking:
    there = _ids(author, "personas")
    for i in range(len(held(author.data, ("triggers",)) or [])):
        yield from author.several(("triggers", i, "leads"), "triggers.leads", there, _names(author, i))


def _piece(author: Author) -> Asking:
    """What a piece of content is, and where it is found."""
    found: dict[str, Any] = {}
    for key, options in (("format", author.terms.formats), ("channel", author.terms.channels)):
        found[key] = (yield from author.picking(f"content.{key}", "choice", options))[0]
    return found


def _answer(author: Author, said: str) -> Asking:
    """What one says to a hurdle."""
    facts = {"name": said}
    words = yield from author.insisted("hurdles.answer", facts)
    return {"answer": (yield from author.other(words, "hurdles.answer", facts))}


def _play(author: Author, phase: str, key: str, only: Mapping[str, list[str]], facts: Mapping[str, str]) -> Asking:
    more: Mapping[str, Callable[[str], Asking]] = {"content": lambda _: _piece(author), "hurdles": lambda said: _answer(author, said)}
    words = f"phases.{key}.{next(iter(only))}" if only else f"phases.{key}"
    yield from author.listed(("phases", phase, key), words, facts={"phase": phase, **facts}, only=only, more=more.get(key))


def _phase(author: Author, phase: str) -> Asking:
    """What is for all, then what is for one role or one trigger alone, for those that the author picks."""
    author.part = ("phases", phase)
    for key in PLAY:
        yield from _play(author, phase, key, {}, {})
    for limit, kind, keys in (("roles", "personas", FOR_ROLES), ("triggers", "triggers", FOR_TRIGGERS)):
        ids = _ids(author, kind)
        place: Path = ("phases", phase, "for", limit)
        if len(ids) < TWO or author.passed(place):
            continue
        names = {} if limit == "roles" else {name: _names(author, at)["trigger"] for at, name in enumerate(ids)}
        for name in (yield from author.picking(f"phases.for_{limit}", "choices", ids, {"phase": phase, **names}, needed=False)):
            facts = {"trigger": names[name]} if names else {"persona": name}
            for key in keys:
                yield from _play(author, phase, key, {limit: [name]}, facts)
        author.skipped.add(place)
    author.part = ()


def _conflicts(author: Author) -> Asking:
    """Who wants the opposite of whom, and the argument that both can nod to; the sharpest comes first."""
    path, ids = ("conflicts",), _ids(author, "personas")
    author.part = path
    while len(ids) >= TWO and not author.passed((*path, "more")):
        facts = {"n": author.count(path)}
        two = yield from author.picking("conflicts", "choices", ids, facts, needed=False)
        if len(two) != TWO:
            if not two:
                author.skipped.add((*path, "more"))
            continue
        item: dict[str, Any] = {"between": list(two)} | ({"sharpest": True} if facts["n"] == "0" else {})
        for key, persona in (("first", two[0]), ("second", two[1]), ("bridge", "")):
            item[key] = yield from author.statement(f"conflicts.{key}", {"persona": persona})
        author.put(path, item, append=True)


def _alternatives(author: Author) -> Asking:
    """What else the buyer may do: nothing at all, somebody else's offer, a makeshift, their own people."""
    standing = {a.get("kind") for a in held(author.data, ("alternatives",)) or []}
    author.part = ("alternatives",)
    for kind in ("nothing", "competitor", "workaround", "inhouse"):
        path: Path = ("alternatives", kind)
        if kind in standing or author.passed(path):
            continue
        said = yield from author.ask(f"alternatives.{kind}", "text")
        if not said:
            author.skipped.add(path)
            continue
        item: dict[str, Any] = {"kind": kind, "name": (yield from author.other(said, f"alternatives.{kind}", {}))}
        for key in ("speaks_for", "speaks_against"):
            item[key] = yield from author.statement(f"alternatives.{key}", {"name": said})
        author.put(("alternatives",), item, append=True)


def _terms(author: Author) -> Asking:
    """Words to use, to avoid, and words that are no synonyms of each other."""
    path: Path = ("terms",)
    author.part = path
    for kind in ("use", "avoid", "no_synonym"):
        n = sum(t.get("kind") == kind for t in held(author.data, path) or [])
        while not n and not author.passed((*path, kind)):
            said = yield from author.ask(f"terms.{kind}", "text")
            if not said:
                author.skipped.add((*path, kind))
                break
            item: dict[str, Any] = {"kind": kind, "term": (yield from author.other(said, f"terms.{kind}", {}))}
            if kind != "use":
                words = yield from author.insisted(f"terms.{kind}.instead", {"name": said})
                item["instead"] = yield from author.other(words, f"terms.{kind}.instead", {"name": said})
            item["reason"] = yield from author.statement("terms.reason", {"name": said})
            author.put(path, item, append=True)


def _cautions(author: Author) -> Asking:
    """When it is too late, what not to pursue, and what holds after a loop."""
    author.part = ("warnings",)
    for kind in ("too_late", "do_not_pursue"):
        place: Path = ("warnings", kind)
        if any(w.get("kind") == kind for w in held(author.data, ("warnings",)) or []) or author.passed(place):
            continue
        said = yield from author.ask(f"warnings.{kind}", "text")
        if said:
            both = yield from author.other(said, f"warnings.{kind}", {})
            author.put(("warnings",), {"kind": kind} | both | {"source": author.terms.source}, append=True)
        author.skipped.add(place)
    author.part = ("reentries",)
    if author.open(("reentries",)):
        for reason in (yield from author.picking("reentries", "choices", author.terms.loops, needed=False)):
            item: dict[str, Any] = {"reason": reason}
            for key in ("stays", "show"):
                item[key] = yield from author.statement(f"reentries.{key}", {"loop": reason})
            author.put(("reentries",), item, append=True)
        author.skipped.add(("reentries",))
    author.part = ()


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
    for ask in (_job, _head, _triggers, _roles, _leads):
        yield from ask(author)
    author.part = ("rings",)
    for ring in RINGS:
        yield from author.listed(("rings", ring), f"rings.{ring}")
    for phase in PHASES:
        yield from _phase(author, phase)
    for ask in (_conflicts, _alternatives, _terms, _cautions):
        yield from ask(author)
    yield Prompt("done", "text", edits=author.taken())
