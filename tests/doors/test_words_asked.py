"""Customers' words counted in the conversation: the report of the command, in every door, without a quote."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from assistant.core.evidence import Collection, Speaker
from assistant.core.statements import Saying
from assistant.doors import line, machine
from assistant.doors.browser.form import Engine
from assistant.edge.evidence_keeper import turn
from assistant.edge.evidence_store import Store
from tests.data.complete import ROOT

TOPIC = "ERP Wartung läuft aus, mit dem CFO"
MINE = ("assistant.edge.evidence_words", "assistant.edge.evidence_store", "assistant.core.word_counts", "assistant.core.lemmas")


def voices(text, count, start=0, **more):
    fields = {"speaker": Speaker.CUSTOMER, "collection": Collection.INTERVIEW, "when": date(2026, 6, 1), "role": "finance", "job": "erp-replacement", **more}
    return [Saying(f"s-{start + i:04}", text, "de", **fields) for i in range(count)]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The folder of the statements; forty voices are in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "data" / "buyer-enablement-assistant" / "evidence"
    said = voices("Wir reden von Rentabilität, sagt der Chef.", 28) + voices("Die Profitabilität sinkt.", 4, 100)
    said += voices("Der Umsatz, die Rendite.", 8, 200, role="it")
    said += voices("die sagen Rentabilität", 3, 300, speaker=Speaker.SELLER, collection=Collection.CALL_NOTES)
    Store([folder]).add(said)
    return folder


@pytest.fixture
def nobody(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def talk(office, *lines):
    """The answers to these lines."""
    return list(line.chat(office, lines))[1:]


REPORT = """\
Assistent: WORTE DER KUNDEN · Rentabilität oder Rendite

Gezählt: 40 Kundenstimmen in 40 Aussagen, genau nach Wortliste, nichts Ähnliches. Daneben 3 Berichte aus dem Vertrieb, nicht mitgezählt.
  Rentabilität                 28 von 40 (70 %), Vertrieb 3  [A]
  Wirtschaftlichkeit           0 von 40 (0 %)
  Profitabilität               4 von 40 (10 %)  [A]
  Gewinn                       0 von 40 (0 %)
  Marge                        0 von 40 (0 %)
  Rendite                      8 von 40 (20 %)  [A]
  „Rendite“ steht in keiner Wortliste: Gezählt ist nur genau diese Form.

JE GRUPPE
  Thema ERP-Ablösung: 28 von 40 (70 %)
  Rolle Finanzen (CFO): 28 von 32 (88 %)
  Rolle IT-Leitung (CIO): 0 von 8; dort häufiger: Rendite, 8 von 8
  Kein Test: Er braucht auf beiden Seiten mindestens 30 Stimmen.

WELCHES WORT
  Rentabilität. Der Vorsprung vor Rendite ist kaum Zufall (p = 0,001, Vorzeichentest, exakt).

KEIN SYNONYM
  Rentabilität: Gewinn im Verhältnis zum eingesetzten Kapital  [F]
  nicht dasselbe: Wirtschaftlichkeit, Nutzen im Verhältnis zum Aufwand  [F]
  nicht dasselbe: Profitabilität, ob Betrieb oder Sparte Gewinn abwirft  [F]
  nicht dasselbe: Gewinn, ein Betrag  [F]
  nicht dasselbe: Marge, ein Anteil am Umsatz oder Preis  [F]

O-TON
  Weil Gespräche aufgehoben werden, stehen hier keine Zitate. Alle zeigt: assistant words Rentabilität

STAND
  Schwächster gezählter Beleg: A.
Frage 1/3: """


@pytest.mark.usefixtures("data")
def test_the_report_in_the_conversation(office):
    assert talk(office, "Welches Wort: Rentabilität oder Rendite?")[0].startswith(REPORT)


@pytest.mark.usefixtures("data")
def test_the_words_of_the_topic_without_a_word(office):
    answer = talk(office, TOPIC, "/wörter")[1]
    assert answer.startswith("Assistent: WORTE DER KUNDEN · ERP-Ablösung\n")
    assert "\n  Rentabilität                 28 von 40 (70 %), Vertrieb 3  [A]\n" in answer
    assert "Nicht gesagt: Wirtschaftlichkeit, Gewinn, " in answer
    assert " weitere\n" in answer
    assert "kein Synonym: Rentabilität – " in answer
    assert "meiden: " not in answer  # nobody says it
    assert "Alle zeigt: assistant words --job erp-replacement\n" in answer
    assert "Wie geht es weiter?" in answer


@pytest.mark.usefixtures("data")
def test_in_english(office):
    answer = talk(replace(office, language="en", fixed=True), "/words return on capital")[0]
    assert "return on capital (Rentabilität)             28 of 40 (70 %), sales 3  [A]" in answer
    assert 'shown by: assistant words "return on capital"' in answer


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("text", ["/wörter Rentabilität", "/wörter Umsatz", f"{TOPIC}\n/wörter", "/wörter reden"])
def test_no_sentence_of_a_customer_goes_into_a_conversation_that_is_kept(office, text):
    answers = "\n".join(talk(office, *text.split("\n")))
    assert "WORTE DER KUNDEN" in answers
    assert "sagt der Chef" not in answers
    assert "s-0" not in answers


def test_without_statements_it_says_so_and_how_to_add_some(office, nobody):
    answer = talk(office, "/wörter Rentabilität")[0]
    assert "Keine Kundenstimmen hierzu." in answer
    assert "assistant evidence import DATEI" in answer
    assert "„/gehört …“" in answer
    answer = talk(replace(office, language="en", fixed=True), "/words profitability")[0]
    assert "No customers' voices on this." in answer
    assert "“/heard …”" in answer
    assert not nobody.exists()  # asking leaves no trace


@pytest.mark.usefixtures("nobody")
def test_a_topic_without_voices_still_tells_what_its_playbook_advises_on_the_word(office):
    answer = talk(office, TOPIC, "/wörter Legacy")[1]
    assert "Keine Kundenstimmen hierzu." in answer
    assert "meiden: Legacy, Altlast (stattdessen: heutiges System, bisheriges System)" in answer
    assert "Was das Playbook sagt".upper() not in talk(office, TOPIC, "/wörter")[1]


@pytest.mark.usefixtures("data")
def test_what_only_sellers_report_counts_as_no_customers_word(office, data):
    Store([data]).path.unlink()
    answer = talk(office, "/gehört „wir reden von Rentabilität“", "/wörter Rentabilität")[1]
    assert "Keine Kundenstimmen hierzu, nur Berichte aus dem Vertrieb (1)" in answer


def test_statements_beside_the_playbooks_count_too(office, tmp_path, nobody):
    Store([tmp_path / "own" / "evidence"]).add(voices("Die Rentabilität.", 2))
    assert "2 von 2" in talk(replace(office, folders=(tmp_path / "own",)), "/wörter Rentabilität")[0]
    assert not nobody.exists()


def test_broken_lines_are_named_and_the_rest_counts(office, data):
    with (data / "statements.jsonl").open("a", encoding="utf-8") as file:
        file.write("nichts\n" * 5)
    answer = talk(office, "/wörter Rentabilität")[0]
    assert "28 von 40" in answer
    assert answer.count("keine Aussage") == 3
    assert "… und 2 weitere." in answer


@pytest.mark.usefixtures("data")
def test_with_many_groups_the_smaller_ones_are_counted_only(office, data):
    Store([data]).add([x for n in range(9) for x in voices("Die Rentabilität.", 1, 500 + n, segment=f"Zweig {n}", job="", role="")])
    answer = talk(office, "/wörter Rentabilität")[0]
    assert "  … und 6 weitere: assistant words Rentabilität\n" in answer
    assert answer.count("Zweig ") == 3


@pytest.mark.usefixtures("data")
def test_as_one_line_and_as_json(office):
    assert "28 von 40" in line.ask(office, "/wörter Rentabilität")
    said = json.loads(next(machine.chat(office, io.StringIO("/wörter Rentabilität\n"))))
    assert "28 von 40" in said["say"]


@pytest.mark.usefixtures("data")
async def test_in_the_simple_mode(office):
    engine = Engine(office)
    conversation, _ = await engine.open("de")
    _, shown = await engine.hear(conversation, "/wörter Rentabilität")
    assert "28 von 40" in shown.before


@pytest.mark.usefixtures("data")
def test_terms_are_shown_as_they_are_typed(office):
    assert "· [b]{{ 7*7 }}</b>" in talk(office, "/wörter [b]{{ 7*7 }}</b>")[0]


@pytest.mark.usefixtures("data")
def test_a_quiz_goes_on_where_it_was(office):
    conversation, _ = turn(office, office.begin(), "quiz")
    after, say = turn(office, conversation, "/wörter Rentabilität")
    assert after == conversation
    assert say.parts[-1].name == "quiz/question"


def test_a_start_and_its_lines_do_not_load_what_counts(tmp_path):
    code = (
        "import sys; from assistant.cli import main\n"
        "try: main(['chat', '--plain'])\nexcept SystemExit: pass\n"
        f"sys.stderr.write('LOADED ' + ' '.join(m for m in {MINE!r} if m in sys.modules))"
    )
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}

    def loaded(text):
        done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, cwd=ROOT, env=env, timeout=180, check=True)
        return done.stderr.rpartition("LOADED ")[2].split()

    assert loaded("stanze defekt\nende\n") == []
    assert loaded("/wörter Rentabilität\nende\n") == list(MINE)
