"""One cell of the latency table: `python -m tests.bench.latency MATCHER-NUMBER PHRASES` prints JSON.

CPU time of the querying thread, robust on a busy machine; queries are whole new lines, so that no cache helps.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.bench import kit, peers
from tests.bench.engine import Engine

MAKERS: list[Callable[[], kit.Matcher]] = [
    Engine, lambda: peers.Sklearn("char_wb 2-5", "LogReg"), lambda: peers.Fts5("trigram"), peers.Tantivy,
          lambda: peers.RapidFuzz("token_set_ratio"), lambda: peers.RapidFuzz("WRatio")]
SETS = ("banking77", "clinc150", "ha_de")


def corpus(size: int) -> list[kit.Row]:
    """Phrases of up to 250 labels; beyond the public ones, their copies with typos."""
    rows = [(f"{name}/{label}", text) for name in SETS for label, text in kit.load(name, "train")]
    labels = sorted({label for label, _ in rows})
    random.Random(5).shuffle(labels)
    kept = set(labels[: 100 if size <= 1000 else 500])
    base = kit.shuffled([row for row in rows if row[0] in kept], 5)
    rows, turn = list(base), 0
    while len(rows) < size:
        turn += 1
        rows += [(label, kit.typos(text, random.Random(f"{turn}{text}"), 20)) for label, text in base]
    return rows[:size]


def memory() -> float:
    """Megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6


def main() -> None:
    """Measure one cell."""
    matcher, rows = MAKERS[int(sys.argv[1])](), corpus(int(sys.argv[2]))
    queries = [text for name in SETS for _, text in kit.shuffled(kit.load(name, "test"), 5)[:60]]
    random.Random(1).shuffle(queries)
    held, started = memory(), time.process_time()
    matcher.fit([label for label, _ in rows], [text for _, text in rows])
    built = time.process_time() - started
    matcher.rank(queries[0])
    spent, end = [], time.perf_counter() + 60
    for query in queries[1:]:
        began = time.thread_time()
        matcher.rank(query)
        spent.append(1e3 * (time.thread_time() - began))
        if time.perf_counter() > end:
            break
    print(json.dumps({"name": matcher.name, "size": len(rows), "median": float(np.median(spent)), "build": built,
                      "p95": float(np.quantile(spent, 0.95)), "memory": memory() - held}))


if __name__ == "__main__":
    main()
