"""A wrong number: silence at once, and a person finds the right one."""

from __future__ import annotations

from fieldcomm.domain.customer.owed import alert, likely_job, owed
from fieldcomm.domain.effects import (
    Effect,
    OpenTask,
    PlanCheckIns,
    RecordConsent,
    SettlePromise,
    StopLinks,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import Snapshot


def decide_wrong_number(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    phone, about = snapshot.phone.phone, likely_job(snapshot, reading)
    who = f"{about.contact_name} ({about.code})" if about else "anybody we know"
    words = f"Says it is the wrong number for {who}: {text}"
    return [
        RecordConsent(phone, "stopped", "wrong number", text, "whoever has the number"),
        SuppressQueued(phone, "wrong number"),
        *(
            SettlePromise(
                p.id, Settlement.IMPOSSIBLE, snapshot.now, cause="it was the wrong number"
            )
            for p in owed(snapshot, phone, PromiseKind.CHECK_IN)
        ),
        PlanCheckIns(phone),
        *(StopLinks(job.id) for job in snapshot.jobs if job.phone == phone),
        OpenTask("wrong_number", words[:300], job_id=about.id if about else None, phone=phone),
        *(alert(snapshot, "wrong_number", about, words=text) if about else []),
    ]
