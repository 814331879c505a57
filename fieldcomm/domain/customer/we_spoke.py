"""The customer's own word that we talked settles what we owed them."""

from __future__ import annotations

from fieldcomm.domain.customer.evidence import settle_by_person
from fieldcomm.domain.customer.owed import answer, called, likely_job, name_of
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot


def decide_we_spoke(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = likely_job(snapshot, reading)
    params = {"name": name_of(job), "owner": called(snapshot.dispatcher(job))}
    return [
        *settle_by_person(snapshot, job, snapshot.now, "call"),
        Note("we_spoke", "customer", job.id if job else None, {"words": text}),
        answer(snapshot, "spoke_ack", params, job=job),
    ]
