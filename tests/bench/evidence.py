"""100,000 statements: loading against json alone, importing against csv alone, counting a word; one run, ratios.

python -m tests.bench.evidence [N]. CPU time of one process, and of each command in a process of its own; peak memory by the
system. Made-up statements, seeded.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.core.evidence import Collection, Speaker
from assistant.core.statement_columns import proposed
from assistant.core.statement_reading import vocabulary
from assistant.core.statements import Saying
from assistant.core.word_counts import Scope, count_words, term_lemmas
from assistant.edge import places
from assistant.edge.evidence_import import Taking
from assistant.edge.evidence_names import Pseudonyms
from assistant.edge.evidence_store import Store
from assistant.edge.evidence_tables import open_table
from assistant.edge.folders import gathered
from assistant.edge.lemma_lists import lemma_lists
from assistant.edge.library import parsed

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
WORDS = ("Rentabilität", "Profitabilität", "Wirtschaftlichkeit", "Umsatz", "Ausfall", "Liefertermin")


def memory() -> float:
    """Peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def timed(name: str, call: Callable[[], object], base: float = 0.0) -> float:
    start = time.process_time()
    call()
    spent = time.process_time() - start
    ratio = f"{spent / base:6.1f} ×" if base else "       –"
    print(f"{name:44} {spent:7.2f} s CPU {ratio}   peak {memory():5.0f} MB")
    return spent


_RUN = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, '-m', 'assistant', *sys.argv[1:]], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
assert done.returncode == 0, done.stderr
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def command(folder: Path, base: float, *arguments: str) -> None:
    """A command as a person gives it, start of the program included."""
    call = [sys.executable, "-c", _RUN, *arguments, "--store", str(folder)]
    spent, peak = map(float, subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    print(f"{'assistant ' + ' '.join(arguments):44} {spent:7.2f} s CPU {spent / base:6.1f} ×   peak {peak:5.0f} MB")


def statements(count: int) -> list[Saying]:
    draw = random.Random(13)
    roles, jobs = ("finance", "it", "purchasing"), ("erp-replacement", "stamping-press")
    return [
        Saying(
            f"s-{i:012x}", f"Wir reden im Haus von {draw.choice(WORDS)} und von {draw.choice(WORDS)}, seit {i} Tagen.", "de",
            Speaker.CUSTOMER, Collection.QUESTIONNAIRE, date(2026, 3, 1), "weil die Bank danach fragt", draw.choice(roles),
            draw.choice(("Handel", "Maschinenbau")), draw.choice(jobs), n=count, consent=True, person=f"P-{i:05}-AAAAA",
        )
        for i in range(count)
    ]  # fmt: skip


def table(folder: Path, said: list[Saying]) -> Path:
    path = folder / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Aussage", "Begründung", "Rolle", "Segment", "Thema", "Datum", "Einwilligung", "Name"])
        writer.writerows([x.text, x.reason, x.role, x.segment, x.job, "01.03.2026", "ja", f"Person {x.id}"] for x in said)
    return path


def _each_line(path: Path, parse: Callable[[str], object]) -> None:
    with path.open(encoding="utf-8") as file:
        for line in file:
            parse(line)


def _csv_alone(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file, delimiter=";"):
            pass


def main(count: int) -> None:
    lemmas, _ = lemma_lists([])
    words = term_lemmas(next(x for x in lemmas if x.id == "rentabilitaet"), lemmas)
    library = parsed(gathered([places.shipped("playbooks")])).library
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = statements(count)
        store, path = Store([folder]), table(folder, said)
        store.add(said)
        del said
        print(f"{count} statements: {store.path.stat().st_size / 1e6:.0f} MB of JSON lines, {path.stat().st_size / 1e6:.0f} MB of CSV; start {memory():.0f} MB")
        alone = timed("csv alone: all rows, nothing kept", lambda: _csv_alone(path))
        found = open_table(path)
        taking = Taking(found, replace(proposed(found.headers)), vocabulary(library), Pseudonyms(folder), TODAY)
        timed("import, dry run (reads, checks, pseudonyms)", lambda: taking.look(frozenset()), alone)
        base = timed("json alone: all lines, nothing kept", lambda: _each_line(store.path, json.loads))
        kept = [store.load()]
        timed("load into the model", lambda: kept.append(store.load()), base)
        have = list(kept.pop().statements.values())
        timed("count a word and its five rivals", lambda: count_words(have, words, Scope(), TODAY), base)
        command(folder, base, "evidence", "list")
        command(folder, base, "words", "Rentabilität")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
