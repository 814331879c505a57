"""What can go wrong on demand: which calls it hits, how often, and how."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fieldcomm.clock import Entropy


class Kind(StrEnum):
    DROP_ANSWER = "drop_answer"  # taken, then the line goes dead
    DROP_REQUEST = "drop_request"  # the line goes dead before anything is taken
    THROTTLE = "throttle"  # 429, 20429
    SERVER_ERROR = "server_error"  # `status`, 20500; with `accepted`, taken all the same
    HTML = "html"  # `status` and a page no SDK can read; with `accepted`, taken all the same
    REFUSE = "refuse"  # `code`, with its usual or the given `status`
    SLOW = "slow"  # taken at once, answered after `ms`
    EARLY_CALLBACK = "early_callback"  # `sent` is called back before the create is answered
    DUPLICATE_CALLBACKS = "duplicate_callbacks"
    REORDER_CALLBACKS = "reorder_callbacks"  # `delivered` is called back before `sent`
    LOSE_CALLBACKS = "lose_callbacks"
    UNDELIVERED = "undelivered"  # sent, then undelivered with `code`
    FAILED = "failed"  # never sent; `code`
    LIST_LAG = "list_lag"  # hidden from lists for up to `seconds`
    DOWN = "down"  # connections refused for `seconds`, at once


# Of these only one can happen to a call; the first that hits does.
ANSWERS = frozenset(
    {Kind.DROP_ANSWER, Kind.DROP_REQUEST, Kind.THROTTLE, Kind.SERVER_ERROR, Kind.HTML, Kind.REFUSE}
)
# These stay with the message that was taken.
QUIRKS = frozenset(
    {
        Kind.DUPLICATE_CALLBACKS,
        Kind.REORDER_CALLBACKS,
        Kind.LOSE_CALLBACKS,
        Kind.UNDELIVERED,
        Kind.FAILED,
    }
)


@dataclass(slots=True)
class Fault:
    """`on`: create, list, fetch, update or account. `count`: how many calls, None for all."""

    kind: Kind
    on: str = "create"
    to: str | None = None
    probability: float = 1.0
    count: int | None = None
    ms: int = 0
    seconds: float = 0.0
    code: int | None = None
    status: int | None = None
    accepted: bool = False

    def shown(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


_HTTP = [status.value for status in HTTPStatus if status >= 200]
_TYPES: dict[str, tuple[type, ...]] = {
    "on": (str,),
    "to": (str,),
    "probability": (int, float),
    "count": (int,),
    "ms": (int,),
    "seconds": (int, float),
    "code": (int,),
    "status": (int,),
    "accepted": (bool,),
}


def parse_fault(wanted: dict[str, Any]) -> Fault:
    """Raises ValueError with every problem."""
    wanted = {name: value for name, value in wanted.items() if value is not None}
    kind = str(wanted.pop("kind", ""))
    problems = [] if kind in list(Kind) else [f"kind is one of {', '.join(Kind)}"]
    problems += [
        f"{name} cannot be {value!r}"
        for name, value in wanted.items()
        if not isinstance(value, _TYPES.get(name, ())) or (name == "status" and value not in _HTTP)
    ]
    if problems:
        raise ValueError("; ".join(problems))
    return Fault(Kind(kind), **wanted)


class Faults:
    """The faults switched on, in order. Draws come from seeded entropy, so a run replays."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self.active: list[Fault] = []

    def draw(self, on: str, to: str | None = None) -> list[Fault]:
        """The faults that hit this call."""
        hit: list[Fault] = []
        answered = False
        for fault in self.active:
            if fault.on not in (on, "*") or fault.to not in (None, to) or fault.count == 0:
                continue
            if (fault.kind in ANSWERS and answered) or not self._strikes(fault):
                continue
            if fault.count is not None:
                fault.count -= 1
            answered = answered or fault.kind in ANSWERS
            hit.append(fault)
        return hit

    def _strikes(self, fault: Fault) -> bool:
        if fault.probability >= 1:
            return True
        return self._entropy.below(1_000_000) < fault.probability * 1_000_000
