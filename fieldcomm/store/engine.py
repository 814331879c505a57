"""The one way to PostgreSQL: a pooled engine that speaks UTC."""

from __future__ import annotations

import json
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event

_CONNECTING = {
    "connect_timeout": 5,
    "options": "-c timezone=UTC -c application_name=fieldcomm"
    # A frozen process lets go of its locks before others have waited long.
    " -c idle_in_transaction_session_timeout=20000",
}
_making = Lock()
_straight: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


def make_engine(url: str, *, pool: int = 10) -> Engine:
    """A lazily connecting engine; `pool` is how many connections this process may hold."""
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=10,
        pool_use_lifo=True,  # few connections stay warm: what is prepared on one is not on another
        pool_pre_ping=False,
        pool_recycle=1800,
        pool_timeout=10,
        json_serializer=_dumps,
        hide_parameters=True,  # an error in the log shows no number and no text
        connect_args=_CONNECTING,
    )


def straight(engine: Engine) -> Engine:
    """Beside `engine`, connections on which one statement is one transaction, for webhooks: no
    BEGIN, no COMMIT, no ROLLBACK for good measure. Disposed of with it."""
    found = _straight.get(engine)
    if found is None:
        with _making:
            found = _straight.get(engine) or _make_straight(engine)
    return found


def _make_straight(engine: Engine) -> Engine:
    made = _straight[engine] = create_engine(
        engine.url,
        isolation_level="AUTOCOMMIT",
        pool_size=8,
        max_overflow=8,
        pool_recycle=1800,
        pool_timeout=10,
        pool_reset_on_return=None,
        connect_args=_CONNECTING,
    )
    event.listen(engine, "engine_disposed", lambda _: made.dispose())
    return made


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
