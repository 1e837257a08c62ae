"""The seats: at most so many conversations at once, each of them ended when nobody uses it any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Literal, Protocol

Why = Literal["left", "failed", "idle", "gone", "stopping"]
PATIENCE = 120.0  # seconds a conversation without a page keeps its seat when others are waiting


class Seat(Protocol):
    """One conversation. `used` and `alone_since` are seconds of the clock; alone_since is None while a page shows it."""

    used: float
    alone_since: float | None

    async def end(self, why: Why) -> None:
        """Ends it and waits until nothing of it is left."""


class Seats:
    """The conversations by their number."""

    def __init__(self, most: int, idle: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.idle = idle
        self.clock = clock
        self._taken: dict[str, Seat] = {}

    def __len__(self) -> int:
        return len(self._taken)

    def get(self, number: str) -> Seat | None:
        return self._taken.get(number)

    def give(self, number: str, seat: Seat) -> None:
        self._taken[number] = seat

    def free(self, number: str, seat: Seat) -> None:
        """Frees the seat if it is still this one's."""
        if self._taken.get(number) is seat:
            del self._taken[number]

    async def room(self) -> bool:
        """Whether one more can sit down. A conversation whose page is long gone gives way."""
        if len(self._taken) < self.most:
            return True
        now = self.clock()
        alone = [(s.alone_since, n) for n, s in self._taken.items() if s.alone_since is not None]
        waiting = sorted(pair for pair in alone if now - pair[0] >= PATIENCE)
        if waiting:
            await self._end(waiting[0][1], "gone")
        return len(self._taken) < self.most

    async def sweep(self) -> None:
        """Ends what nobody used for too long."""
        now = self.clock()
        for number in [n for n, s in self._taken.items() if now - s.used >= self.idle]:
            await self._end(number, "idle")

    async def close(self) -> None:
        await asyncio.gather(*(self._end(number, "stopping") for number in list(self._taken)))

    async def _end(self, number: str, why: Why) -> None:
        seat = self._taken.pop(number, None)
        if seat is not None:
            await seat.end(why)
