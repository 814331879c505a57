"""Who is writing, told between the web's processes through Redis."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from fieldcomm.services.presence import LASTS
from fieldcomm.worker.bell import PREFIX


class RedisPresence:
    """One hash a job, gone ten seconds after the last sign. Without Redis nobody seems to write."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._away_until: datetime | None = None

    def seen(self, code: str, user_id: int, name: str, at: datetime) -> None:
        def write() -> None:
            with self._redis.pipeline(transaction=False) as pipe:
                pipe.hset(_key(code), str(user_id), f"{at.timestamp():.3f} {name}")
                pipe.expire(_key(code), int(LASTS.total_seconds()))
                pipe.execute()

        self._ask(write, at)

    def others(self, code: str, user_id: int, at: datetime) -> list[str]:
        found: dict[bytes, bytes] = self._ask(lambda: self._redis.hgetall(_key(code)), at) or {}
        names = []
        for who, value in found.items():
            when, _, name = value.decode().partition(" ")
            if int(who) != user_id and at.timestamp() - float(when) < LASTS.total_seconds():
                names.append(name)
        return sorted(names)

    def _ask(self, what: Any, at: datetime) -> Any:
        if self._away_until is not None and at < self._away_until:
            return None
        try:
            return what()
        except RedisError:
            self._away_until = at + LASTS  # a page must not wait for it each time
            return None


def _key(code: str) -> str:
    return f"{PREFIX}-writing-{code}"
