"""Folding and tokens: what must look the same does, offsets point into the original text, time is linear."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.words import fold, spans, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Geschäftsführer", "Geschaeftsfuehrer"), ("Straße", "STRASSE"), ("Größe", "groesse"), ("geht's", "gehts"),
        ("don’t", "dont"), ("Ma\u00adschine", "maschine"), ("a\u0308rger", "ärger"), ("ﬁrma", "Firma"), ("Café", "cafe"),
        ("ÄÖÜ", "aeoeue"), ("Ａ", "a"),
    ],
)
def test_same_word_however_written(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AS/400", ["as400"]), ("R/3", ["r3"]), ("S/4HANA", ["s4hana"]), ("SAP R/3", ["sap", "r3"]), ("M365", ["m365"]),
        ("ERP-Ablösung", ["erp", "abloesung"]), ("E-Mail", ["email"]), ("IT-Leiter", ["it", "leiter"]),
        ("Leiter/in", ["leiterin"]), ("Leiter:innen", ["leiterinnen"]), ("Leiter*in", ["leiterin"]),
        ("Leiter(in)", ["leiterin"]), ("z.B. d.h.", ["zb", "dh"]), ("A.B.C.D", ["abcd"]), ("und/oder", ["und", "oder"]),
        ("24/7", ["24", "7"]), ("Kauf- und Mietpreise", ["kauf", "und", "mietpreise"]), ("12.03.2025", ["12", "03", "2025"]),
        ("", []), (" . - _ ", []), ("\x00\x1b[2J", ["2j"]), ("😀", []), ("Ende.", ["ende"]),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@given(st.text())
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_spans_stand_in_order_inside_the_text(text):
    found = spans(text)
    ends = [0]
    for span in found:
        assert ends[-1] <= span.start < span.end <= len(text)
        assert span.form
        ends.append(span.end)
    assert [span.form for span in found] == tokens(text)


@given(st.text(alphabet="abcäöüß ÄÖ", max_size=40))
def test_transcribed_umlauts_give_the_same_tokens(text):
    spelt = text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe"}))
    assert tokens(text) == tokens(spelt)


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "ab/", "a/1", "é", "'", "x(in)", "\u0301", "wort "])
def test_time_is_linear(unit):
    def cost(size):
        began = time.process_time()
        tokens(unit * size)
        return time.process_time() - began

    cost(1000)
    assert cost(80_000) < 30 * max(cost(10_000), 0.002)
