"""Our processes as they run in production, against a provider that notes what reaches it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.ground import Ground, environment, fieldcomm, gunicorn
from bench.provider import Noted, noting_provider


@dataclass(frozen=True, slots=True)
class Stack:
    url: str  # of the database
    web: str
    provider: Noted


@contextmanager
def stack(ground: Ground, name: str, redis_url: str | None = None) -> Iterator[Stack]:
    """Web, the three workers and the clock. `redis_url`: another than the ground's, maybe dead."""
    with ExitStack() as on:
        url = on.enter_context(ground.database(name))
        provider = on.enter_context(noting_provider())
        env = environment(url, redis_url or ground.redis_url, TWILIO_API_URL=provider.url)
        log = ground.folder / f"{name}.log"
        web = on.enter_context(gunicorn("wsgi:app", env, log))
        env["PUBLIC_URL"] = web
        for words in (("worker", "inbox"), ("worker", "due"), ("worker", "outbox"), ("clock",)):
            on.enter_context(fieldcomm(*words, env=env, log=log))
        time.sleep(5)  # imports
        yield Stack(url, web, provider)
