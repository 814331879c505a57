"""The people of a customer: who decides, who opens the door, and who is texted about a job."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.desk.introduce import introduce
from fieldcomm.domain.effects import Effect, Note, RecordConsent
from fieldcomm.domain.snapshot import JobView, Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import CHANGED_MEANWHILE
from fieldcomm.services.people import checked_name, checked_phone
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.put_contact import checked_role, put_contact
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import job_of
from fieldcomm.store import locks

NOT_THEIRS = "They are no contact of this job's customer."
_OF_JOB = text(
    "SELECT k.id, k.name, k.phone, coalesce(h.consent, 'unknown') AS consent FROM contacts k"
    " JOIN jobs j ON j.customer_id = k.customer_id LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE k.id = :id AND j.code = :code AND k.removed_at IS NULL"
)
_CUSTOMER_OF = text("SELECT customer_id, contact_id FROM jobs WHERE id = :id")
_CHANGE = text("UPDATE contacts SET name = :name, role = :role WHERE id = :id")
_PHONE_OF_JOB = text(
    "SELECT k.phone FROM jobs j JOIN contacts k ON k.id = j.contact_id WHERE j.code = :code"
)
_TEXT_INSTEAD = text("UPDATE jobs SET contact_id = :contact WHERE id = :job")
_IS_TEXTED = text("UPDATE contacts SET is_texted = true WHERE id = :contact AND NOT is_texted")
_OPEN_PROMISES = text(
    "SELECT id FROM promises WHERE job_id = :job AND phone = :old AND state = 'open'"
    " AND kind <> 'check_in' ORDER BY id FOR UPDATE"
)
_TO_THEM = text("UPDATE promises SET phone = :new WHERE id = ANY(:ids)")
# What waited for the one who was texted before is not for them any more.
_WAITING = text(
    "SELECT id FROM messages WHERE direction = 'out' AND state IN ('held', 'queued')"
    " AND phone = :old AND job_id = :job"
)
_NOT_TO_THEM = text(
    "UPDATE messages SET state = 'suppressed', why = 'somebody else is texted now',"
    " not_before = NULL, hold_until = NULL WHERE id = ANY(:ids)"
)
_CONSENT = text("SELECT consent FROM phones WHERE phone = :phone")


def add_contact(
    deps: Deps, code: str, *, name: str, phone: str, role: str, agreed: bool, by: str
) -> int:
    """Another person at the job's customer; returns their id. `agreed`: they want texts from us.

    A tenant who agreed gets the one identifying text, without details (DESIGN 3.5). Raises Refused.
    """
    called, number = checked_name(name), checked_phone(phone)
    columns = {"name": called, "role": checked_role(role), "is_texted": agreed}

    def run() -> int:
        with unit(deps) as work:
            _lock(work, code, number)
            snapshot, job = job_of(work, code)
            customer = work.session.execute(_CUSTOMER_OF, {"id": job.id}).one().customer_id
            added = put_contact(work, customer, number, columns)
            _greet(work, snapshot, job, called, number, role, agreed=agreed, by=by)
            return added

    return retrying(run)


def change_contact(deps: Deps, code: str, contact_id: int, *, name: str, role: str) -> None:
    """Another name or role for one of the job's people. Raises Refused."""
    called, role = checked_name(name), checked_role(role)
    with unit(deps) as work:
        contact_of(work, code, contact_id)
        if work.deed is not None:
            work.deed.changing("contacts", contact_id, ("name", "role"))
        work.session.execute(_CHANGE, {"id": contact_id, "name": called, "role": role})


def text_contact_instead(deps: Deps, code: str, contact_id: int, *, agreed: bool, by: str) -> None:
    """From now on this job texts another of its customer's people; what is owed about it is owed
    to them. `agreed`: they said that they want our texts. Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            contact = contact_of(work, code, contact_id)
            snapshot, job = job_of(work, code)
            row = work.session.execute(_CUSTOMER_OF, {"id": job.id}).one()
            if row.contact_id == contact.id:
                raise Refused(f"This job texts {contact.name} already.")
            _may_be_texted(contact, agreed=agreed)
            _switch(work, job, contact)
            effects: list[Effect] = [*_consent(contact.phone, contact.name, by)] if agreed else []
            told = Note(
                "texts_instead",
                by,
                job.id,
                {"words": f"{contact.name} instead of {job.contact_name}"},
            )
            apply(work, [(snapshot, [*effects, told])])
            plan_check_ins(work, sorted({contact.phone, job.phone}))

    retrying(run)


def contact_of(work: Unit, code: str, contact_id: int) -> Any:
    """Somebody at the job's customer, with their consent, read once both phones are locked.
    Raises Refused."""
    before = _of_job(work, code, contact_id)
    _lock(work, code, before.phone)
    contact = _of_job(work, code, contact_id)
    if contact.phone != before.phone:
        raise Refused(CHANGED_MEANWHILE)
    return contact


def _of_job(work: Unit, code: str, contact_id: int) -> Any:
    found = work.session.execute(_OF_JOB, {"id": contact_id, "code": code.strip().upper()})
    contact = found.one_or_none()
    if contact is None:
        raise Refused(NOT_THEIRS)
    return contact


def _lock(work: Unit, code: str, phone: str) -> None:
    """Both phones in order, before anything is read."""
    first = work.session.scalar(_PHONE_OF_JOB, {"code": code.strip().upper()})
    phones = [p for p in (first, phone) if p]
    locks.know_phones(work.session, phones)
    locks.lock_phones(work.session, phones)


def _greet(
    work: Unit,
    snapshot: Snapshot,
    job: JobView,
    name: str,
    phone: str,
    role: str,
    *,
    agreed: bool,
    by: str,
) -> None:
    noted = Note("contact_added", by, job.id, {"words": f"{name}, {role.replace('_', ' ')}"})
    effects: list[Effect] = [noted]
    stopped = work.session.scalar(_CONSENT, {"phone": phone}) == "stopped"
    if agreed and not stopped:
        effects += _consent(phone, name, by)
        effects += introduce(job, name=name, phone=phone, role=role)
    apply(work, [(snapshot, effects)])


def _consent(phone: str, name: str, by: str) -> list[Effect]:
    wording = f"{name} agreed to be texted about this job"
    return [RecordConsent(phone, "given", "desk", wording, by)]


def _may_be_texted(contact: Any, *, agreed: bool) -> None:
    if contact.consent == "stopped":
        raise Refused(f"{contact.name} has opted out of texts; only their own START changes that.")
    if contact.consent != "given" and not agreed:
        raise Refused(f"Ask {contact.name} first, then say here that they agreed to be texted.")


def _switch(work: Unit, job: JobView, contact: Any) -> None:
    given = {"job": job.id, "old": job.phone, "contact": contact.id}
    owed = list(work.session.scalars(_OPEN_PROMISES, given))
    waiting = list(work.session.scalars(_WAITING, given))
    if work.deed is not None:
        work.deed.changing("jobs", job.id, ("contact_id",))
        work.deed.changing("contacts", contact.id, ("is_texted",))
        for id_ in owed:
            work.deed.changing("promises", id_, ("phone",))
        for id_ in waiting:
            work.deed.changing("messages", id_, ("state", "why", "not_before", "hold_until"))
    work.session.execute(_TEXT_INSTEAD, given)
    work.session.execute(_IS_TEXTED, given)
    work.session.execute(_TO_THEM, {"ids": owed, "new": contact.phone})
    work.session.execute(_NOT_TO_THEM, {"ids": waiting})
