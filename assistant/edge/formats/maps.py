"""Maps as files and for the terminal: SVG, HTML and PDF draw the picture, Markdown and text say it in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from markupsafe import Markup

from assistant.core.centre_picture import centre_picture
from assistant.core.evidence import Grade, grade
from assistant.core.gate import clean_line
from assistant.core.journey_picture import journey_picture
from assistant.core.map_facts import CentreMap, Fact, Journey, JourneyMap
from assistant.core.maps import worst
from assistant.core.paper import Paper
from assistant.core.picture import Picture, Words
from assistant.core.playbook import PHASES
from assistant.core.text import Text, spelt
from assistant.edge.formats import font, write
from assistant.edge.formats.document import read
from assistant.edge.formats.html import environment
from assistant.edge.formats.markdown import literal
from assistant.edge.formats.plain import lines, wrapped
from assistant.edge.render import Renderer

Map = JourneyMap | CentreMap
MapFormat = Literal["svg", "html", "pdf", "md", "txt"]
MAP_FORMATS: Final[tuple[MapFormat, ...]] = get_args(MapFormat)
_SHAPES = Path(__file__).parent / "shapes"


def map_format(name: str) -> MapFormat | None:
    """The format that a file name asks for by its ending; None for an ending that maps do not have."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    known = {"markdown": "md", "htm": "html", "text": "txt"}.get(ending, ending)
    return next((f for f in MAP_FORMATS if f == known), None)


def write_map(shown: Map, renderer: Renderer, fmt: MapFormat) -> bytes:
    """The map as a file, the same bytes for the same map. For pdf, `missing("pdf")` must be None."""
    match fmt:
        case "svg":
            return svg(picture(shown, renderer), renderer.language).encode()
        case "html":
            return _html(shown, renderer)
        case "pdf":
            from assistant.edge.formats.pdf import compiled  # noqa: PLC0415 an extra: only who makes a PDF pays for it

            drawn = picture(shown, renderer)
            return compiled(
                (_SHAPES / "map.typ").read_bytes(), svg=svg(drawn, renderer.language, embed=False), title=drawn.title,
                width=f"{drawn.width:.2f}", height=f"{drawn.height:.2f}", lang=renderer.language,
            )  # fmt: skip
        case _:
            return write(paper(shown, renderer), fmt)


def picture(shown: Map, renderer: Renderer) -> Picture:
    """The map drawn, in the renderer's language and spelling."""
    words = Words(_speaker(renderer), renderer.table("maps"), font.width, renderer.language)
    return journey_picture(shown, words) if isinstance(shown, JourneyMap) else centre_picture(shown, words)


def svg(drawn: Picture, language: str, *, embed: bool = True, inline: bool = False) -> str:
    """The picture as SVG, everything in it escaped; with `embed` it carries its font, `inline` leaves its size to a page."""
    shape: Any = environment().get_template("picture.svg.j2").module
    regular, bold = (font.embedded(), font.embedded(bold=True)) if embed else ("", "")
    return str(shape.svg(drawn, Markup(regular), Markup(bold), language, inline)) + "\n"  # noqa: S704 base64 of our own font


def paper(shown: Map, renderer: Renderer) -> Paper:
    """The map in words, as a paper for inside: every statement with its grade, the sources in the foot."""
    macro, kind = ("journey", "journey-map") if isinstance(shown, JourneyMap) else ("centre", "centre-map")
    say, labels = _speaker(renderer), renderer.table("maps")

    def lit(text: Text | str) -> str:
        return literal(clean_line(text) if isinstance(text, str) else say(text))

    def graded(fact: Fact) -> str:
        return f"\\[{fact.grade}\\]"

    example = worst(shown.facts) is Grade.Z
    return Paper(
        "map", f"{labels[kind]}: {say(shown.name)}", renderer.language, "inside", renderer.word("maps", macro, shown, lit, graded),
        _sources(shown, renderer), example, f"{labels['example']} – {labels['standing-Z']}" if example else "",
    )  # fmt: skip


def view(shown: Map, renderer: Renderer, width: int) -> str:
    """The map for a terminal of that many columns: the journeys as lines, then the map in words."""
    document = read(paper(shown, renderer))
    tracks = [x for j in shown.journeys for x in _track(j, renderer, width)] if isinstance(shown, JourneyMap) else []
    if isinstance(shown, JourneyMap):
        names = " · ".join(f"{i} {renderer.text(s.name)}" for i, s in enumerate(shown.stages, 1))
        tracks += ["", *wrapped(names, width), ""]
    return "\n".join(lines(document, width, "\n".join(tracks)))


def _speaker(renderer: Renderer) -> Any:
    """How a text of a playbook sounds on a map: one line, through the gate, in the spelling asked for."""

    def say(text: Text) -> str:
        return spelt(clean_line(renderer.text(text)), renderer.language, renderer.spelling)

    return say


def _sources(shown: Map, renderer: Renderer) -> tuple[str, ...]:
    """The sources of the map's statements, best grade first."""
    book = renderer.library.playbooks.get(shown.playbook)
    ids = dict.fromkeys(x for f in shown.facts for x in f.sources)
    found = [s for x in ids if (s := renderer.library.source(book, x))]
    return tuple(renderer.word("advice", "source", s, str(grade(s)), book) for s in sorted(found, key=lambda s: str(grade(s))))


def _track(journey: Journey, renderer: Renderer, width: int) -> list[str]:
    """A journey by name and as a line: (1) is skipped, [2] is where it begins."""
    entry, out = PHASES.index(journey.entry), ""
    for i, phase in enumerate(PHASES):
        mark = f"({i + 1})" if phase in journey.skips else f"[{i + 1}]" if i == entry else f" {i + 1} "
        out += ("" if i == 0 else "·····" if i <= entry else "━━━━━") + mark
    leads = ", ".join(renderer.text(x) for x in journey.leads)
    name = f"{journey.mark} {renderer.text(journey.name)} – {renderer.text(journey.urgency)} · {leads}"
    return [*wrapped(clean_line(name), width), f"   {out.rstrip()}"]


def _html(shown: Map, renderer: Renderer) -> bytes:
    """One page: the picture, which prints alone on A3, and the map in words for those who read or hear it."""
    document = read(paper(shown, renderer))
    drawn = picture(shown, renderer)
    facts: Mapping[str, Any] = {
        "p": document.paper, "blocks": document.blocks, "labels": renderer.table("maps"), "drawn": drawn,
        "picture": Markup(svg(drawn, renderer.language, inline=True)),  # noqa: S704 made by an autoescaping template
    }  # fmt: skip
    return environment().get_template("map.html.j2").render(**facts).encode()
