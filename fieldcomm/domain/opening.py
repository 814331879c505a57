"""The first text of a job: who we are, that we have it, when the next word comes, how to stop."""

from __future__ import annotations

from fieldcomm.domain.check_in import promise_of_next_word
from fieldcomm.domain.effects import Effect, Note, OpenTask, Say
from fieldcomm.domain.intake.wait import likely_days
from fieldcomm.domain.next_check_in import next_word_by
from fieldcomm.domain.snapshot import JobView, Snapshot


def open_job(snapshot: Snapshot, job: JobView) -> list[Effect]:
    """Tell the customer that the job is in good hands; without consent a person calls instead."""
    opened = Note("job_opened", "office", job.id)
    if snapshot.phone.consent == "stopped":
        words = "They have opted out of texts: call about this new job"
        return [opened, OpenTask("call", words, job_id=job.id, phone=job.phone)]
    following = next_word_by(snapshot.phone, snapshot.jobs, snapshot.policy, snapshot.now)
    if following is None:
        return [opened]
    due, slot = following
    promises: list[Effect] = []
    if slot is not None and all(p.due_at != due for p in snapshot.all_promises()):
        promises.append(promise_of_next_word(job.phone, job, due))
    ahead = snapshot.ahead.get(job.id)
    likely = None
    if snapshot.policy.surge and ahead is not None and job.urgency is None:
        likely = likely_days(snapshot.policy, snapshot.now, ahead)
    text = Say(
        "job_opened",
        to=job.phone,
        params={
            "name": job.first_name,
            "code": job.code,
            "summary": job.summary,
            "owner": job.owner.first_name if job.owner else None,
            "ahead": None if job.urgency else ahead,
            "urgent": job.urgency is not None,
            "likely_from": likely[0] if likely else None,
            "likely_to": likely[1] if likely else None,
            "next_by": due,
            "twice_daily": snapshot.phone.frequency == "twice",
        },
        job_id=job.id,
        once=f"opened/{job.id}",
    )
    return [opened, *promises, text]
