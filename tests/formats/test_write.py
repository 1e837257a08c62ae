"""Every format shows the text literally, marks examples on every page, and gives the same bytes for the same paper."""

import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.gate import clean
from assistant.core.paper import Paper
from assistant.edge import formats
from assistant.edge.formats import FORMATS, by_suffix, fragments, missing, write
from assistant.edge.formats.markdown import literal

pytest.importorskip("typst")
pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")

LABEL = "BEISPIEL – erfundene Inhalte"
PAPER = Paper("note", "Blatt & <Titel>", "de", "inside", "", ("Quelle: S1 (2021)", "Demo = Z"), True, LABEL)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Body(HTMLParser):
    """The text of a page, and the tags and addresses in it."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.addresses, self.style = "", [], [], False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.style = tag == "style"
        self.addresses += [v for k, v in attrs if k in ("src", "href", "srcset", "data")]
        self.text += "\n" if tag == "br" else ""

    def handle_endtag(self, tag):
        self.style = False
        self.text += "" if tag in ("strong", "em", "code", "s", "a") else " "

    def handle_data(self, data):
        self.text += "" if self.style else data


def pages(data):
    return [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages]


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {n: packed.read(n) for n in packed.namelist()}


def shown(data, fmt):
    """What a reader of this format sees of the whole file."""
    match fmt:
        case "html":
            return Body(data.decode()).text
        case "pdf":
            return "\n".join(pages(data))
        case "docx":
            trees = [ET.fromstring(x) for n, x in parts(data).items() if re.search(r"word/(document|header\d*|footer\d*)\.xml", n)]  # noqa: S314 made a moment ago
            return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for tree in trees for p in tree.iter(f"{W}p"))
        case _:
            return data.decode()


def squeezed(text):
    """Without what setting may change: spaces, line ends, hyphens and invisible marks."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn") and c not in "-\u2010")


NASTY = (
    "<script>alert(1)</script>", "]]>", "&amp; & &lt;", "#set text(red)", "$x^2$ #emph[x] @ref <label>", "{{ 7*7 }} {% raw %}",
    "\\input{x} %d %s", "[draft] [/foo] [@click=app.quit]x[/]", "a\x00b\x1b[31mrot\x1b[0m", "w:p/>", "'\" onmouseover=\"x",
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung", "https://example.org/a?b=c&d=e", '}#panic("x")', "-->", "„so“ – ‚so‘ …",
)  # fmt: skip
WORDS = st.sampled_from(NASTY) | st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf")), min_size=1, max_size=40)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("fmt", FORMATS)
@SLOW
@given(WORDS, WORDS, WORDS)
def test_hostile_text_is_shown_literally(fmt, title, text, foot):
    """In the title, a paragraph, a list, a table and the foot: the very characters, whatever they mean elsewhere."""
    said = " ".join(clean(text).split()) or "x"
    cell = literal(said)
    table = f"| {cell} | b |\n|---|---|\n| c | {cell} |"
    paper = replace(PAPER, title=title, markdown=f"Satz {cell}\n\n- Punkt {cell}\n\n{table}\n\n> Wort {cell}\n", footer=(foot,))
    seen = squeezed(shown(write(paper, fmt), fmt))
    if fmt == "md":
        assert squeezed(cell) in seen
        return
    for expected in (title, f"Satz{said}", f"Punkt{said}", f"Wort{said}", foot):
        assert squeezed(clean(expected)) in seen, expected
    if fmt != "txt":  # a column of a text table breaks anywhere between words
        assert seen.count(squeezed(said)) >= 5


@pytest.mark.parametrize("fmt", FORMATS)
@SLOW
@given(st.text(max_size=400))
def test_any_markdown_is_written(fmt, text):
    """Nothing that a person can type makes a format fail; right-to-left, control codes and half a table included."""
    data = write(replace(PAPER, markdown=text, title=text, footer=(text,)), fmt)
    assert LABEL in shown(data, fmt) or fmt == "md"
    if fmt == "docx":
        for name, part in parts(data).items():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(part)  # noqa: S314 made a moment ago


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "text",
    ["wort " * 20_000, "x" * 100_000, "> " * 50_000, "- " * 50_000, "[" * 100_000, "![[" * 30_000, "\u202eשלום مرحبا 😀" * 500],
    ids=["words", "one-word", "quotes", "bullets", "brackets", "pictures", "rtl"],
)
def test_very_long_texts(fmt, text):
    seen = squeezed(shown(write(replace(PAPER, markdown=text, example=False), fmt), fmt))
    word = text.split()[0][:4]
    if word.isalpha() and word.isascii():  # page numbers stand between
        assert seen.count(word) >= text.count(word) - 20


@pytest.mark.parametrize("fmt", FORMATS)
def test_long_titles_and_feet(fmt):
    title = "Titel " * 2000
    seen = shown(write(replace(PAPER, title=title, footer=(title,) * 3, example_label="BEISPIEL " * 40), fmt), fmt)
    assert squeezed(seen).count("Titel") >= 8000


def test_deep_quotes_lose_no_word():
    for fmt in ("txt", "html", "pdf", "docx"):
        assert "innen" in shown(write(replace(PAPER, markdown="> " * 300 + "innen"), fmt), fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_paper_gives_the_same_bytes(fmt):
    paper = replace(PAPER, markdown="## Titel\n\n1. eins\n2. zwei\n\n| a | b |\n|---|---|\n| c | d |\n")
    assert write(paper, fmt) == write(paper, fmt)


LONG = replace(PAPER, markdown="\n\n".join(f"## Abschnitt {i}\n\n" + "Ein Satz, der den Platz füllt. " * 20 for i in range(22)))


def test_every_page_of_a_pdf_says_example_at_head_and_foot():
    found = pages(write(LONG, "pdf"))
    assert len(found) >= 3
    assert all(p.count(LABEL) == 2 for p in found)
    assert [f"{i} / {len(found)}" in p for i, p in enumerate(found, 1)] == [True] * len(found)
    assert not any(LABEL in p for p in pages(write(replace(LONG, example=False), "pdf")))


def test_every_page_of_a_docx_says_example_at_head_and_foot():
    files = parts(write(LONG, "docx"))
    assert LABEL in files["word/header1.xml"].decode()
    assert LABEL in files["word/footer1.xml"].decode()
    assert "NUMPAGES" in files["word/footer1.xml"].decode()
    assert LABEL not in "".join(x.decode("utf-8", "replace") for x in parts(write(replace(LONG, example=False), "docx")).values())


@pytest.mark.parametrize("fmt", ["md", "txt"])
def test_a_text_says_example_at_its_beginning_and_end(fmt):
    lines = [x for x in write(LONG, fmt).decode().splitlines() if x.strip()]
    assert LABEL in lines[0]
    assert LABEL in lines[-1]
    assert LABEL not in write(replace(LONG, example=False), fmt).decode()


def test_a_page_fetches_nothing_and_repeats_its_mark_in_print():
    page = write(replace(LONG, markdown="![x](https://example.org/x.png) <img src=x> [k](javascript:alert(1)) <https://example.org>"), "html").decode()
    body = Body(page)
    assert body.addresses == ["https://example.org"]
    assert not {"script", "img", "link", "iframe", "object"} & set(body.tags)
    assert set(re.findall(r"url\(([a-z/]+:)", page)) == {"data:"}
    assert "default-src 'none'" in page
    assert 'lang="de"' in page
    assert body.text.count(LABEL) == 3  # the window's title, head and foot
    assert page.index('class="head"') < page.index("<main") < page.index('class="foot"')


def test_a_docx_has_real_headings_lists_and_tables():
    docx = pytest.importorskip("docx")
    text = "## Kapitel\n\n### Unter\n\n1. eins\n2. zwei\n\nDazwischen\n\n1. wieder eins\n\n- Punkt\n  - tiefer\n\n| a | b |\n|---|--:|\n| c | d |\n"
    file = docx.Document(io.BytesIO(write(replace(PAPER, markdown=text), "docx")))
    styles = {p.text: p.style.name for p in file.paragraphs}
    assert styles["Kapitel"] == "Heading 1"
    assert styles["Unter"] == "Heading 2"
    assert styles["eins"] == "List Number"
    assert styles["tiefer"] == "List Bullet"
    numbers = {p.text: p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"}  # noqa: SLF001 no public way
    assert numbers["eins"] == numbers["zwei"] != numbers["wieder eins"]
    assert [[c.text for c in row.cells] for row in file.tables[0].rows] == [["a", "b"], ["c", "d"]]
    assert (file.sections[0].page_width.mm, file.sections[0].page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_a_table_in_text_keeps_its_columns_or_becomes_a_list():
    narrow = write(replace(PAPER, markdown="| Rolle | Ziel |\n|---|---|\n| Einkauf | günstig |\n"), "txt").decode()
    assert "Rolle   | Ziel\n--------+--------\nEinkauf | günstig" in narrow
    wide = "| " + " | ".join(f"Spalte{i}" for i in range(12)) + " |\n" + "|---" * 12 + "|\n| " + " | ".join(f"Wert{i}" for i in range(12)) + " |\n"
    text = write(replace(PAPER, markdown=wide), "txt").decode()
    assert "Spalte11: Wert11" in text
    assert max(map(len, text.splitlines())) <= 78


def test_a_sheet_within_its_budget_is_one_page():
    """The budget: 56 lines of at most 105 characters, headings counted as two, at the smallest size."""
    block = "## Überschrift\n\n" + "\n".join("- " + ("ein Wort " * 12)[:104] for _ in range(5)) + "\n\n"
    sheet = replace(PAPER, kind="sheet", markdown=block * 8)
    assert len(pages(write(sheet, "pdf"))) == 1
    assert len(pages(write(replace(sheet, kind="note", markdown=block * 10), "pdf"))) == 2


def test_files_ask_for_formats_by_their_ending():
    assert [by_suffix(x) for x in ("a.PDF", "b.htm", "c.markdown", "d.txt", "x.docx")] == ["pdf", "html", "md", "txt", "docx"]
    assert [by_suffix(x) for x in ("pdf", "a.doc", "a", "", ".")] == [None] * 5


def test_a_missing_extra_names_its_command(monkeypatch):
    assert missing("pdf") is None
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    assert missing("pdf").endswith('-m pip install "typst<0.16,>=0.15.2"')
    assert missing("docx").endswith('-m pip install "python-docx<2,>=1.2"')
    assert [missing(f) for f in ("md", "txt", "html")] == [None] * 3


def test_a_clipboard_gets_the_body_alone():
    rich, plain = fragments(replace(PAPER, markdown="**fett** & <b>\n\n- Punkt\n"))
    assert "<strong>fett</strong> &amp; &lt;b&gt;" in rich
    assert not {"html", "head", "style", "script"} & set(Body(rich).tags)
    assert rich.count(LABEL) == 2
    assert "fett & <b>" in plain
