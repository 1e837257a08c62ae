"""How far a score can be trusted: probabilities and thresholds, measured on the phrases themselves.

A phrase that the head has not seen stands for a text that belongs (leave-one-out); a phrase of a label that the head has
not seen (leave-label-out), and everyday lines, stand for texts that do not. Scales after Platt (1999), each pulled towards
a prior, so that an index of one label or three phrases gets a sane one too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.engine_head import Lessons
from assistant.core.engine_scored import Near, Scored

__all__ = ["Scale", "Signs", "Trust", "fit_scale", "signs"]

Vector = NDArray[np.float64]

SURE = 0.985  # wanted share of right ones among the sure, a little above what is promised
ASK = 0.90  # wanted share of questions with the right one among the rivals
# Weight of all phrases of unseen labels, and of all everyday lines, against that of all phrases that belong.
UNSEEN, EVERYDAY = 0.2, 0.5
RIVALS = 3  # labels that a question offers at most
ENOUGH = 1e-6  # change of a weight at which Newton's method stops
# To be sure takes more: there, what no label covers counts as much as all that belongs; to ask back, it hardly counts.
STRICTLY, HARDLY = 0.5, 0.05


@dataclass(frozen=True, slots=True)
class Scale:
    """Logistic scale: probability = 1 / (1 + exp(-(weights · features + offset)))."""

    weights: tuple[float, ...]
    offset: float

    def __call__(self, *features: float) -> float:
        """Probability 0..1 for the features, in the order of the weights."""
        total = self.offset + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return float(1 / (1 + np.exp(-min(40.0, max(-40.0, total)))))

    def all(self, features: Vector) -> Vector:
        """Probabilities of many examples, features of shape (examples, k)."""
        chance: Vector = 1 / (1 + np.exp(-np.clip(features @ np.array(self.weights) + self.offset, -40, 40)))
        return chance


@dataclass(frozen=True, slots=True)
class Signs:
    """What trust is read from: the top score, its lead over the second, how alike the nearest phrase is."""

    top: float
    lead: float
    alike: float


@dataclass(frozen=True, slots=True)
class Trust:
    """The scales and thresholds of one index."""

    belonging: Scale
    strict: Scale
    rightness: Scale
    presence: Scale
    sure_at: float
    ask_at: float

    def sure(self, seen: Signs) -> bool:
        """Whether the first label can be named without asking."""
        return self.strict(seen.top + seen.alike) * self.right(seen) >= self.sure_at

    def ask(self, seen: Signs) -> bool:
        """Whether it is worth asking which of the first labels is meant."""
        return self.belongs(seen) * self.among(seen) >= self.ask_at

    def belongs(self, seen: Signs) -> float:
        """Probability that a text belongs to any label."""
        return self.belonging(seen.top + seen.alike)

    def right(self, seen: Signs) -> float:
        """Probability that the first label is the right one, if any is."""
        return self.rightness(seen.top, seen.lead)

    def among(self, seen: Signs) -> float:
        """Probability that the right label is among the first three, if any is."""
        return self.presence(seen.top, seen.lead)

    @classmethod
    def prior(cls) -> Trust:
        """What holds before anything was measured."""
        return cls(BELONGS, BELONGS, RIGHT, AMONG, 0.9, 0.6)

    @classmethod
    def measured(cls, lessons: Lessons, near: Near, owner: NDArray[np.int32], strangers: Sequence[Signs]) -> Trust:
        """From what the head says of phrases it had not seen, and of everyday lines."""
        if not len(lessons.rows):
            return cls.prior()
        own = owner[lessons.rows]
        inside = _many(lessons.alone, near.alone)
        outside = _many(lessons.foreign, near.foreign)
        outside = outside[np.isfinite(outside[:, 0])]
        beyond = np.array([[s.top, s.lead, s.alike] for s in strangers]).reshape(-1, 3)
        count = len(inside)
        usual, strictly, hardly = (
            np.concatenate([np.ones(count), _shared(len(outside), share * count), _shared(len(beyond), EVERYDAY * count)])
            for share in (UNSEEN, STRICTLY, HARDLY)
        )
        every = np.concatenate([inside, outside, beyond])
        known, total = np.arange(len(every)) < count, every[:, :1] + every[:, 2:]
        belonging = fit_scale(total, known, usual, BELONGS)
        strict = fit_scale(total, known, strictly, BELONGS)
        place = (lessons.alone > np.take_along_axis(lessons.alone, own[:, None], 1)).sum(1)
        rightness = fit_scale(inside[:, :2], place == 0, usual[:count], RIGHT)
        presence = fit_scale(inside[:, :2], place < RIVALS, usual[:count], AMONG)
        strange = np.zeros(len(every) - count, np.bool_)
        sure = strict.all(total) * rightness.all(every[:, :2])
        sure_at = _cut(sure, np.concatenate([place == 0, strange]), strictly, SURE, (0.5, 0.97))
        ask, left = belonging.all(total) * presence.all(every[:, :2]), sure < sure_at
        ask_at = _cut(ask[left], np.concatenate([place < RIVALS, strange])[left], hardly[left], ASK, (0.2, 0.75))
        return cls(belonging, strict, rightness, presence, sure_at, ask_at)


BELONGS = Scale((3.0,), -6.5)
RIGHT = Scale((1.0, 4.0), -0.5)
AMONG = Scale((2.0, 3.0), 1.5)


def signs(scored: Scored) -> Signs:
    """Signs of one text."""
    order = np.sort(scored.points)[::-1]
    second = float(order[1]) if len(order) > 1 else -1.0
    return Signs(float(order[0]), float(order[0]) - second, scored.alike)


def _many(points: NDArray[np.float32], alike: NDArray[np.float32]) -> Vector:
    """Signs of many texts, shape (texts, 3)."""
    order = np.sort(points.astype(np.float64), axis=1)[:, ::-1]
    second = order[:, 1] if points.shape[1] > 1 else np.full(len(order), -1.0)
    second = np.where(np.isfinite(second), second, -1.0)
    return np.column_stack([order[:, 0], order[:, 0] - second, alike])


def _shared(size: int, weight: float) -> Vector:
    """A weight, shared out evenly."""
    return np.full(size, weight / size if size else 0.0)


def fit_scale(
    features: Vector, truth: NDArray[np.bool_], weight: Vector, prior: Scale, faith: float = 4.0
) -> Scale:
    """Weighted logistic regression, pulled towards `prior` with the strength of about `faith` examples.

    features: (examples, k), may be empty. truth, weight: (examples,).
    """
    start = np.array([*prior.weights, prior.offset])
    if not len(features):
        return prior
    design = np.column_stack([features, np.ones(len(features))])
    spread = np.append(np.maximum(features.std(0), 0.25), 1.0)
    precision = np.diag(faith * spread**2 / 4)

    def cost(weights: Vector) -> float:
        margin = np.where(truth, 1, -1) * (design @ weights)
        return float(weight @ np.logaddexp(0, -margin) + (weights - start) @ precision @ (weights - start) / 2)

    weights, best = start.copy(), cost(start)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -40, 40)))
        slope = design.T @ (weight * (chance - truth)) + precision @ (weights - start)
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + precision
        step = np.linalg.solve(bend, slope)
        while cost(weights - step) > best and np.abs(step).max() > ENOUGH:
            step = step / 2  # Newton's method overshoots where the curve is flat
        weights, best = weights - step, cost(weights - step)
        if np.abs(step).max() < ENOUGH:
            break
    # More similarity never means less trust, whatever a handful of phrases may say.
    return Scale(tuple(max(0.0, float(w)) for w in weights[:-1]), float(weights[-1]))


def _cut(score: Vector, good: NDArray[np.bool_], weight: Vector, wanted: float, within: tuple[float, float]) -> float:
    """The lowest score from which on the share of good ones is as wanted, all higher cuts too; kept `within` bounds.

    Counted as if two bad ones stood on top, so that a few phrases cannot prove much.
    """
    order = np.argsort(-score, kind="stable")
    total = np.cumsum(weight[order])
    share = np.cumsum((weight * good)[order]) / (total + 2 * (1 - wanted) * 10)
    passing = np.flatnonzero(share >= wanted)
    if not len(passing):
        return within[1]
    return float(min(max(score[order[passing[-1]]], within[0]), within[1]))
