"""A thousand playbooks: time and memory to load them, against parsing the same files with tomli alone, in one run.

    python -m tests.bench.many [COUNT]

The files are the built-in playbooks under new ids, so that their size is that of real ones. Each measurement runs in a
process of its own, imports not counted, seconds of the processor; the memory is what the process holds at its peak.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1000

_TOMLI = """
import sys, tomli
from pathlib import Path
began = time.process_time()
held = [tomli.loads(p.read_bytes().decode()) for p in sorted(Path(sys.argv[1]).glob('*.toml'))]
n = len(held)
"""
_LOAD = """
import sys
from pathlib import Path
from assistant.edge.places import shipped
from assistant.edge.library import load
began = time.process_time()
held = load([shipped('playbooks'), Path(sys.argv[1])])
n = len(held.library.playbooks) - 6
assert not held.problems
"""
_SHELF = """
import sys
from pathlib import Path
from assistant.edge.shelf import open_shelf
began = time.process_time()
held = open_shelf([Path(sys.argv[1])])
n = len(held.library.playbooks) - 6
"""
_LOOK = """
import sys
from pathlib import Path
from assistant.edge.watch import signature
began = time.process_time()
held = signature([Path(sys.argv[1])])
n = len(held)
"""
_AROUND = """
import time, resource, json
{work}
took = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([n, took, peak / 1024]))
"""


def fill(folder: Path, count: int) -> int:
    """Writes `count` playbooks; their size in bytes."""
    books = sorted(p for p in (ROOT / "playbooks").glob("*.toml") if p.name not in ("phases.toml", "personas.toml"))
    size = 0
    for i in range(count):
        source = books[i % len(books)]
        name = f"{source.stem}-{i}"
        text = source.read_text(encoding="utf-8").replace(f'id = "{source.stem}"', f'id = "{name}"', 1)
        size += (folder / f"{name}.toml").write_bytes(text.encode())
    return size


def measure(work: str, folder: Path) -> tuple[int, float, float]:
    """Files, seconds, MB at the peak, in a fresh process."""
    done = subprocess.run([sys.executable, "-c", _AROUND.format(work=work), str(folder)], capture_output=True, text=True, check=True, cwd=ROOT)
    n, took, peak = json.loads(done.stdout)
    return n, took, peak


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = fill(folder, count)
        print(f"{count} playbooks, {size / 1e6:.1f} MB, Python {sys.version.split()[0]}, {time.strftime('%Y-%m-%d')}")
        for title, work in (("tomli alone", _TOMLI), ("library.load", _LOAD), ("open_shelf", _SHELF), ("a look for changes", _LOOK)):
            n, took, peak = measure(work, folder)
            print(f"{title:20} {n:5} files {took:8.3f} s {peak:7.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
