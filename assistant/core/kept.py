"""What a state holds besides its slots, taken up again from plain data: purpose, tone, mentions, quiz, scores, gaps, wish.

The counterpart of what `State.to_dict` and `Brief.ids` write. Old data lacks these keys; then nothing was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.core.gaps import Gap
from assistant.core.papers.kinds import KINDS
from assistant.core.papers.request import Request
from assistant.core.purpose import PURPOSES, TONES
from assistant.core.quiz import LENGTH, Quiz

FILLED_BY_CHOICE = ("purpose", "example", "more", "quiz")  # slots of quick replies that are no slots of the brief


def brief_extras(ids: Mapping[str, Any]) -> dict[str, Any]:
    """The further fields of `Brief`, for `replace` or its constructor. Raises ValueError for what is none."""
    purpose, tone = ids.get("purpose"), ids.get("tone")
    if purpose not in (None, *PURPOSES) or tone not in (None, *TONES):
        raise ValueError(purpose, tone)
    return {"purpose": purpose, "tone": tone, "mentioned": tuple(map(_text, _list(ids.get("mentioned", ()))))}


def state_extras(data: Mapping[str, Any]) -> dict[str, Any]:
    """The further fields of `State`, for `replace` or its constructor. Raises ValueError for what is none."""
    try:
        scores = tuple((int(right), int(of)) for right, of in data.get("scores", ()))
        gaps = tuple(Gap(_text(b), _text(p), _text(phase)) for b, p, phase in data.get("gaps", ()))
        return {"quiz": _quiz(data.get("quiz")), "scores": scores, "gaps": gaps, "wish": _wish(data.get("wish"))}
    except (TypeError, KeyError) as error:
        raise ValueError(error) from error


def _quiz(said: Any) -> Quiz | None:
    if said is None:
        return None
    seed, topic, at, right = said
    quiz = Quiz(int(seed), _text(topic), int(at), int(right))
    if not 0 <= quiz.right <= quiz.at <= LENGTH:
        raise ValueError(said)
    return quiz


def _wish(said: Any) -> Request | None:
    if said is None:
        return None
    request = Request.from_dict(said)
    if request.kind not in KINDS:
        raise ValueError(request.kind)
    return request


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 one kind of error for all that is no state
    return value


def _list(values: Any) -> Iterable[Any]:
    if isinstance(values, (list, tuple)):
        return values
    raise ValueError(values)
