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
    """`took`: from the end of the faults until nothing of before was left; None: it never was."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._since: datetime | None = None
        self.took: timedelta | None = None

    def begins(self, now: datetime) -> None:
        self._since = now
        self.look(now)

    def look(self, now: datetime) -> None:
        if self._since is None or self.took is not None:
            return
        written = [one.sid for one in self._world.provider.written if one.at <= self._since]
        read = self._world.rows(_READ, sids=written)[0].n
        if read == len(written) and not self._world.rows(_LEFT, since=self._since):
            self.took = now - self._since
