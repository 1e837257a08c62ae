"""The quiz: five questions from the playbooks, the same for the same seed, true by the playbook, honest about made-up ones."""

from __future__ import annotations

import pytest

from assistant.core.evidence import grade, weakest
from assistant.core.quiz import LENGTH, Quiz, begin, questions
from assistant.core.quiz import open_question as open_
from tests.conftest import Talk


def open_question(library, quiz):
    assert quiz is not None
    return open_(library, quiz)


def started(library, day, played):
    quiz = begin(library, day, played)
    assert quiz is not None
    return quiz


SEEDS = range(73_950_000, 73_950_040)


@pytest.mark.parametrize("topic", ["", "stamping-press", "people-development", "freemium-tool"])
def test_five_different_questions_with_their_answer_among_the_options(library, topic):
    for seed in SEEDS:
        asked = questions(library, Quiz(seed, topic))
        assert len(asked) == LENGTH
        assert len({(q.kind, q.said, q.about, q.book) for q in asked}) == LENGTH
        for q in asked:
            assert 2 <= len(q.options) <= 4
            assert len(set(q.options)) == len(q.options)
            assert 0 <= q.right < len(q.options)
            assert not topic or q.book == topic


def test_the_right_answer_is_right_by_the_playbook(library):
    for seed in SEEDS:
        for q in questions(library, Quiz(seed)):
            book = library.playbooks[q.book]
            slot, _, id_ = q.options[q.right].partition(":")
            if q.kind == "trigger":
                phrases = book.trigger(id_).phrases
                assert q.said.de in phrases.de
                assert q.said.en in phrases.en
            elif q.kind == "role":
                assert q.said in [s.text for s in book.member(id_).pains]
            elif q.kind == "phase":
                assert q.said == library.phases[id_].needs.text
            elif q.kind == "word":
                kinds = [book.terms[int(o.rpartition(":")[2])].kind for o in q.options]
                assert kinds.count("avoid") == 1
                assert kinds[q.right] == "avoid"
            elif q.kind == "format":
                assert q.about in library.formats[id_].new_in
                assert all(q.about not in library.formats[o.partition(":")[2]].new_in for o in q.options if o != q.options[q.right])
            else:
                assert (q.kind, slot) == ("entry", "phase")


def test_the_grade_is_that_of_the_sources(library):
    kinds = set()
    for seed in SEEDS:
        for q in questions(library, Quiz(seed)):
            book = library.playbooks[q.book]
            found = [s for i in q.sources if (s := library.source(book, i))]
            assert q.grade == weakest(map(grade, found))
            kinds.add((q.kind, q.grade))
    assert ("trigger", "Z") in kinds
    assert ("format", "E") in kinds


@pytest.mark.parametrize(("language", "words"), [("de", "erfundenes Beispiel"), ("en", "made-up example")])
def test_a_made_up_sentence_says_so(desk, office, language, words):
    talk = Talk(desk)
    talk.say("quiz")
    while open_question(desk.library, talk.state.quiz).kind != "trigger":
        talk.say("weiß nicht")
    question = open_question(desk.library, talk.state.quiz)
    say = talk.say("1")
    text = office.renderer.in_(language).part(say.parts[0])
    assert (words in text) == (question.grade == "Z")


def test_the_same_seed_asks_the_same_and_the_next_day_asks_otherwise(library):
    assert questions(library, Quiz(7)) == questions(library, Quiz(7))
    assert begin(library, 739_000, 0) == begin(library, 739_000, 0)
    assert begin(library, 739_000, 0) != begin(library, 739_000, 1)
    assert questions(library, started(library, 739_000, 0)) != questions(library, started(library, 739_001, 0))


def test_answers_are_not_always_at_the_same_place(library):
    places = {q.right for seed in SEEDS for q in questions(library, Quiz(seed))}
    assert places == {0, 1, 2, 3}


def test_a_whole_quiz_counts_what_was_right(talk: Talk, desk):
    talk.say("quiz")
    for _ in range(LENGTH):
        question = open_question(desk.library, talk.state.quiz)
        talk.say(str(question.right + 1))
        assert talk.last.parts[0].facts["right"]
    assert talk.state.quiz is None
    assert talk.state.scores == ((5, 5),)


def test_an_answer_may_be_typed(talk: Talk, desk, office):
    talk.say("quiz")
    question = open_question(desk.library, talk.state.quiz)
    talk.say(office.renderer.choice(talk.state.choices[question.right], talk.state.brief))
    assert talk.state.quiz.right == 1


def test_without_playbooks_there_is_no_quiz():
    from assistant.core.playbook import Library  # noqa: PLC0415 beside its only use

    assert begin(Library(), 1, 0) is None
