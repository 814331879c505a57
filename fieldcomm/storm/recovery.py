"""How long everything that stood open when the faults ended took to be done."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.storm.world import World

# Held texts wait for their time, and what the provider has taken is out of our hands.
_LEFT = (
    "SELECT 1 FROM messages WHERE direction = 'out' AND created_at <= :since"
    " AND state IN ('queued', 'attempting', 'unknown')"
    " UNION ALL SELECT 1 FROM inbox WHERE state = 'unread' AND arrived_at <= :since LIMIT 1"
)
_READ = "SELECT count(*) AS n FROM inbox WHERE sid = ANY(:sids) AND state <> 'unread'"


class Recovery:
    """From the end of the faults until nothing of before was left; None: it never was.

    `took`: of what we had in hand; `fetched_in`: of texts to us that only polling could bring.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._since: datetime | None = None
        self.took: timedelta | None = None
        self.fetched_in: timedelta | None = None

    def begins(self, now: datetime) -> None:
        self._since = now

    def is_over(self, now: datetime) -> bool:
        """Whether nothing is left to do at all, of before the end of the faults or after it."""
        assert self._since is not None
        if self.took is None and not self._left(self._since):
            self.took = now - self._since
        if self.fetched_in is None and not self._swallowed(self._since):
            self.fetched_in = now - self._since
        if self.took is None or self.fetched_in is None:
            return False
        return not self._left(now) and not self._swallowed(now)

    def _left(self, since: datetime) -> bool:
        return bool(self._world.rows(_LEFT, since=since))

    def _swallowed(self, since: datetime) -> bool:
        written = [one.sid for one in self._world.provider.written if one.at <= since]
        return bool(self._world.rows(_READ, sids=written)[0].n < len(written))
