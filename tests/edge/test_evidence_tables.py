"""Tables as they come, and as nobody should send them: every one is read or refused by name."""

import contextlib
import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.statement_columns import Mapped, changed, proposed
from assistant.edge.evidence_maps import as_toml, read_map
from assistant.edge.evidence_tables import Unreadable, open_table

FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def put(tmp_path, content, name="umfrage.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path, **options):
    table = open_table(path, **options)
    return table, list(table.rows())


TEXT = "Aussage;Größe\nÄrger mit „Rentabilität“;groß\n"


@pytest.mark.parametrize(("raw", "encoding"), [
    (TEXT.encode(), "utf-8"), (TEXT.encode("utf-8-sig"), "utf-8-sig"), (TEXT.encode("utf-16"), "utf-16"),
    (TEXT.encode("cp1252"), "cp1252"),
])  # fmt: skip
def test_an_encoding_is_told_and_no_letter_lost(tmp_path, raw, encoding):
    table, rows = read(put(tmp_path, raw))
    assert table.encoding == encoding
    assert rows[0].cells == {"Aussage": "Ärger mit „Rentabilität“", "Größe": "groß"}


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_a_delimiter_is_told(tmp_path, mark):
    lines = [["Aussage", "Rolle", "Datum"], ["Ja, gut; so", "Einkauf", "2026-01-01"], ["a|b", "IT", ""]]
    text = "\n".join(mark.join(f'"{x}"' for x in line) for line in lines)
    table, rows = read(put(tmp_path, text))
    assert table.delimiter == mark
    assert [r.cells["Aussage"] for r in rows] == ["Ja, gut; so", "a|b"]


def test_rows_keep_their_numbers_and_blank_ones_are_passed_over(tmp_path):
    _, rows = read(put(tmp_path, 'Aussage;Rolle\n;\n"zwei\nZeilen";IT\n\na;b;c\nd\n\x00e;f\n'))
    assert [(r.number, r.fault) for r in rows] == [(3, ""), (5, "row-width"), (6, "row-width"), (7, "")]
    assert rows[0].cells["Aussage"] == "zwei\nZeilen"


def test_two_columns_of_one_name_stay_two(tmp_path):
    table, rows = read(put(tmp_path, "Aussage;Aussage;\na;b;c\n"))
    assert table.headers == ("Aussage", "Aussage #2", "#3")
    assert rows[0].cells["Aussage #2"] == "b"


def test_an_open_quotation_mark_costs_its_rows_and_says_so(tmp_path):
    _, rows = read(put(tmp_path, 'Aussage;Rolle\n"offen;IT\n' + "x" * 200_000 + "\ngut;IT\n"))
    assert rows[0].fault == "row-broken"
    assert rows[-1].cells.get("Aussage") == "gut"


@pytest.mark.parametrize(("name", "raw", "code"), [
    ("a.csv", b"", "import-empty"), ("a.csv", b"\n\n \n", "import-no-table"), ("a.jsonl", b"[1,2]\n", "import-no-lines"),
    ("a.jsonl", b"\xff\xfe\x00", "import-no-lines"), ("a.xlsx", b"PK nothing", "import-no-sheet"), ("a.xlsx", b"", "import-empty"),
    ("a.csv", (";" * 600).encode(), "import-no-table"), ("a.xls", b"\xd0\xcf\x11\xe0 cut", "import-no-sheet"),
])  # fmt: skip
def test_what_is_no_table_is_named(tmp_path, name, raw, code):
    with pytest.raises(Unreadable) as found:
        read(put(tmp_path, raw, name))
    assert found.value.problem.code == code


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(Unreadable) as found:
        open_table(tmp_path)
    assert found.value.problem.code == "import-folder"


def test_lines_of_json_with_wrong_types_are_named(tmp_path):
    lines = ['{"Aussage": "a", "n": 3, "ok": true}', "{broken", '"text"', '{"Aussage": ["x"]}', "[" * 2000]
    _, rows = read(put(tmp_path, "\n".join(lines), "a.jsonl"))
    assert [r.fault for r in rows] == ["", "row-broken", "row-broken", "row-nested", "row-broken"]
    assert rows[0].cells == {"Aussage": "a", "n": "3", "ok": "ja"}


def workbook(tmp_path, cells, name="a.xlsx"):
    """A workbook by hand: (reference, value) of one sheet, so that no further library is needed."""
    rows: dict[str, list[str]] = {}
    for ref, value in cells:
        inner = f'<c r="{ref}"><v>{value}</v></c>' if isinstance(value, (int, float)) else f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'
        rows.setdefault("".join(c for c in ref if c.isdigit()), []).append(inner)
    data = "".join(f'<row r="{n}">{"".join(x)}</row>' for n, x in rows.items())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Antworten" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>',
    }
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as packed:
        for part, text in parts.items():
            packed.writestr(part, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


def test_a_spreadsheet_is_read_with_its_row_numbers(tmp_path):
    pytest.importorskip("python_calamine")
    path = workbook(tmp_path, [("B2", "Aussage"), ("C2", "N"), ("B3", "=1+1 sagt er"), ("C3", 12), ("B5", "später"), ("C5", 3.5)])
    table, rows = read(path)
    assert (table.kind, table.sheet, table.headers) == ("sheet", "Antworten", ("Aussage", "N"))
    assert [(r.number, dict(r.cells)) for r in rows] == [(3, {"Aussage": "=1+1 sagt er", "N": "12"}), (5, {"Aussage": "später", "N": "3.5"})]
    with pytest.raises(Unreadable):
        open_table(path, "Blatt 9")


def test_without_the_extra_the_install_command_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Unreadable) as found:
        open_table(put(tmp_path, b"PK\x03\x04", "a.xlsx"))
    assert found.value.problem.code == "import-needs-sheets"


@FUZZ
@given(raw=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.jsonl", "a.xlsx", "a.ods", "a.txt"]))
def test_any_bytes_are_read_or_refused(tmp_path, raw, name):
    with contextlib.suppress(Unreadable):
        table, rows = read(put(tmp_path, raw, name))
        assert all(r.fault or set(r.cells) <= set(table.headers) or table.kind == "jsonl" for r in rows)


@FUZZ
@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters="\x00\r", codec="utf-8"), max_size=12), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_csv_writes_is_read_back(tmp_path, rows):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([["Aussage", "Rolle", "Datum"], *rows])
    table, found = read(put(tmp_path, out.getvalue()))
    wanted = [r for r in rows if any(x.strip() for x in r)]
    unharmed = [[x[1:] if x[:1] == "'" and x[1:2] and x[1:2] in "=+-@" else x for x in r] for r in wanted]
    assert [list(r.cells.values()) for r in found] == unharmed
    assert table.delimiter == ";"


@FUZZ
@given(st.dictionaries(st.text(max_size=10), st.sampled_from(["", "text", "reason", "role"]), max_size=4), st.dictionaries(st.text(max_size=5), st.just("purchasing"), max_size=3))
def test_a_saved_mapping_is_read_back(tmp_path, columns, words):
    once = {h.replace("\x7f", ""): f for h, f in columns.items() if f == "" or list(columns.values()).count(f) == 1}
    words = {w: i for w, i in words.items() if "\x7f" not in w}
    mapped = Mapped(once, {"collection": "interview"}, {"role": words})
    try:
        raw = as_toml(mapped).encode()
    except UnicodeEncodeError:
        return
    found = read_map(put(tmp_path, raw, "plan.toml"), list(once))
    assert (found.columns, found.always, found.words) == (mapped.columns, mapped.always, mapped.words)


@pytest.mark.parametrize(("text", "code"), [
    ("[columns\n", "map-bad-toml"), (b"\xff\xfe", "map-not-utf8"), ("[columns]\nAussage = 3\n", "map-no-texts"), ("columns = 3\n", "map-no-texts"),
    ('[columns]\nAussage = "satz"\n', "map-unknown-field"), ('[spalten]\na = "text"\n', "map-unknown-field"), ('[columns]\nZitat = "text"\n', "map-no-column"),
    ('[columns]\nAussage = "text"\nRolle = "text"\n', "map-twice"), ("words = 3\n", "map-no-texts"), ('[words.segment]\na = "b"\n', "map-unknown-field"),
])  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_named(tmp_path, text, code):
    with pytest.raises(Unreadable) as found:
        read_map(put(tmp_path, text, "plan.toml"), ["Aussage", "Rolle"])
    assert found.value.problem.code == code


def test_a_person_changes_the_mapping_line_by_line():
    mapped = proposed(["Zitat", "Bemerkung", "Rolle"])
    for line in ("2 reason", "-3", "collection=interview", "role: Leiter EK = purchasing"):
        new = changed(mapped, line)
        assert new
        mapped = new
    assert mapped.columns == {"Zitat": "text", "Bemerkung": "reason", "Rolle": ""}
    assert (mapped.always, mapped.words) == ({"collection": "interview"}, {"role": {"Leiter EK": "purchasing"}})
    assert changed(mapped, "2 text").columns == {"Zitat": "", "Bemerkung": "text", "Rolle": ""}
    assert [changed(mapped, x) for x in ("9 text", "-9", "-0", "0 text", "unsinn", "2 quatsch", "foo=bar")] == [None] * 7
