"""Papers at the door: in a conversation as lines with their letters, on the command line as files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.core.brief import Brief
from assistant.core.dialogue import Conversation, Say, State
from assistant.core.gate import LONGEST, clean, clean_line
from assistant.core.paper import Paper
from assistant.core.papers.kinds import KINDS, NOTES
from assistant.core.papers.request import Request
from assistant.edge import delivery
from assistant.edge.desk import Office
from assistant.edge.press import Draft, Refused, changed, left_out, open_press, page, readable

NOT_MADE = 7  # nothing was written; stderr says what is missing or why


# ---- in a conversation


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper in a conversation: what is said about it first, its title with the mark of an example, remarks, its parts
    (letter, Markdown), its foot. Refused: `said` says why, and there is no title."""

    said: tuple[str, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    footer: tuple[str, ...] = ()


def shown_paper(office: Office, brief: Brief, say: Say) -> ShownPaper | None:
    """The paper of this answer, None where it has none; what changed since the one before is said first."""
    if say.paper is None:
        return None
    press = open_press(office)
    draft = press.make(brief, say.paper)
    if isinstance(draft, Refused):
        return ShownPaper((press.said(say.paper.language, draft.code, dict(draft.facts)),))
    said = [office.renderer.problem(p) for p in draft.problems]
    if say.paper_before and say.paper_before.kind == say.paper.kind:
        made = press.make(brief, say.paper_before)
        before = made if isinstance(made, Draft) else None
        letters, gone = changed(before, draft), left_out(before, draft)
        facts = {"letters": letters, "all": len(letters) == len(draft.parts), "gone": gone}
        said.append(office.renderer.word("papers", "revised", facts))
    paper = draft.paper
    title = paper.title + (f"  [{paper.example_label}]" if paper.example else "")
    parts = tuple(zip(draft.letters, (text for _, text in draft.parts), strict=True))
    return ShownPaper(tuple(said), title, draft.notes, parts, paper.footer)


def paper_text(office: Office, brief: Brief, say: Say, columns: int = 0) -> str:
    """The paper of this answer as plain text, each part behind its letter. Lines are wrapped at `columns`, at 0 not at
    all."""
    shown = shown_paper(office, brief, say)
    if shown is None:
        return ""
    lines = [*shown.said, *([shown.title] if shown.title else []), *shown.notes]
    for mark, text in shown.parts:
        first, *others = readable(text).split("\n")
        lines += ["", f"{mark}  {first}", *(f"   {x}" if x else "" for x in others)]
    return "\n".join(_wrapped([*lines, *(["", *shown.footer] if shown.title else [])], columns))


def _wrapped(lines: Iterable[str], columns: int) -> Iterator[str]:
    for line in lines:
        table = line.lstrip().startswith("|")
        hang = " " * (len(line) - len(line.lstrip()) + 2)
        yield from [line] if not columns or table or not line else textwrap.wrap(line, columns, subsequent_indent=hang, break_on_hyphens=False)


def drafted(office: Office, brief: Brief, request: Request) -> Draft | None:
    """The paper, None where it is refused."""
    draft = open_press(office).make(brief, request)
    return None if isinstance(draft, Refused) else draft


def as_sent(draft: Draft) -> Paper:
    """The paper to be pasted elsewhere: of a message only what is sent, without a title or foot."""
    if KINDS[draft.paper.kind].group != "message":
        return draft.paper
    sent = "\n\n".join(text for name, text in draft.parts if name != NOTES)
    return replace(draft.paper, title="", footer=(), markdown=sent)


def copy_text(sent: Paper) -> str:
    """What `as_sent` gives, as plain text without letters."""
    if sent.title:
        return page(sent, plain=True)
    mark = [sent.example_label] if sent.example else []
    return "\n\n".join([*mark, readable(sent.markdown)])


def paper_object(office: Office, brief: Brief, request: Request) -> dict[str, Any]:
    """The paper for a machine: its fields and its parts, or why there is none."""
    press = open_press(office)
    draft = press.make(brief, request)
    if isinstance(draft, Refused):
        return {"kind": request.kind, "refused": press.said(request.language, draft.code, dict(draft.facts))}
    paper = draft.paper
    return {
        "kind": paper.kind, "title": paper.title, "language": paper.language, "audience": paper.audience,
        "parts": [
            {"letter": mark, "name": name, "markdown": text} for mark, (name, text) in zip(draft.letters, draft.parts, strict=True)
        ],
        "footer": list(paper.footer), "example": paper.example_label or None, "notes": list(draft.notes),
    }


# ---- on the command line


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line; `path` None = standard output, `format` "" = by the path's ending."""

    request: Request
    text: str
    path: Path | None = None
    format: str = ""
    force: bool = False
    playbook: str | None = None
    templates: Path | None = None


@dataclass
class Delivered:
    """What came of it: `out` for standard output, `remarks` for standard error."""

    code: int = 0
    out: bytes = b""
    remarks: list[str] = field(default_factory=list)


def deliver(office: Office, order: Order) -> Delivered:
    """Reads the text, makes the paper, writes it. Where the text leaves a question open, the question comes back and
    nothing is made: a paper on a guess is worse than none."""
    from assistant.core.guide import step  # noqa: PLC0415 a paper of a line that was read needs no conversation

    state = State(Brief(playbook=order.playbook), language=office.renderer.language, fixed=office.fixed)
    after, say = step(office.desk, Conversation(state), clean(order.text))
    if not after.now.brief.complete:
        return Delivered(NOT_MADE, remarks=[*_question(office, after, say)])
    request = order.request if office.fixed else replace(order.request, language=after.now.language)
    office = office.in_(request.language)
    name = delivery.format_of(order.path, order.format)
    trouble = delivery.trouble_with(name, order.path, request.kind)
    if trouble:
        return _not_delivered(office, trouble)
    press = open_press(office, order.templates)
    draft = press.make(after.now.brief, request)
    if isinstance(draft, Refused):
        return Delivered(NOT_MADE, remarks=[press.said(request.language, draft.code, dict(draft.facts))])
    remarks = [*_too_long(office, order.text), *map(office.renderer.problem, draft.problems), *draft.notes]
    done = _hand_over(office, order, delivery.bytes_of(draft.paper, name))
    return Delivered(done.code, done.out, [*remarks, *done.remarks])


def _too_long(office: Office, text: str) -> list[str]:
    facts = {"count": str(len(text)), "limit": str(LONGEST)}
    return [office.renderer.message("too-long", **facts)] if len(text) > LONGEST else []


def _hand_over(office: Office, order: Order, data: bytes) -> Delivered:
    if order.path is None:
        return Delivered(out=data)
    trouble = delivery.put(data, order.path, force=order.force)
    written = office.renderer.word("papers", "written", {"path": str(order.path)})
    return _not_delivered(office, trouble) if trouble else Delivered(remarks=[written])


def _not_delivered(office: Office, trouble: delivery.Trouble) -> Delivered:
    facts = dict(trouble.facts)
    renderer = office.renderer
    said = renderer.word("papers", trouble.code, facts) if trouble.table == "papers" else renderer.message(trouble.code, **facts)
    return Delivered(NOT_MADE, remarks=[said])


def _question(office: Office, after: Conversation, say: Say) -> Iterator[str]:
    from assistant.doors.line import say_text, width  # noqa: PLC0415 that door shows papers too

    yield office.renderer.in_(after.now.language).word("papers", "unclear", {})
    yield say_text(office, after, say, width())


def unknown_kind(office: Office, said: str, known: Sequence[str]) -> str:
    """What to say of a kind that does not exist."""
    from assistant.edge.reader import closest  # noqa: PLC0415 the reader of files, for a slip of the finger only

    facts = {"value": clean_line(said, 60), "guess": closest(said, known), "options": ", ".join(known)}
    return office.renderer.word("papers", "unknown_kind", facts)
