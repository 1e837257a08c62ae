"""Scores the understanding on B2B lines of our own: `python -m tests.bench.b2b [--exam blind] [--worst] [--half odd|even]`.

`b2b_lines.tsv` was written without a look at the playbooks and is never copied into one. Nor is `b2b_blind.tsv`: two other writers,
who saw the names of triggers, roles and phases and nothing else. A slot of a line may be empty
(must not be sure), `a|b` (either is right), `?a` (may be asked, must not be sure of a) or `*` (not judged).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.core.reading import SlotReading, read
from assistant.edge.desk import Office, open_office
from assistant.edge.semantic import encoder

EXAMS = {name: Path(__file__).with_name(f"b2b_{name}.tsv") for name in ("lines", "blind")}
SLOTS = ("playbook", "trigger", "persona", "phase")
OUTCOMES = ("right", "asked", "lost", "wrong", "quiet", "needless", "made-up")


@dataclass(frozen=True)
class Row:
    text: str
    lang: str
    kind: str
    expected: dict[str, str]


def rows(exam: str = "lines") -> list[Row]:
    with EXAMS[exam].open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(r["text"], r["lang"], r["kind"], {s: (r[s] or "").strip() for s in SLOTS}) for r in table]


def outcome(expected: str, got: SlotReading) -> str:
    """right, asked (right one among the rivals), lost, wrong (sure of another) where the line says something;
    quiet, needless (a question too many), made-up (sure of something) where it says nothing."""
    if expected == "*":
        return "skip"
    options = expected.lstrip("?").split("|") if expected else []
    if expected.startswith("?") or not expected:
        forbidden = got.id is not None and (not expected or got.id in options)
        return "made-up" if forbidden else ("needless" if got.verdict == "unsure" and not expected else "quiet")
    if got.id:
        return "right" if got.id in options else "wrong"
    return "asked" if set(options) & set(got.rivals) else ("lost" if got.verdict == "lost" else "asked-wrong")


def judged(office: Office, chosen: list[Row]) -> Iterator[tuple[Row, str, str, SlotReading]]:
    """(row, slot, outcome, reading) for every slot of every row."""
    for row in chosen:
        reading = read(row.text, office.desk.library, office.desk.known)
        for slot in SLOTS:
            got = reading.slot(slot)  # type: ignore[arg-type]  # SLOTS are slots
            yield row, slot, outcome(row.expected[slot], got), got


def report(office: Office, chosen: list[Row]) -> tuple[dict[str, Counter[str]], int, int]:
    """Outcomes per slot; then how many nothing-fits lines there are, and how many were sure in any slot."""
    table: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    sure_none: set[str] = set()
    for row, slot, found, _ in judged(office, chosen):
        table[slot][found] += 1
        if row.kind == "none" and found == "made-up":
            sure_none.add(row.text)
    return table, sum(r.kind == "none" for r in chosen), len(sure_none)


def _of(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} % ({part} of {whole})"


def show(office: Office, chosen: list[Row]) -> str:
    """The table as Markdown."""
    table, none, sure = report(office, chosen)
    head = ("slot", "lines that say it", "right", "asked, right among rivals", "lost or asked wrong",
            "confidently wrong", "says nothing: left alone", "asked needlessly", "made up")
    out = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for slot, c in table.items():
        said = c["right"] + c["asked"] + c["lost"] + c["asked-wrong"] + c["wrong"]
        share = [f"{100 * c[k] / max(1, said):.1f} %" for k in ("right", "asked")]
        missed = f"{100 * (c['lost'] + c['asked-wrong']) / max(1, said):.1f} %"
        wrong = f"{100 * c['wrong'] / max(1, said):.1f} %"
        out.append(f"| {slot} | {said} | {share[0]} | {share[1]} | {missed} | {wrong} | {c['quiet']} | {c['needless']} "
                   f"| {c['made-up']} |")
    out += ["", "| slot | sure and right, of all that are sure | right among the rivals, of all that are asked |", "|---|---|---|"]
    for slot, c in table.items():
        sure_all, asked_all = c["right"] + c["wrong"] + c["made-up"], c["asked"] + c["asked-wrong"]
        out.append(f"| {slot} | {_of(c['right'], sure_all)} | {_of(c['asked'], asked_all)} |")
    out.append(f"\nNothing-fits lines: {none}, sure in any slot: {sure} ({100 * sure / max(1, none):.1f} %).")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exam", choices=tuple(EXAMS), default="lines", help="which lines (lines)")
    parser.add_argument("--worst", action="store_true", help="list every line that is not right")
    parser.add_argument("--half", choices=("odd", "even"), help="only every other line")
    parser.add_argument("--kind", help="only lines of this kind")
    parser.add_argument("--semantic", action="store_true", help="with the sentence encoder of the extra [semantic]")
    args = parser.parse_args()
    office = open_office("de", encoder=encoder() if args.semantic else None)
    chosen = rows(args.exam)
    if args.half:
        chosen = chosen[(args.half == "even") :: 2]
    chosen = [r for r in chosen if not args.kind or r.kind == args.kind]
    if args.worst:
        for row, slot, found, got in judged(office, chosen):
            if found in ("wrong", "lost", "asked-wrong", "made-up"):
                print(f"{found:11} {slot:8} {row.text} | want {row.expected[slot] or '-'} got {got.id or '/'.join(got.rivals) or '-'}")
    print(show(office, chosen))


if __name__ == "__main__":
    main()
