"""The one text that tells somebody new at a customer who we are."""

from __future__ import annotations

from fieldcomm.domain.effects import Effect, Say
from fieldcomm.domain.names import first_name
from fieldcomm.domain.once import hashed
from fieldcomm.domain.snapshot import JobView


def introduce(job: JobView, *, name: str, phone: str, role: str) -> list[Effect]:
    """A landlord's tenant hears who we are and who gave us the number, once, and no details."""
    if role != "tenant":
        return []
    return [
        Say(
            "tenant_notice",
            phone,
            {"name": first_name(name), "landlord": job.contact_name},
            job_id=job.id,
            once=f"tenant/{hashed(phone)}/{job.id}",
        )
    ]
