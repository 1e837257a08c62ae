"""Evidence, words and interviews as a person meets them: golden texts, exit codes, both languages."""

import errno
import io
import json
import re
from datetime import date

import pytest

from assistant import cli
from assistant.core.dialogue import Part
from assistant.core.evidence import Collection, Speaker
from assistant.core.leading import CODES, check_questions
from assistant.core.statement_reading import Fault
from assistant.core.statements import FIELDS, Saying
from assistant.doors.evidence_call import WHATS
from assistant.edge.evidence_desk import open_drawer
from assistant.edge.evidence_store import Store
from tests.conftest import TODAY
from tests.data.complete import ROOT

CODES_OF_FAULTS = set(re.findall(r'fault\(\w*(?:"\w+")?,? ?"([\w-]+)"', (ROOT / "assistant/core/statement_reading.py").read_text())) | {"row-width", "row-broken", "row-nested", "two-dates", "no-date"}


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("assistant.edge.evidence_desk.today", lambda: TODAY)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path / "data" / "buyer-enablement-assistant" / "evidence"


@pytest.fixture
def call(request, capsys, monkeypatch):
    request.getfixturevalue("data")

    def run(*args, lang="de"):
        argv = [*args, "--lang", lang]
        monkeypatch.setattr("sys.argv", ["assistant", *argv])
        code: object = None
        try:
            code = cli.main(argv)
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def voices(text, count, start=0, **more):
    fields = {"speaker": Speaker.CUSTOMER, "collection": Collection.INTERVIEW, "when": date(2026, 6, 1), "role": "finance", "job": "erp-replacement", **more}
    return [Saying(f"s-{start + i:04}", text, "de", **fields) for i in range(count)]


def filled(data):
    said = voices("Wir reden von Rentabilität.", 28) + voices("Die Profitabilität sinkt.", 4, 100) + voices("Der Umsatz.", 8, 200, role="it")
    said += voices("die sagen Rentabilität", 3, 300, speaker=Speaker.SELLER, collection=Collection.CALL_NOTES)
    Store([data]).add(said)


REPORT = """\
WORTE DER KUNDEN · Rentabilität · ERP-Ablösung

Gezählt: 40 Kundenstimmen in 40 Aussagen, genau nach Wortliste, nichts Ähnliches. Daneben 3 Berichte aus dem Vertrieb, nicht mitgezählt.
  Rentabilität                 28 von 40 (70 %), Vertrieb 3  [A]
  Wirtschaftlichkeit           0 von 40 (0 %)
  Profitabilität               4 von 40 (10 %)  [A]
  Gewinn                       0 von 40 (0 %)
  Marge                        0 von 40 (0 %)

JE GRUPPE
  Rolle Finanzen (CFO): 28 von 32 (88 %)
  Rolle IT-Leitung (CIO): 0 von 8
  Kein Test: Er braucht auf beiden Seiten mindestens 30 Stimmen.

WELCHES WORT
  Rentabilität. Der Vorsprung vor Profitabilität ist kaum Zufall (p < 0,001, Vorzeichentest, exakt).

KEIN SYNONYM
  Rentabilität: Gewinn im Verhältnis zum eingesetzten Kapital  [F]
  nicht dasselbe: Wirtschaftlichkeit, Nutzen im Verhältnis zum Aufwand  [F]
  nicht dasselbe: Profitabilität, ob Betrieb oder Sparte Gewinn abwirft  [F]
"""


def test_the_report_of_words(data, call):
    filled(data)
    code, out, _ = call("words", "Rentabilität", "--job", "erp-replacement")
    assert code == 0
    assert out.startswith(REPORT)
    assert "„Wir reden von Rentabilität.“ – CFO, 06/2026, s-0027, nur intern  [A]" in out
    code, out, _ = call("words", "Rentabilität", "--job", "erp-replacement", lang="en")
    assert "return on capital (Rentabilität)             28 of 40 (70 %), sales 3  [A]" in out
    assert "hardly chance (p < 0.001" in out


def test_below_thirty_voices_there_is_no_percentage(data, call):
    Store([data]).add(voices("Wirtschaftlichkeit zuerst", 17) + voices("Gewinn", 12, 50))
    _, out, _ = call("words", "Wirtschaftlichkeit")
    assert "17 von 29" in out
    assert "%" not in out
    assert "Für einen Test sind es zu wenige Stimmen" in out


def test_the_words_of_a_job_and_as_json(data, call):
    filled(data)
    code, out, _ = call("words", "--job", "erp-replacement")
    assert code == 0
    assert re.search(r"Rentabilität +28 von 40", out)
    assert "Nicht gesagt: Wirtschaftlichkeit" in out
    _, out, _ = call("words", "Rentabilität", "--json")
    found = json.loads(out)
    assert [(w["id"], w["voices"], w["of"]) for w in found["words"]][:2] == [("rentabilitaet", 28, 40), ("wirtschaftlichkeit", 0, 40)]
    assert (found["advice"]["why"], found["advice"]["use"], found["sellers"]) == ("clear", "rentabilitaet", 3)


def test_words_without_voices_and_wrong_calls(data, call):
    assert "Keine Kundenstimmen" in call("words", "Rentabilität")[1]
    assert call("words")[0] == 2
    assert call("words", "!!")[0] == 2
    code, _, err = call("words", "--job", "erp-replacment")
    assert (code, "Meinten Sie „erp-replacement“?" in err) == (2, True)
    assert call("interview")[0] == 2
    assert not data.exists()  # asking leaves no trace


def test_a_report_is_kept_shown_judged_and_deleted(call):
    code, out, _ = call("evidence", "add", "wir", "reden von Rentabilität", "--role", "finance", "--person", "Eva Sommer")
    assert code == 0
    assert "Beleg D (Bericht aus dem Vertrieb)" in out
    id_ = re.findall(r"s-\w+", out)[0]
    assert "Nein, nur intern." in call("evidence", "show", id_)[1]
    assert call("evidence", "confirm", id_)[2].strip() == f"{id_} ist jetzt bestätigt."
    assert call("evidence", "list", "--standing", "confirmed")[1].startswith(f"✓ {id_} [D] „wir reden von Rentabilität“ – Vertrieb · CFO")
    assert "nicht mehr gezählt" in call("evidence", "deny", id_)[2]
    assert call("evidence", "delete", "--person", "Eva Sommer")[0] == 2
    assert call("evidence", "delete", "--person", "Eva Sommer", "--yes")[0] == 0
    assert "Noch keine Aussagen" in call("evidence", "list")[2]


def test_one_key_confirms_or_denies(data, call, monkeypatch):
    Store([data]).add(voices("Umsatz", 4))
    monkeypatch.setattr("sys.stdin", io.StringIO("j\nn\nw\nq\n"))
    code, _, err = call("evidence", "review")
    assert (code, "2 geprüft, 2 noch offen." in err) == (0, True)
    standings = [x.standing.value for x in Store([data]).load().statements.values()]
    assert sorted(standings) == ["confirmed", "denied", "open", "open"]


@pytest.mark.parametrize(
    "case",
    [
        ("juq", ["open"] * 4, "0 geprüft, 4 noch offen."),
        ("ujnuuuq", ["open"] * 4, "nichts zurückzunehmen"),
        ("jwunq", ["confirmed", "denied", "open", "open"], "2 geprüft, 2 noch offen."),
        ("jnuj", ["confirmed", "confirmed", "open", "open"], "2 geprüft, 2 noch offen."),
        ("jjjj", ["confirmed"] * 4, "4 geprüft, 0 noch offen."),
    ],
)
def test_u_takes_the_last_step_of_a_review_back(data, call, monkeypatch, case):
    keys, standings, said = case
    Store([data]).add(voices("Umsatz", 4))
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    code, _, err = call("evidence", "review")
    assert (code, said in err) == (0, True)
    assert sorted(x.standing.value for x in Store([data]).load().statements.values()) == sorted(standings)


def test_ctrl_c_ends_a_review_like_q_and_says_what_is_left(data, call, monkeypatch):
    class Interrupted(io.StringIO):
        def read(self, size=-1, /):
            if key := super().read(size):
                return key
            raise KeyboardInterrupt

    Store([data]).add(voices("Umsatz", 2))
    monkeypatch.setattr("sys.stdin", Interrupted("j"))
    code, _, err = call("evidence", "review")
    assert (code, "1 geprüft, 1 noch offen." in err) == (0, True)


@pytest.mark.parametrize("args", [
    ["evidence", "show", "s-nix"], ["evidence", "confirm", "s-nix"], ["evidence", "add", "…"], ["evidence", "add", "ja", "--role", "Kaffee"],
    ["evidence", "add", "ja", "--date", "neulich"], ["evidence", "import", "gibtsnicht.csv"], ["evidence", "list", "--job", "nix"], ["evidence"],
    ["evidence", "delete", "--person", "!"], ["interview", "--check", "gibtsnicht.txt"],
])  # fmt: skip
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_wrong_call_is_explained(call, args, lang):
    code, out, err = call(*args, lang=lang)
    assert code == 2
    assert err.strip()
    assert not out


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kind", ["loop", "huge", "folder", "below a file", "half a zip", "zeros"])
def test_a_file_that_is_no_table_is_refused_by_name_and_nothing_is_kept(tmp_path, data, call, kind, lang):
    path = tmp_path / ("a.xlsx" if kind == "half a zip" else "a.csv")
    if kind == "loop":
        path.symlink_to(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "below a file":
        path.write_text("x")
        path /= "b.csv"
    elif kind == "half a zip":
        path.write_bytes(b"PK\x03\x04" + b"\0" * 50)
    else:
        with path.open("wb") as out:
            out.truncate(200_000_001 if kind == "huge" else 5_000_000)
    code, out, err = call("evidence", "import", str(path), "--yes", lang=lang)
    assert (code, out) == (2, "")
    assert str(path) in err
    assert not (data / "statements.jsonl").exists()


SURVEY = "Zitat;Abteilung;Zeitstempel;Notiz\nWir reden von Rentabilität;CFO;14.03.2026;x\nZu teuer;Kaffeeküche;15.03.2026;y\n"


def test_an_import_step_by_step(tmp_path, call):
    path = tmp_path / "umfrage.csv"
    path.write_text(SURVEY, encoding="utf-8-sig")
    code, out, err = call("evidence", "import", str(path))
    assert code == 2
    assert "umfrage.csv: 4 Spalten, UTF-8 mit BOM, Trennzeichen Semikolon." in err
    assert "1  Zitat → Aussage [text]" in err
    assert "4  Notiz → nicht gelesen" in err
    assert "Zeile 3, Spalte „Abteilung“, Wert „Kaffeeküche“: kein bekanntes Wort für Rolle" in out
    assert "niemand hat die Zuordnung bestätigt" in err
    plan = tmp_path / "plan.toml"
    assert call("evidence", "import", str(path), "--dry-run", "--set", "role: Kaffeeküche = user")[0] == 0
    code, out, err = call("evidence", "import", str(path), "--dry-run", "--save-map", str(plan), "--set", "job=erp-replacement")
    assert (code, "1 brauchbar, 0 schon vorhanden, 1 nicht genommen" in out, "Probelauf" in err) == (3, True, True)
    plan.write_text(plan.read_text() + '\n[words.role]\n"Kaffeeküche" = "user"\n')
    assert call("evidence", "import", str(path), "--map", str(plan))[0] == 0
    assert "2 schon vorhanden" in call("evidence", "import", str(path), "--map", str(plan))[1]
    code, out, _ = call("evidence", "list", "--json")
    found = [json.loads(x) for x in out.splitlines()]
    assert [(x["role"], x["grade"], x["n"], x["job"]) for x in found] == [("finance", "B", 2, "erp-replacement"), ("user", "B", 2, "erp-replacement")]


def test_an_export_names_what_is_internal_and_overwrites_nothing(tmp_path, data, call):
    Store([data]).add(voices("=1+1", 2))
    path = tmp_path / "aus.csv"
    code, _, err = call("evidence", "export", "-o", str(path))
    assert (code, "2 nur für den internen Gebrauch" in err) == (0, True)
    assert ";'=1+1;" in path.read_text(encoding="utf-8")
    assert call("evidence", "export", "-o", str(path))[0] == 2
    assert call("evidence", "export", "--format", "jsonl")[1].count("\n") == 2


def test_a_file_that_cannot_be_written_is_named_with_what_to_do(tmp_path, call):
    call("evidence", "add", "Umsatz zählt")
    there, csv_ = tmp_path / "da.csv", tmp_path / "tabelle.csv"
    there.write_text("mine")
    csv_.write_text("Aussage\nZu teuer\n")
    for args in (["export", "-o"], ["import", str(csv_), "--yes", "--save-map"]):
        for path, words in ((there, "gibt es schon"), (tmp_path / "nix" / "x.csv", "Den Ordner"), (tmp_path, "ist ein Ordner")):
            code, _, err = call("evidence", *args, str(path))
            assert code == 2
            assert words in err
            assert str(path) in err
    assert there.read_text() == "mine"
    assert call("evidence", "export", "-o", str(there), "--force")[0] == 0


def test_a_full_disk_is_said_with_the_name_of_the_file(tmp_path, call, monkeypatch):
    call("evidence", "add", "Umsatz zählt")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / ".0123.part"))

    monkeypatch.setattr("assistant.edge.files._write", full)
    code, _, err = call("evidence", "export", "-o", str(tmp_path / "x.csv"))
    assert code == 5
    assert "x.csv" in err
    assert ".part" not in err


def test_a_person_is_deleted_from_conversations_too(call):
    """Asked first where somebody can answer; told how many conversations, and what was not looked through."""
    call("evidence", "add", "Eva Sommer will Ersatz", "--person", "Eva Sommer")
    code, _, err = call("evidence", "delete", "--person", "Eva Sommer", "--yes")
    assert code == 0
    assert "Gespräche, in denen Name oder Pseudonym vorkam: 0." in err
    assert "Nicht gesucht: der Vorname allein. Nicht durchsucht: Kopien, Sicherungen und Papiere" in err
    _, _, err = call("evidence", "delete", "--person", "P-AAAAA-BBBBB", "--yes", lang="en")
    assert "Only the pseudonym was looked for" in err


def test_a_store_that_cannot_be_written_is_said(tmp_path, call):
    (tmp_path / "data").write_text("a file where a folder should be")
    code, out, err = call("evidence", "add", "Umsatz zählt")
    assert (code, out) == (5, "")
    assert err.startswith("Nicht gespeichert:")


def test_broken_lines_are_named_and_the_rest_counts(data, call):
    filled(data)
    with (data / "statements.jsonl").open("a") as file:
        file.write("{kaputt}\n")
    code, out, err = call("words", "Rentabilität")
    assert (code, "28 von 40" in out) == (3, True)
    assert "statements.jsonl:44: Diese Zeile ist keine Aussage" in err


@pytest.mark.parametrize(("lang", "mark"), [("de", "INTERVIEW-LEITFADEN · ERP-Ablösung"), ("en", "INTERVIEW GUIDE · ")])
def test_the_guide_holds_to_its_own_rules(data, call, lang, mark):
    filled(data)
    code, out, _ = call("interview", "--job", "erp-replacement", lang=lang)
    assert code == 0
    assert out.startswith(mark)
    found, count = check_questions(out.splitlines())
    assert count >= 18
    assert found == ()


def test_questions_of_ones_own_are_checked(tmp_path, call):
    path = tmp_path / "fragen.txt"
    path.write_bytes("Was war der Anlass?\nFinden Sie nicht auch, dass unsere Lösung hilft?\n".encode("cp1252"))
    code, out, err = call("interview", "--check", str(path))
    assert code == 1
    assert [x.partition("fragen.txt")[2][:3] for x in out.splitlines()] == [":2:", ":2:"]
    assert "1 von 2 Fragen lenken oder verkaufen." in err
    path.write_text("Was war der Anlass?\n")
    assert call("interview", "--check", str(path))[0] == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_fault_and_every_problem_has_words(language):
    renderer = open_drawer(language).renderer
    part = renderer._module  # noqa: SLF001 the tables behind the words
    for code in CODES_OF_FAULTS:
        assert renderer.part(Part("evidence/add-fault", {"fault": Fault("role", "x", code)}))
    assert set(part("evidence").fields) == set(FIELDS)
    assert set(part("words").faults) == set(CODES)
    for file in ("evidence_tables", "evidence_maps", "evidence_store", "lemma_lists"):
        source = (ROOT / "assistant/edge" / f"{file}.py").read_text(encoding="utf-8")
        for code in re.findall(r'Problem\(\s*"([\w-]+)"', source):
            assert hasattr(part("evidence"), code.replace("-", "_")), code
    for file in ("evidence", "evidence_import", "evidence_review", "words"):
        source = (ROOT / "assistant/doors" / f"{file}.py").read_text(encoding="utf-8")
        for name in re.findall(r'"((?:evidence|words)/[\w-]+)"', source):
            folder, _, macro = name.partition("/")
            assert hasattr(part(folder), macro.replace("-", "_")), name


def test_what_was_heard_in_a_conversation_is_kept_as_a_sellers_report(data, office):
    from assistant.doors import line  # noqa: PLC0415 the only tests here that need the conversation

    lines = ["ERP Wartung läuft aus, mit dem CFO", '/gehört "wir reden von Rentabilität"', "/gehört", "/heard: „they want ROI“"]
    answers = list(line.chat(office, lines))
    assert "Notiert als Bericht aus dem Vertrieb (D), nicht als Kundenstimme: „wir reden von Rentabilität“" in answers[2]
    assert "Was haben Sie gehört?" in answers[3]
    first, second = Store([data]).load().statements.values()
    assert (first.text, first.role, first.speaker, first.collection) == ("wir reden von Rentabilität", "finance", Speaker.SELLER, Collection.CALL_NOTES)
    assert (first.job, second.text, second.language) == ("erp-replacement", "they want ROI", "en")


@pytest.mark.usefixtures("data")
def test_what_cannot_be_kept_is_said_in_the_conversation(office, tmp_path):
    from assistant.doors import line  # noqa: PLC0415 the only tests here that need the conversation

    (tmp_path / "data").write_text("")
    answers = list(line.chat(office, ["/gehört wir reden von Gewinn"]))
    assert "Nicht gespeichert" in answers[1]


def test_all_that_can_be_done_stands_in_the_help():
    for lang in ("de", "en"):
        usage = (ROOT / "messages" / lang / "usage.txt").read_text(encoding="utf-8")
        assert all(what in usage for what in WHATS)
