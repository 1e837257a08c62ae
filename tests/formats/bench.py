"""How long one sheet takes in each format: `python -m tests.formats.bench`. The first one pays for the imports."""

import sys
import time

from assistant.core.paper import Paper
from assistant.edge.formats import FORMATS, missing, write

SECTION = "## Fragen\n\n" + "\n".join(f"- {i}. Bis wann brauchen Sie das erste Gutteil, und wer gibt frei, wenn es heute sein muss?" for i in range(5))
TABLE = "\n\n| Rolle | Will | Brücke |\n|---|---|---|\n" + "| Einkauf | den günstigsten Preis und dafür vergleichen | Kosten je Stillstandstag |\n" * 4
SHEET = Paper("sheet", "Gesprächsblatt: Stanzmaschine", "de", "inside", "\n\n".join([SECTION] * 7) + TABLE, ("E: Leitfaden (2021)",), True, "BEISPIEL")


def main() -> None:
    for fmt in FORMATS:
        if command := missing(fmt):
            print(f"{fmt:5} needs: {command}", file=sys.stderr)
            continue
        times = []
        for _ in range(11):
            start = time.perf_counter()
            size = len(write(SHEET, fmt))
            times.append((time.perf_counter() - start) * 1000)
        print(f"{fmt:5} first {times[0]:6.1f} ms   then {sorted(times[1:])[5]:6.1f} ms   {size:6} bytes")


if __name__ == "__main__":
    main()
