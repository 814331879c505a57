"""The one way to PostgreSQL: a pooled engine that speaks UTC."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, create_engine


def make_engine(url: str, *, pool: int = 10) -> Engine:
    """A lazily connecting engine; `pool` is how many connections this process may hold."""
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=10,
        pool_pre_ping=False,
        pool_recycle=1800,
        pool_timeout=10,
        json_serializer=_dumps,
        connect_args={
            "connect_timeout": 5,
            "options": "-c timezone=UTC -c application_name=fieldcomm"
            " -c idle_in_transaction_session_timeout=60000",
        },
    )


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
