"""Makes a failing storm as small as it goes: fewer people, less time, and none but the faults it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import ceil

from fieldcomm.storm.faults import from_earlier
from fieldcomm.storm.options import Options
from fieldcomm.storm.seeds import Outcome

MOST = 150  # storms played for it; then the smallest failing one so far will do
EARLIER = (7 * 86_400, 600, 0)  # seconds
NONE = 0  # `--only 0`: no fault at all is needed
USUAL = Options().lists_late
Plays = Callable[[Options], Outcome]


def shrunk(plays: Plays, failed: Outcome, most: int = MOST) -> Outcome:
    """The smallest storm found that fails in the same way. `plays` plays one on fresh ground."""
    return _Shrinker(plays, failed, most).smallest()


def command(options: Options) -> str:
    """What plays exactly this storm again."""
    words = ["fieldcomm storm", f"--customers {options.customers}", f"--days {options.days}"]
    if options.hours is not None:
        words.append(f"--hours {options.hours:g}")
    words.append(f"--seed {options.seed}")
    if options.pace != Options().pace:
        words.append(f"--pace {options.pace:g}")
    if options.faults is not None:
        words.append(f"--faults {options.faults}")
    if options.only is not None:
        words.append(f"--only {','.join(map(str, sorted(options.only or {NONE})))}")
    if options.lists_late != USUAL:
        words.append(f"--lists-late {options.lists_late.total_seconds():g}")
    return " ".join(words)


class _Shrinker:
    def __init__(self, plays: Plays, failed: Outcome, most: int) -> None:
        self._plays, self._best, self._left = plays, failed, most
        self._ways = _ways(failed)

    def smallest(self) -> Outcome:
        self._town(lambda smaller: replace(smaller, only=None))  # others meet other faults
        self._none_but_needed()
        self._town(lambda smaller: smaller)
        return self._best

    def _fails(self, options: Options) -> bool:
        """Also keeps what was found."""
        if self._left <= 0:
            return False
        self._left -= 1
        outcome = self._plays(options)
        if not self._ways & _ways(outcome):
            return False
        self._best = outcome
        return True

    def _town(self, under: Callable[[Options], Options]) -> None:
        """Fewer people and less time; `under` says with which faults."""
        options = self._best.options
        for days in range(1, options.days):
            if self._fails(under(replace(options, days=days))):
                break
        options = self._best.options
        for customers in _fewer(options.customers):
            if self._fails(under(replace(options, customers=customers))):
                break
        options = self._best.options
        for hours in _fewer(ceil(options.hours or 17.5)):
            if self._fails(under(replace(options, hours=float(hours)))):
                break

    def _none_but_needed(self) -> None:
        """Where one that only delayed things is left out, what another was to befall has come and gone
        before its time. So it may strike earlier too, if the storm still fails; first at any time."""
        if self._keeps([]):
            return
        struck = self._best.struck
        for earlier in EARLIER:
            if self._keeps(from_earlier(struck, earlier)):
                self._minimal()
                return

    def _minimal(self) -> None:
        """Zeller's ddmin over what struck."""
        needed, parts = self._needed(), 2
        while len(needed) >= 2:
            pieces = _cut(needed, parts)
            smaller = next((kept for kept in _candidates(pieces) if self._keeps(kept)), None)
            if smaller is not None:
                needed = self._needed()
                parts = max(2, min(parts - 1, len(needed)))
            elif parts < len(needed):
                parts = min(len(needed), parts * 2)
            else:
                break

    def _keeps(self, numbers: Iterable[int]) -> bool:
        return self._fails(replace(self._best.options, only=frozenset(numbers)))

    def _needed(self) -> list[int]:
        """Of those allowed, the ones that struck in the best storm so far."""
        return sorted(self._best.struck)


def _ways(outcome: Outcome) -> set[str]:
    """How it failed, whomever it befell: `twice`, `lost`, ..."""
    return {line.partition(":")[0] for line in outcome.wrong}


def _fewer(n: int) -> list[int]:
    """From the smallest up, each twice the one before."""
    found, size = [], 1
    while size < n:
        found.append(size)
        size *= 2
    return found


def _cut(items: list[int], parts: int) -> list[list[int]]:
    step, over = divmod(len(items), parts)
    pieces, at = [], 0
    for n in range(parts):
        end = at + step + (n < over)
        pieces.append(items[at:end])
        at = end
    return [piece for piece in pieces if piece]


def _candidates(pieces: list[list[int]]) -> list[list[int]]:
    """Each piece alone, then all but each."""
    if len(pieces) == 2:
        return pieces
    rests = [
        [item for piece in pieces if piece is not left_out for item in piece] for left_out in pieces
    ]
    return pieces + rests
