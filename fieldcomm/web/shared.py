"""What is made once for all who ask for the same at the same moment.

When something changes, every open board asks again within a second or two. The first of them has
it made; the others get what was made, as long as it is not a moment old.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
MOMENT = timedelta(seconds=1)  # machine time: "late" must not lag behind the clock
KEPT = 16  # different ones at a time


@dataclass(slots=True)
class _Made(Generic[T]):
    """`making` is held by whoever makes it; the others wait for what comes of it."""

    begun: datetime
    making: Lock = field(default_factory=Lock)
    what: T | None = None


class Shared(Generic[T]):
    """Thread-safe. The key has to say everything that what is made depends on, but the time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Made[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, now: datetime, make: Callable[[], T]) -> T:
        """What `make` gives, or gave another a moment before. Whatever `make` raises is not kept."""
        made = self._made(key, now)
        with made.making:
            if made.what is None:
                made.what = make()
            return made.what

    def _made(self, key: Hashable, now: datetime) -> _Made[T]:
        with self._lock:
            found = self._kept.get(key)
            if found is None or not timedelta() <= now - found.begun < MOMENT:
                self._kept[key] = found = _Made(now)
            self._kept.move_to_end(key)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found
