"""Whether this process can do its work now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.services.deps import Deps

_SETUP = text("SELECT count(*) FROM company")


def readiness(deps: Deps) -> dict[str, Any]:
    """`ready` says it all; `database` says why not."""
    try:
        with deps.engine.connect() as connection:
            set_up = connection.scalar(_SETUP) == 1
    except SQLAlchemyError as error:
        return {"ready": False, "database": type(error).__name__, "sending": False}
    return {
        "ready": set_up,
        "database": "ok" if set_up else "empty: run `fieldcomm db upgrade`",
        "sending": deps.gateway is not None,
    }
