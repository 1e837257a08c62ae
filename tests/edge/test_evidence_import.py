"""From a survey into the store and out again: what is kept, what is not, who may read it, who is forgotten."""

import csv
import io
import json
import os
import random
import stat
import tracemalloc
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core.evidence import Collection, Source, Speaker, grade
from assistant.core.statement_columns import proposed
from assistant.core.statement_reading import vocabulary
from assistant.core.statements import FIELDS, Saying, Standing, grade_of
from assistant.core.text import Text
from assistant.edge.cells import harmless
from assistant.edge.evidence_copies import GONE, forget, recorded
from assistant.edge.evidence_desk import Drawer
from assistant.edge.evidence_export import COLUMNS, csv_lines, json_lines
from assistant.edge.evidence_feed import feeding
from assistant.edge.evidence_files import appended, replaced
from assistant.edge.evidence_import import Taking, identified
from assistant.edge.evidence_names import Pseudonyms
from assistant.edge.evidence_store import FILE, Store, written
from assistant.edge.evidence_tables import open_table
from assistant.edge.evidence_work import add, expire, judge
from assistant.edge.render import Renderer
from tests.data.complete import ROOT

TODAY = date(2026, 11, 21)
FUZZ = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def drawer(tmp_path, library):
    home = tmp_path / "home"
    return Drawer(library, Renderer(ROOT / "messages", library), Store([home]), Pseudonyms(home), (), TODAY, home, tmp_path, ())


def say(text="Rentabilität zählt", at=0, **more):
    fields = {"speaker": Speaker.CUSTOMER, "collection": Collection.REVIEW, **more}
    return Saying(f"s-{at}", text, "de", **fields)


# ---- the survey of 300 rows, 12 of them faulty

HEADER = ["Aussage", "Begründung", "Funktion", "Branche", "Thema", "Datum", "Einwilligung", "gültig bis", "Name", "Fallzahl"]
FAULTS = {  # row → column, value, code
    7: ("Aussage", "", "empty"), 20: ("Funktion", "Kaffeeküche", "unknown"), 33: ("Datum", "neulich", "no-date"),
    58: ("Datum", "04/05/2026", "two-dates"), 90: ("Einwilligung", "vielleicht", "no-yes-no"), 111: ("Fallzahl", "viele", "no-number"),
    140: ("Thema", "stanzen-pres", "unknown"), 171: ("Aussage", "#REF!", "broken-cell"), 202: ("gültig bis", "2020-01-01", "expired"),
    233: ("Datum", "2030-01-01", "in-future"), 264: ("", "11/10", "row-width"), 301: ("Fallzahl", "-4", "no-number"),
}


def survey(tmp_path):
    draw = random.Random(7)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    words = ["Rentabilität", "Profitabilität", "Wirtschaftlichkeit", "Umsatz"]
    for row in range(2, 302):
        good = [
            f"Wir reden von {draw.choice(words)}, Nummer {row}.", "weil die Bank fragt", draw.choice(["Einkauf", "CFO", "IT"]),
            draw.choice(["Maschinenbau", "Handel"]), "erp-replacement", "14.03.2026", draw.choice(["ja", "nein"]), "2027-12-31",
            f"Person {row % 150}", "300",
        ]
        column, value, code = FAULTS.get(row, ("", "", ""))
        if code == "row-width":
            good.append("zu viel")
        elif code:
            good[HEADER.index(column)] = value
        writer.writerow(good)
    path = tmp_path / "umfrage.csv"
    path.write_bytes(out.getvalue().encode("cp1252"))
    return path


def taking(drawer, path, **always):
    table = open_table(path)
    return Taking(table, replace(proposed(table.headers), always=always), drawer.known, drawer.names, TODAY)


def test_of_300_rows_the_12_faulty_ones_are_named_and_no_other(tmp_path, drawer):
    here = taking(drawer, survey(tmp_path))
    looked = here.look(frozenset())
    assert (looked.rows, looked.taken, looked.refused) == (300, 288, 12)
    assert {f.row: (f.column, f.value, f.code) for f in looked.faults} == FAULTS
    assert drawer.store.add(here.take(frozenset(), looked.taken)) == 288
    kept = drawer.store.load()
    assert len(kept.statements) == 288
    assert {grade_of(x).value for x in kept.statements.values()} == {"B"}
    assert all(x.text.startswith("Wir reden von") and x.role in ("purchasing", "finance", "it") for x in kept.statements.values())


def test_a_second_import_of_the_same_table_adds_nothing(tmp_path, drawer):
    path = survey(tmp_path)
    here = taking(drawer, path)
    drawer.store.add(here.take(frozenset(), here.look(frozenset()).taken))
    have = frozenset(drawer.store.load().statements)
    again = taking(drawer, path)
    assert (again.look(have).taken, again.look(have).known) == (0, 288)
    assert list(again.take(have, 288)) == []


def test_two_people_who_say_the_same_stay_two(tmp_path, drawer):
    path = tmp_path / "a.csv"
    path.write_text("Aussage;Rolle\nZu teuer;IT\nZu teuer;IT\n", encoding="utf-8")
    assert len({x.id for x in taking(drawer, path).statements()}) == 2


def test_no_name_reaches_the_disk(tmp_path, drawer):
    path = tmp_path / "a.csv"
    path.write_text("Aussage;Name;erhoben von\nFrau Sommer sagt: sommer@werk.example, 0711 1234567;Eva Sommer;Uwe Winter\n", encoding="utf-8")
    drawer.store.add(taking(drawer, path).take(frozenset(), 1))
    disk = b"".join(p.read_bytes() for p in drawer.home.iterdir())
    assert not [x for x in ("Sommer", "sommer", "Winter", "0711") if x.encode() in disk]
    (said,) = drawer.store.load().statements.values()
    assert (said.person, said.by) == (drawer.names.of("eva  SOMMER"), drawer.names.of("Uwe Winter"))


def test_a_pseudonym_is_the_same_here_and_another_elsewhere(tmp_path):
    one, other = Pseudonyms(tmp_path / "a"), Pseudonyms(tmp_path / "b")
    assert one.of("Eva Sommer") == Pseudonyms(tmp_path / "a").of("EVA SOMMER") != other.of("Eva Sommer")
    assert one.of(one.of("Eva Sommer").lower()) == one.of("Eva Sommer")
    assert one.of(" ") == ""


@pytest.mark.skipif(os.name == "nt", reason="no such modes")
def test_only_the_owner_can_read(drawer):
    drawer.store.add([say()])
    drawer.names.of("Eva Sommer")
    recorded(drawer, "exports", drawer.home / "x.csv")
    assert {p.name: oct(stat.S_IMODE(p.stat().st_mode)) for p in drawer.home.iterdir()} == dict.fromkeys(
        [FILE, "pseudonyms.key", "exports.log", ".lock"], "0o600"
    )
    assert stat.S_IMODE(drawer.home.stat().st_mode) == 0o700
    drawer.store.rewrite(lambda _: None)
    assert stat.S_IMODE(drawer.store.path.stat().st_mode) == 0o600


# ---- the store


def test_a_torn_line_is_named_kept_and_closed_by_the_next(drawer):
    drawer.store.add([say(at=1)])
    with drawer.store.path.open("ab") as file:
        file.write(written(say(at=2)).encode()[:20])
    assert [(p.code, p.line) for p in drawer.store.load().problems] == [("torn-line", 2)]
    drawer.store.add([say(at=3)])
    kept = drawer.store.load()
    assert list(kept.statements) == ["s-1", "s-3"]
    assert [(p.code, p.line) for p in kept.problems] == [("bad-line", 2)]


junk = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3), max_leaves=5)


@FUZZ
@given(st.lists(st.binary(max_size=60) | st.dictionaries(st.sampled_from(["id", *FIELDS]), junk).map(lambda d: json.dumps(d).encode()), max_size=8))
def test_any_file_is_loaded_as_far_as_it_goes_and_nothing_is_lost(tmp_path, lines):
    store = Store([tmp_path])
    good = [written(say(at=1)).encode(), written(say(at=2)).encode()]
    store.path.write_bytes(b"\n".join([good[0], *(x.replace(b"\n", b"") for x in lines), good[1]]) + b"\n")
    kept = store.load()
    assert {"s-1", "s-2"} <= set(kept.statements)
    before = [x for x in store.path.read_bytes().split(b"\n") if x.strip(b" \r\t")]
    store.rewrite(lambda said: None if said.id == "s-2" else said)
    after = [x for x in store.path.read_bytes().split(b"\n") if x.strip(b" \r\t")]
    assert [x for x in before if x != good[1]] == after


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path):
    path = tmp_path / "x.jsonl"
    appended(path, ["eins"])

    def failing():
        yield "zwei"
        raise OSError(28, "full")

    for write in (appended, replaced):
        with pytest.raises(OSError, match="full"):
            write(path, failing())
    assert path.read_text() == "eins\n"
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_folder_beside_playbooks_is_read_and_changed_where_it_lies(tmp_path):
    own, shared = Store([tmp_path / "own"]), Store([tmp_path / "shared"])
    own.add([say(at=1)])
    shared.add([say(at=2)])
    both = Store([tmp_path / "own", tmp_path / "shared"])
    assert list(both.load().statements) == ["s-1", "s-2"]
    both.change(say(at=2, standing=Standing.CONFIRMED))
    assert shared.load().statements["s-2"].standing is Standing.CONFIRMED
    assert "s-2" not in own.path.read_text()


def test_what_is_typed_is_a_sellers_report_unless_it_says_otherwise(drawer):
    said, _ = add(drawer, {"text": "wir reden von Rentabilität", "speaker": "seller", "collection": "call-notes"})
    assert said
    assert (grade_of(said).value, said.when) == ("D", TODAY)
    again, _ = add(drawer, {"text": "wir reden von Rentabilität", "speaker": "seller", "collection": "call-notes"})
    assert again.id == said.id
    assert len(drawer.store.path.read_text().splitlines()) == 1
    assert judge(drawer, said.id, Standing.DENIED).standing is Standing.DENIED
    assert judge(drawer, "s-nix", Standing.DENIED) is None


def test_a_playbooks_source_is_what_its_statements_show(tmp_path, library, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert feeding(library, [], TODAY) is library
    book = library.playbooks["stamping-press"]
    bare = Source("talks", Text("Gespräche", "Talks"), Speaker.CUSTOMER, Collection.INTERVIEW)
    books = {**library.playbooks, book.id: replace(book, sources={**book.sources, "talks": bare})}
    talks = [say(at=i, source="talks", collection=Collection.INTERVIEW, role="it", when=TODAY, consent=True, person=f"P-{i}") for i in range(3)]
    Store([tmp_path / "buyer-enablement-assistant" / "evidence"]).add([*talks, say(at=9)])
    fed = feeding(replace(library, playbooks=books), [], TODAY)
    source = fed.playbooks[book.id].sources["talks"]
    assert (source.voices, grade(source).value, grade(bare).value) == (3, "A", "C")
    assert list(fed.playbooks) == list(books)
    assert fed.playbooks["erp-replacement"] is books["erp-replacement"]


# ---- export


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_no_cell_runs_as_a_formula(text):
    assert harmless(text) == f"'{text}"


@FUZZ
@given(st.text(min_size=1, max_size=30), st.text(max_size=20))
def test_no_exported_cell_begins_a_formula(text, segment):
    lines = "\n".join(csv_lines([say(text, segment=segment)])).lstrip("\ufeff")
    for row in csv.reader(io.StringIO(lines, newline=""), delimiter=";"):
        assert not [c for c in row if c.lstrip()[:1] in tuple("=+-@") and c]


def test_an_export_comes_back_as_it_went(tmp_path, drawer):
    said = [identified(say(t, role="it", segment="-A", n=3)) for t in ("=1+1 ist zwei", 'ganz normal; mit "Zeichen"\nund Zeile')]
    path = tmp_path / "export.csv"
    replaced(path, csv_lines(said))
    back = list(taking(drawer, path).statements())
    assert [(x.id, x.text, x.segment) for x in back] == [(x.id, x.text, x.segment) for x in said]
    assert COLUMNS[0] == "id"


# ---- forgetting


def filled(drawer):
    eva = drawer.names.of("Eva Sommer")
    drawer.store.add([
        say("mein Satz", 1, person=eva), say("Frau Sommer war dafür", 2, person="P-AAAAA-AAAAA"), say("von ihr erhoben", 3, by=eva),
        say("bleibt", 4), say("mein Satz, neu", 1, person=eva, standing=Standing.CONFIRMED),
    ])  # fmt: skip
    return eva


def test_a_person_is_deleted_everywhere(tmp_path, drawer):
    eva = filled(drawer)
    with drawer.store.path.open("a", encoding="utf-8") as file:
        file.write(f'{{"torn": "{eva}\n')
    out = [tmp_path / "a.csv", tmp_path / "b.jsonl", tmp_path / "foreign.csv", tmp_path / "gone.csv"]
    every = list(drawer.store.load().statements.values())
    replaced(out[0], csv_lines(every))
    replaced(out[1], json_lines(every))
    out[2].write_text("ganz anders\n")
    for path in out:
        recorded(drawer, "exports", path)
    done = forget(drawer, "eva sommer")
    assert (done.statements, done.mentions) == (1, 2)
    assert done.untouched == (out[2],)
    left = drawer.store.load().statements
    assert [x.text for x in left.values()] == [f"Frau {GONE} war dafür", "von ihr erhoben", "bleibt"]
    for path in (drawer.store.path, *out[:2]):
        assert eva not in path.read_text(encoding="utf-8")
        assert "mein Satz" not in path.read_text(encoding="utf-8")


def test_a_person_is_deleted_by_pseudonym_too(drawer):
    eva = filled(drawer)
    assert forget(drawer, eva.lower()).statements == 1
    assert forget(drawer, eva).statements == 0


def test_expiry_deletes_what_is_over_and_nothing_else(drawer):
    drawer.store.add([say(at=1, expires=date(2026, 11, 20)), say(at=2, expires=TODAY), say(at=3)])
    assert expire(drawer, dry=True).statements == 1
    assert len(drawer.store.load().statements) == 3
    assert expire(drawer, dry=False).statements == 1
    assert list(drawer.store.load().statements) == ["s-2", "s-3"]


# ---- size


def test_a_long_table_needs_the_memory_of_a_few_rows(tmp_path, library):
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Aussage;Rolle\n")
        file.writelines(f"Wir reden von Rentabilität und sonst {i} {'x' * 2000};IT\n" for i in range(4000))
    table = open_table(path)
    here = Taking(table, proposed(table.headers), vocabulary(library), Pseudonyms(tmp_path), TODAY)
    tracemalloc.start()
    assert here.look(frozenset()).taken == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 8_000_000
    assert peak < 3_000_000
