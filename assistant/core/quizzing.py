"""The quiz as part of the conversation: started, answered with a digit or in words, ended with its score kept."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.dialogue import Choice, Part, Say, State
from assistant.core.questions import Result, conclude, open_question
from assistant.core.quiz import Question, Quiz, begin, questions
from assistant.core.quiz import open_question as open_quiz
from assistant.core.turns import Turn, open_parts, quiz_part


def _choices(question: Question) -> tuple[Choice, ...]:
    return tuple(Choice("quiz", option) for option in question.options)


def start(turn: Turn) -> Result:
    """A new quiz, on the topic of the brief where there is one; one that runs goes on."""
    state = turn.state
    if state.quiz:
        return state, Say(*open_parts(turn.desk, state))
    quiz = begin(turn.library, turn.desk.today.toordinal(), len(state.scores), state.brief.playbook or "")
    if quiz is None:
        return state, Say((Part("quiz/no-quiz"), Part("anything-else")), state.choices)
    state = _at(turn, state, quiz)
    return state, Say((Part("quiz/start", {"topic": quiz.topic}), *open_parts(turn.desk, state)[0]), state.choices)


def _at(turn: Turn, state: State, quiz: Quiz) -> State:
    question = open_quiz(turn.library, quiz)
    return replace(state, quiz=quiz, choices=_choices(question) if question else ())


def take(turn: Turn, choice: Choice | None) -> Result:
    """An answer (None = not known): right or wrong, why, from which source, and the next question or the score."""
    state = turn.state
    quiz = state.quiz
    question = open_quiz(turn.library, quiz) if quiz else None
    if quiz is None or question is None:
        return end(turn)
    right = choice is not None and choice.id == question.options[question.right]
    sources = tuple(
        s for i in question.sources if (s := turn.library.source(turn.library.playbooks[question.book], i))
    )
    facts = {
        "right": right, "known": choice is not None, "question": question, "answer": question.options[question.right],
        "sources": sources,
    }  # fmt: skip
    said = Part("quiz/verdict", facts)
    quiz = replace(quiz, at=quiz.at + 1, right=quiz.right + right)
    state = _at(turn, state, quiz)
    if part := quiz_part(turn.desk, state):
        return state, Say((said, part), state.choices)
    return end(replace(turn, state=state), said)


def ended(state: State) -> tuple[State, Part | None]:
    """The state without its quiz, the score kept; the words for it where something was answered."""
    quiz = state.quiz
    if quiz is None:
        return state, None
    scores = (*state.scores, (quiz.right, quiz.at)) if quiz.at else state.scores
    return replace(state, quiz=None, choices=(), scores=scores), Part("quiz/ended", {"right": quiz.right, "of": quiz.at})


def end(turn: Turn, *parts: Part) -> Result:
    """Ends the quiz: the score, then what was open before."""
    whole = bool(turn.state.quiz and turn.state.quiz.at >= len(questions(turn.library, turn.state.quiz)))
    state, score = ended(turn.state)
    said = [*parts, *([score] if score else [])]
    if open_question(state.brief) and not (state.asked or state.brief.playbook):  # nothing was begun before the quiz
        state = replace(state, choices=(Choice("purpose", "quiz"), Choice("purpose", "map")))
        return state, Say((*said, Part("ask-after-quiz" if whole else "ask-tour")), state.choices)
    return conclude(turn.desk, state, said, show=False)
