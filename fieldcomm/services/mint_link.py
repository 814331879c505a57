"""Links to a customer's own page: made, and all of them stopped. A token is known only here and in the
text that holds it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries import tracking as rows

LIVES = timedelta(days=180)  # business time; a job that is over ends it sooner
LONGEST = 80  # characters a text has room for (messaging.facts); a link cut short leads nowhere


class Minted(NamedTuple):
    """`row` is to be written to tracking_links, in the same transaction."""

    url: str
    row: dict[str, Any]


def mint(work: Unit, job_id: int) -> Minted | None:
    """None where our own address is too long for a text."""
    token = work.deps.entropy.short_token()
    url = f"{work.deps.config.public_url}/t/{token}"
    if len(url) > LONGEST:
        return None
    row = {
        "token_hash": hash_token(token),
        "job_id": job_id,
        "created_at": work.now,
        "expires_at": work.now + LIVES,
    }
    return Minted(url, row)


def stop_links(work: Unit, job_id: int) -> int:
    """No link to this job's page works any more; returns how many did."""
    live = rows.live_links(work.session, job_id, work.now)
    for token_hash in live:
        if work.deed is not None:
            work.deed.changing("tracking_links", token_hash, ("revoked_at",))
    rows.revoke(work.session, live, work.now)
    return len(live)
