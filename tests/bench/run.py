"""One table of our engine and all peers: `python -m tests.bench.run own|fast|scan|embedded|parts|latency`.

own: the engine, with and without its extras.  fast: and indexed peers.  scan: and linear scans.  embedded: encoders.  parts: what each part of the engine contributes.
latency: CPU time a line at 1,000, 10,000 and 100,000 phrases, index build and memory, one fresh process per cell.
Data: the folder named by BENCH_DATA, by default ../shared/bench/data beside the repository.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from assistant.edge.semantic import available
from tests.bench import kit, latency, peers
from tests.bench.engine import Engine

Maker = Callable[[], kit.Matcher]
OWN: list[Maker] = [Engine, lambda: Engine(lexicon=False)]
SEMANTIC: list[Maker] = [lambda: Engine(semantic=True)] if available() else []
PLAIN_VIEWS = ("clean", "noisy")
HEAD = "| matcher | clean | noisy | CLINC oos AUROC | kept and right | BANKING77/10 prefix | near AUROC |"


def measured(make: Maker) -> dict[str, float]:
    """All figures of one matcher."""
    found = {}
    for view in PLAIN_VIEWS:
        results = {cell: kit.evaluate(make(), kit.task(f"{cell}/{view}")) for cell in kit.CORE}
        found[view] = float(np.mean([result["top1"] for result in results.values()]))
        if view == "clean":
            found["auroc"], found["kept"] = (results["clinc150/10"][key] for key in ("auroc", "kept"))
    found["prefix"] = kit.evaluate(make(), kit.task("banking77/10/prefix"))["top1"]
    found["near"] = kit.evaluate(make(), kit.task("banking77/10/near"))["auroc"]
    return found


def table(makers: list[Maker]) -> None:
    """Print one line per matcher as it is measured."""
    print(HEAD, "|---|---|---|---|---|---|---|", sep="\n", flush=True)
    for make in makers:
        try:
            got = measured(make)
        except ImportError as missing:
            print(f"| {make().name} | left out: {missing.name} is not installed | | | | | |", flush=True)
            continue
        cells = " | ".join(f"{got[key]:.3f}" for key in ("clean", "noisy", "auroc", "kept", "prefix", "near"))
        print(f"| {make().name} | {cells} |", flush=True)


PARTS: dict[str, dict[str, object]] = {
    "all parts": {},
    "without squares in the kernel": {"engine_scored.LINEAR": 1.0, "engine_small.LINEAR": 1.0},
    "without skip-grams": {"engine_grams.SKIP": 0.0},
    "without any repair of unknown words": {"engine_text.MOST_REPAIRS": 0},
    "without spelling by index words": {"engine_slips.MOST": 0},
    "without regard to how common a word is": {"engine_text.SLIP": 1e6},
    "without knowing words of the language from slips": {"engine_text.LISTED": -1e9},
    "without completion of the last word": {"engine_text.BEGUN": 99},
    "without stems and compounds in the lexicon": {"engine_lexicon.ENDINGS": (), "engine_lexicon.JOINTS": ()},
    "without spelling by the lexicon": {"engine_lexicon.COMMON": 0},
    "without rarity in the cover": {"engine_lexicon.SMOOTH": 1e9},
    "without meaning in the likeness": {"engine_scored.SENSE": 0.0},
    "ridge in place of the hinge": {"engine_head.STEPS": 0},
}


@contextmanager
def changed(values: dict[str, object]) -> Iterator[None]:
    """Constants of the engine, changed for a while."""
    from assistant.core import engine_grams
    from assistant.edge.lexicon import lexicon

    lexicon.cache_clear()
    engine_grams.grams.cache_clear()
    with ExitStack() as stack:
        for place, value in values.items():
            stack.enter_context(patch(f"assistant.core.{place}", value))
        yield
    lexicon.cache_clear()
    engine_grams.grams.cache_clear()


def parts() -> None:
    """The engine without one part at a time."""
    print("| engine | clean | noisy | CLINC oos AUROC | kept and right | BANKING77/10 prefix | near AUROC |")
    print("|---|---|---|---|---|---|---|", flush=True)
    rows: list[tuple[str, dict[str, object], Maker]] = [(name, values, Engine) for name, values in PARTS.items()]
    rows.insert(1, ("without the lexicon", {}, lambda: Engine(lexicon=False)))
    for name, values, make in rows:
        with changed(values):
            got = measured(make)
        cells = " | ".join(f"{got[key]:.3f}" for key in ("clean", "noisy", "auroc", "kept", "prefix", "near"))
        print(f"| {name} | {cells} |", flush=True)


def speeds() -> None:
    """Latency of engine and peers, each cell in a process of its own."""
    print("| matcher | phrases | median ms | p95 ms | build s | memory MB |", "|---|---|---|---|---|---|", sep="\n")
    for size in (1_000, 10_000, 100_000):
        for number in range(len(latency.MAKERS)):
            command = [sys.executable, "-m", "tests.bench.latency", str(number), str(size)]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True,
                                      cwd=Path(__file__).resolve().parents[2])
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as failed:
                print(f"| {latency.MAKERS[number]().name} | {size} | {type(failed).__name__} | | | |", flush=True)
                continue
            got = json.loads(done.stdout)
            print("| {name} | {size} | {median:.2f} | {p95:.2f} | {build:.1f} | {memory:.0f} |".format(**got), flush=True)


def main() -> None:
    """Run what the command line names."""
    jobs: dict[str, Callable[[], None]] = {
        "fast": lambda: table(OWN + SEMANTIC + peers.STRONG), "embedded": lambda: table(peers.EMBEDDED),
        "scan": lambda: table(OWN[:1] + peers.SCANS), "own": lambda: table(OWN + SEMANTIC),
        "parts": parts, "latency": speeds,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in jobs:
        sys.exit(__doc__)
    jobs[sys.argv[1]]()


if __name__ == "__main__":
    main()
