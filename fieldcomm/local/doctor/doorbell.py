"""Is Redis there? Without it everything still happens, a little later."""

from __future__ import annotations

import redis

from fieldcomm.config import Config
from fieldcomm.services.finding import Finding, problem, right

_LATER = "until then the clock does the work, up to 15 seconds later"


def examine_redis(config: Config) -> list[Finding]:
    if config.redis_url is None:
        do = f"set REDIS_URL, or start everything with `fieldcomm up`; {_LATER}"
        return [problem("redis", "REDIS_URL is not set", do)]
    client = redis.Redis.from_url(
        config.redis_url, socket_timeout=2, socket_connect_timeout=2, retry=None
    )
    try:
        # Rung as the bell rings it, on a key of its own: a full or read-only Redis still pings.
        client.set("fieldcomm:doctor", "1", ex=1)
    except redis.RedisError as error:
        do = f"start it, or correct REDIS_URL; {_LATER}"
        return [problem("redis", f"does not take a write ({type(error).__name__})", do)]
    finally:
        client.close()
    return [right("redis", "answers")]
