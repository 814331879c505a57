"""The answer a contractor gets: what we understood, which house, and whether the customer knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import Say
from fieldcomm.domain.snapshot import Snapshot


def echo(
    snapshot: Snapshot,
    what: str,
    stop: Stop | None = None,
    *,
    told: bool = False,
    at: datetime | None = None,
    code: str | None = None,
    words: str | None = None,
    seconds: int | None = None,
) -> Say:
    """`told`: the customer has been, or is being, told the same."""
    job = stop.job if stop else None
    params: dict[str, Any] = {
        "what": what,
        "customer": job.customer_name if job else None,
        "customer_phone": job.phone if job else None,
        "code": job.code if job else code,
        "address": job.address if job else None,
        "at": at,
        "told": told and (job is None or job.consent != "stopped"),
        "seconds": seconds,
        "words": words,
    }
    refs: dict[str, Any] = {}
    if stop:
        refs = {"job": stop.job.id, **({"visit": stop.visit.id} if stop.visit else {})}
    return Say(
        "contractor_echo",
        snapshot.phone.phone,
        params,
        job_id=job.id if job else None,
        refs=refs,
        answers=True,
    )
