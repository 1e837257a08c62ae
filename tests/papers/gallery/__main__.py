"""Makes the pictures of the README's gallery from the real papers and maps: python -m tests.papers.gallery [--to DIR]."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from assistant.core.brief import Brief
from assistant.core.maps import centre_map, journey_map
from assistant.core.papers.request import Request
from assistant.edge.desk import Office, open_office
from assistant.edge.formats.document import read
from assistant.edge.formats.maps import write_map
from assistant.edge.formats.pdf import pages
from assistant.edge.press import Refused, open_press

HERE = Path(__file__).parent
PPI = 110
COLOURS = 48  # of a page: text and rules, a few shades each
PRESS = Brief("stamping-press", "breakdown", ("production",), "decision")
ERP = Brief("erp-replacement", "support-ends", ("finance",), "consideration")


def first_page(office: Office, brief: Brief, request: Request) -> bytes:
    """A paper's first page as PNG."""
    draft = open_press(office, HERE / "none").make(brief, request)  # our templates, whatever this machine has of its own
    if isinstance(draft, Refused):
        raise SystemExit(draft.code)
    page = Image.open(BytesIO(pages(read(draft.paper), PPI)[0])).convert("RGB")
    small = BytesIO()
    page.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(small, "png", optimize=True)
    return small.getvalue()


def gallery(office: Office) -> Iterator[tuple[str, bytes]]:
    """Every picture with its name."""
    library, renderer = office.desk.library, office.renderer
    yield "sheet.png", first_page(office, PRESS, Request("sheet"))
    yield "decision-paper.png", first_page(office, ERP, Request("decision-paper", example=True))
    yield "journey-map.svg", write_map(journey_map(library, library.playbooks["stamping-press"]), renderer, "svg")
    yield "buying-centre-map.svg", write_map(centre_map(library, library.playbooks["erp-replacement"]), renderer, "svg")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, default=HERE)
    folder: Path = parser.parse_args().to
    for name, data in gallery(open_office("de")):
        (folder / name).write_bytes(data)
        print(f"{len(data) // 1000:4} kB  {folder / name}")


if __name__ == "__main__":
    main()
