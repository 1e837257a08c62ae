"""Every map of every playbook: complete, inside its lines, true about where it comes from."""

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from assistant.core.evidence import Grade
from assistant.core.maps import ROWS, centre_map, journey_map, worst
from assistant.core.picture import ACCENT, INK, MARK_COLOURS, PALE, SOFT, WARN, Label
from assistant.core.playbook import PHASES
from assistant.core.text import Text
from assistant.edge.formats import font
from assistant.edge.formats.maps import MAP_FORMATS, map_format, paper, picture, view, write_map
from tests.data.complete import ROOT

BOOKS = sorted(p.stem for p in (ROOT / "playbooks").glob("*.toml") if p.stem not in ("personas", "phases"))
SVG = "{http://www.w3.org/2000/svg}"


def maps(library, book):
    one = library.playbooks[book]
    return [
        *(journey_map(library, one, t) for t in (None, *(t.id for t in one.triggers))),
        *(centre_map(library, one, t) for t in (None, *(t.id for t in one.triggers))),
    ]


def labels(drawn):
    return [s for s in drawn.shapes if isinstance(s, Label)]


def misplaced(drawn):
    """Labels that leave their box or the page, and pairs of labels that overlap."""
    found = []
    for s in labels(drawn):
        box = s.box
        inside = box.x - 0.6 <= s.x and s.x + s.width <= box.x + box.width + 0.6 and box.y - 0.6 <= s.y - s.size * 0.75
        if not (inside and s.y <= box.y + box.height + 1.5):
            found.append((s.text, "box"))
        if not (s.x >= 0 and s.x + s.width <= drawn.width and s.y - s.size >= 0 and s.y <= drawn.height):
            found.append((s.text, "page"))
    areas = [(s.x, s.y - s.size * 0.7, s.x + s.width, s.y + s.size * 0.15, s.text) for s in labels(drawn) if s.text.strip()]
    areas.sort(key=lambda a: a[1])
    for one, other in combinations(areas, 2):
        if one[0] < other[2] - 0.3 and other[0] < one[2] - 0.3 and one[1] < other[3] - 0.3 and other[1] < one[3] - 0.3:
            found.append((one[4], other[4]))
    return found


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("book", BOOKS)
def test_no_text_leaves_its_cell_or_lies_on_another(office, library, book, language):
    renderer = office.renderer.in_(language)
    for shown in maps(library, book):
        drawn = picture(shown, renderer)
        assert misplaced(drawn) == []
        assert (drawn.width, drawn.height) == (1190.55, 841.89)  # A3 landscape
        assert min(s.size for s in labels(drawn)) >= 5


@pytest.mark.parametrize("book", BOOKS)
def test_a_journey_map_holds_what_the_playbook_says(library, book):
    one = library.playbooks[book]
    shown = journey_map(library, one)
    assert [j.id for j in shown.journeys] == [t.id for t in one.triggers]
    assert [s.id for s in shown.stages] == list(PHASES)
    for stage in shown.stages:
        play = one.phases[stage.id]
        assert set(stage.rows) == set(ROWS)
        assert len(stage.rows["hurdles"]) == len(play.hurdles)
        assert len(stage.rows["content"]) == len(play.content)
        own = {f.text.de for j in shown.journeys for f in j.stops[stage.id]}
        assert own | {f.text.de for f in stage.rows["questions"]} == {s.text.de for s in play.buyer_questions}
        assert {f.text.de for f in stage.rows["touchpoints"]} == {library.channels[c.channel].name.de for c in play.content}
    assert {x.id for loop in shown.loops for x in loop.reasons} == set(library.loops)
    assert all(f.grade for f in shown.facts)


def test_one_trigger_shows_what_holds_for_it_and_nothing_else(library):
    one = library.playbooks["stamping-press"]
    shown = journey_map(library, one, "breakdown")
    assert [j.mark for j in shown.journeys] == ["A"]
    said = {f.text.de for f in shown.facts}
    for stage in one.phases.values():
        for statement in stage.buyer_questions:
            assert (statement.text.de in said) == (not statement.triggers or "breakdown" in statement.triggers)


def test_the_sharpest_conflict_comes_first_and_every_tie_has_its_seats(library):
    for one in library.playbooks.values():
        shown = centre_map(library, one)
        assert [c.sharpest for c in shown.clashes] == [True] + [False] * (len(shown.clashes) - 1)
        assert len(shown.clashes) == len(one.conflicts)
        assert sorted(s.id for s in shown.seats) == sorted(m.id for m in one.members)


def test_skipped_phases_entry_and_loops_are_drawn(office, library):
    drawn = picture(journey_map(library, library.playbooks["stamping-press"]), office.renderer)
    said = [s.text for s in labels(drawn)]
    assert said.count("übersprungen") == 3
    assert said.count("Einstieg") == 3
    dashed = [s for s in drawn.shapes if s.kind == "curve" and s.dash == "3 2"]
    assert len(dashed) == 6  # two ways back on each of three journeys


@pytest.mark.parametrize("fmt", MAP_FORMATS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_format_marks_an_example_and_is_the_same_each_time(office, library, fmt, language):
    if fmt == "pdf":
        pytest.importorskip("typst")
    renderer = office.renderer.in_(language)
    for shown in maps(library, "freemium-tool")[::3]:
        data = write_map(shown, renderer, fmt)
        assert data == write_map(shown, renderer, fmt)
        if fmt != "pdf":
            assert {"de": "BEISPIEL", "en": "EXAMPLE"}[language] in data.decode()


def test_a_pdf_is_one_page_of_a3_with_its_text(office, library):
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    import io  # noqa: PLC0415 beside its only use

    data = write_map(journey_map(library, library.playbooks["erp-replacement"]), office.renderer, "pdf")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    assert [round(float(x)) for x in pages[0].mediabox[2:]] == [1191, 842]
    assert "BEISPIEL" in pages[0].extract_text()


NASTY = ("</text><script>alert(1)</script>", "]]>", "&amp;&", "a\x00\x1b[31mb\u202e", "שלום مرحبا", "x" * 3000, "[draft] {{ 7*7 }} #set", "wort " * 400)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_hostile_playbooks_stay_text(office, library, nasty):
    one = library.playbooks["stamping-press"]
    text = Text(nasty, nasty)
    trigger = replace(one.triggers[0], name=text)
    job = replace(one.job, statement=replace(one.job.statement, text=text))
    member = replace(one.members[0], goal=replace(one.members[0].goal, text=text))
    hostile = replace(one, name=text, job=job, triggers=(trigger, *one.triggers[1:]), members=(member, *one.members[1:]))
    for shown in (journey_map(library, hostile), centre_map(library, hostile), journey_map(library, hostile, "breakdown")):
        drawn = picture(shown, office.renderer)
        assert misplaced(drawn) == []
        tree = ET.fromstring(write_map(shown, office.renderer, "svg"))  # noqa: S314 made a moment ago
        assert {e.tag.removeprefix(SVG) for e in tree.iter()} <= {"svg", "title", "desc", "style", "text", "tspan", "rect", "path"}
        page = write_map(shown, office.renderer, "html").decode()
        assert "<script" not in page
        assert re.findall(r"(?:src|href)\s*=", page) == []
        assert view(shown, office.renderer, 80)


def test_fine_playbooks_are_shown_literally(office, library):
    one = library.playbooks["stamping-press"]
    shown = journey_map(library, replace(one, name=Text("A & <B>", "A & <B>")))
    root = ET.fromstring(write_map(shown, office.renderer, "svg"))  # noqa: S314 made a moment ago
    assert any("A & <B>" in (e.text or "") for e in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_terminal_view_fits_its_columns(office, library, width, language):
    renderer = office.renderer.in_(language)
    for book in BOOKS:
        for shown in maps(library, book)[::4]:
            text = view(shown, renderer, width)
            assert max(map(len, text.splitlines())) <= width, book


def test_the_view_shows_the_journeys_as_lines(office, library):
    text = view(journey_map(library, library.playbooks["stamping-press"]), office.renderer, 80)
    assert "A Ausfall – Stunden · Produktion\n   (1)·····(2)·····[3]━━━━━ 4 ━━━━━ 5" in text
    assert "B Geplanter Ersatz – Monate · Produktion, Einkauf\n   [1]━━━━━ 2" in text


def test_swiss_spelling_reaches_every_format(library):
    from assistant.edge.places import shipped  # noqa: PLC0415 beside its only use
    from assistant.edge.render import Renderer  # noqa: PLC0415 as above

    swiss = Renderer(shipped("messages"), library, "de", "ch")
    shown = journey_map(library, library.playbooks["erp-replacement"])
    for fmt in ("svg", "html", "md", "txt"):
        assert "ß" not in write_map(shown, swiss, fmt).decode()


def test_the_paper_names_grades_and_sources(office, library):
    made = paper(centre_map(library, library.playbooks["stamping-press"]), office.renderer)
    assert made.example
    assert made.audience == "inside"
    assert made.footer
    assert "\\[F\\]" in made.markdown


def test_without_anything_made_up_nothing_says_example(office, library):
    one = library.playbooks["stamping-press"]
    shown = centre_map(library, one)
    honest = replace(
        shown, job=replace(shown.job, grade=Grade.E), clashes=(),
        seats=tuple(replace(s, goal=replace(s.goal, grade=Grade.E), pains=(), gains=()) for s in shown.seats),
    )  # fmt: skip
    assert worst(honest.facts) is Grade.E
    assert "BEISPIEL" not in write_map(honest, office.renderer, "html").decode()


def brightness(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("ground", ["#ffffff", PALE])
@pytest.mark.parametrize("colour", [INK, SOFT, ACCENT, WARN, *MARK_COLOURS])
def test_colours_can_be_read(colour, ground):
    assert (brightness(ground) + 0.05) / (brightness(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font(bold):
    ttf = pytest.importorskip("fontTools.ttLib").TTFont(font.file(bold))
    cmap, advances, em = ttf.getBestCmap(), ttf["hmtx"], ttf["head"].unitsPerEm
    for code, glyph in cmap.items():
        assert font.width(chr(code), 10, bold) == pytest.approx(advances[glyph][0] / em * 10)
    assert font.width("\u4e2d", 10) > 10  # what the font does not have is taken to be wide


def test_files_ask_for_formats_by_their_ending():
    assert [map_format(x) for x in ("a.svg", "b.HTM", "c.pdf", "d.md", "e.txt")] == ["svg", "html", "pdf", "md", "txt"]
    assert [map_format(x) for x in ("a.docx", "svg", "", "a.")] == [None] * 4
