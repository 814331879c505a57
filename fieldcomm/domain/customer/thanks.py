"""\"ok\", thumbs-up and thanks get silence. Thanks reach the crew."""

from __future__ import annotations

import re
from datetime import timedelta

from fieldcomm.domain.customer.owed import likely_job
from fieldcomm.domain.effects import Effect, Note, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView

FRESH = timedelta(days=3)
_THANKS = re.compile(
    r"(?i)\b(thank\w*|thx|ty|tysm|gracias|grateful|great job|appreciate\w*|awesome)\b"
)


def decide_thanks(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = likely_job(snapshot, reading)
    if job is None or not _THANKS.search(text):
        return []
    return [Note("thanks", "customer", job.id, {"words": text}), *_to_the_crew(snapshot, job, text)]


def _to_the_crew(snapshot: Snapshot, job: JobView, text: str) -> list[Effect]:
    """Once a visit, and not at night: kind words can wait for nobody's sleep."""
    visit = _just_done(snapshot, job)
    crew = visit.contractor if visit else None
    if visit is None or crew is None or not crew.phone:
        return []
    if snapshot.policy.is_quiet(snapshot.now, job.zone):
        return []
    params = {
        "what": "relay",
        "customer": job.contact_name,
        "code": job.code,
        "words": text,
        "told": False,
    }
    once = f"thanks/{visit.id}"
    return [Say("contractor_echo", crew.phone, params, job_id=job.id, once=once)]


def _just_done(snapshot: Snapshot, job: JobView) -> VisitView | None:
    done = [v for v in job.visits if v.left_at and snapshot.now - v.left_at < FRESH]
    return max(done, key=lambda visit: visit.left_at or visit.window_to, default=None)
