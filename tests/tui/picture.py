"""Makes the README's pictures from the real app: python -m tests.tui.picture OUT.svg [--size 120x36], or FOLDER --all
for all four sizes; --writing for the screen on which a playbook is written."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from assistant.core.text import Language

SIZES = ("40x10", "80x24", "120x36", "160x48")
DEMO = {
    "de": "stanze defekt, produktionsleiterin, brauchen sofort ersatz",
    "en": "press is down, production manager, need a replacement now",
}
DRAFT = {"de": "nein, Einkauf", "en": "no, purchasing"}


async def draw(size: tuple[int, int], language: str, draft: str) -> str:
    from assistant.doors.tui.app import AssistantApp  # noqa: PLC0415 the environment comes first
    from assistant.edge.desk import open_office  # noqa: PLC0415 the environment comes first

    app = AssistantApp(lambda: open_office("en" if language == "en" else "de"))
    async with app.run_test(size=size) as pilot:
        while app.talk is None:
            await pilot.pause(0.05)
        app.main.prompt.put(DEMO[language])
        app.main.prompt.action_send()
        while app.main.chat.count < 3:
            await pilot.pause(0.05)
        app.main.prompt.put(draft)
        while draft and not app.main.guesses:
            await pilot.pause(0.05)
        await pilot.pause(0.1)
        return app.export_screenshot(title="assistant")


WRITTEN = {
    "de": (
        "1", "1", "Ein neues Lager einführen", "Bestellte Ware kommt am zugesagten Tag an, auch in der Spitze", "Lagerlogistik", "2", "3", "3",
        "Die Menge schwankt stärker, als eigene Leute mitgehen können", "Zusagen gelten auch in der Spitze",
    ),
    "en": (
        "1", "1", "Roll out a new warehouse", "Goods arrive on the promised day, at the peak as well", "Warehouse logistics", "2", "3", "3",
        "Volumes swing more than our own people can follow", "Promises hold at the peak as well",
    ),
}  # fmt: skip


async def draw_writing(size: tuple[int, int], language: str) -> str:
    from datetime import date  # noqa: PLC0415 as below

    from assistant.doors.tui.writing.app import WritingApp  # noqa: PLC0415 the environment comes first
    from assistant.edge.desk import open_office  # noqa: PLC0415 the environment comes first
    from assistant.edge.sitting import Sitting  # noqa: PLC0415 the environment comes first

    spoken: Language = "en" if language == "en" else "de"
    office = open_office(spoken)
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(office.desk.library, office.renderer, Path(folder), "", date(2026, 11, 22))
        app = WritingApp(lambda: (sitting, ""), spoken)
        async with app.run_test(size=size) as pilot:
            for answer in WRITTEN[language]:
                while app._busy or app.main.seen.prompt is None:  # noqa: SLF001 no answer is on its way
                    await pilot.pause(0.05)
                app.main.prompt.put(answer)
                app.main.prompt.action_send()
                await pilot.pause(0.1)
            await pilot.pause(0.3)
            return app.export_screenshot(title="assistant playbooks new")


def save(out: Path, size: str, language: str, draft: str, *, writing: bool = False) -> None:
    columns, rows = (int(n) for n in size.split("x"))
    svg = asyncio.run(draw_writing((columns, rows), language) if writing else draw((columns, rows), language, draft))
    # The fonts come from the reader's machine: a picture in a README must load nothing from elsewhere.
    start, end = svg.find("@font-face"), svg.rfind("@font-face")
    if start >= 0:
        svg = svg[:start] + svg[svg.index("}", end) + 1 :]
    out.write_text(svg.replace("Fira Code", "Fira Code, DejaVu Sans Mono, Menlo, Consolas"), encoding="utf-8")
    sys.stdout.write(f"{out} {out.stat().st_size} bytes\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tui.picture")
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="120x36", metavar="COLSxROWS")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--writing", action="store_true")
    parser.add_argument("--lang", default="de", choices=("de", "en"))
    parser.add_argument("--theme", default="dark", choices=("dark", "light", "contrast", "terminal"))
    parser.add_argument("--no-draft", action="store_true")
    args = parser.parse_args()
    # The same picture whatever terminal and settings the person has who makes it.
    os.environ.update(TEXTUAL_ANIMATIONS="none", ASSISTANT_THEME=args.theme, COLORTERM="truecolor", TERM="xterm-256color")
    draft = "" if args.no_draft else DRAFT[args.lang]
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ["XDG_CONFIG_HOME"] = nowhere
        for size in SIZES if args.all else (args.size,):
            save(args.out / f"screen-{size}.svg" if args.all else args.out, size, args.lang, draft, writing=args.writing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
