"""Load what decisions see: a constant number of statements for any number of phones."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constant lists of columns
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.job import JobStatus, Urgency, WaitingOn
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import (
    JobView,
    Person,
    PhoneView,
    PromiseView,
    Snapshot,
    TaskView,
    VisitView,
)
from fieldcomm.domain.visit import VisitKind, VisitStatus

LATELY = timedelta(days=14)  # how long a promise broken is remembered when somebody is upset
RECENT = timedelta(days=3)  # how long a finished visit still matters to a conversation

_PHONE_FIELDS = [f.name for f in fields(PhoneView)]
PHONE_COLUMNS = ", ".join(_PHONE_FIELDS)  # in the order PhoneView takes them
_ASKED_REFS, _CHOICES = _PHONE_FIELDS.index("asked_refs"), _PHONE_FIELDS.index("choices")
_PHONES = text(f"SELECT {PHONE_COLUMNS} FROM phones WHERE phone = ANY(:phones)")
# Who is on call by the rota; where it names nobody with a phone for now, who always is. Without
# a shift of anybody's near, no rota says who is at the desk.
_USERS = text(
    "SELECT u.id, u.name, u.phone, u.role, CASE WHEN r.covers THEN EXISTS (SELECT 1 FROM shifts s"
    "   WHERE s.user_id = u.id AND s.kind = 'on_call' AND s.starts_at <= :now AND s.ends_at > :now)"
    "  ELSE u.on_call END AS on_call,"
    " CASE WHEN r.plans THEN EXISTS (SELECT 1 FROM shifts s WHERE s.user_id = u.id"
    "   AND s.kind = 'shift' AND s.starts_at <= :now AND s.ends_at > :now) END AS on_shift"
    " FROM users u CROSS JOIN (SELECT EXISTS (SELECT 1 FROM shifts s JOIN users w"
    "   ON w.id = s.user_id AND w.phone IS NOT NULL WHERE s.kind = 'on_call'"
    "   AND s.starts_at <= :now AND s.ends_at > :now) AS covers,"
    "  EXISTS (SELECT 1 FROM shifts WHERE kind = 'shift' AND ends_at > :since"
    "   AND starts_at < :until) AS plans) r"
    " WHERE u.deactivated_at IS NULL ORDER BY u.id"
)
NEAR = timedelta(hours=12)
_CONTRACTORS = text(
    "SELECT id, name, phone FROM contractors WHERE id = ANY(:ids) OR phone = ANY(:phones)"
)
_JOB_COLUMNS = (
    "SELECT j.id, j.code, j.status, j.waiting_on, j.summary, j.owner_id, j.contractor_id,"
    " j.created_at, j.chase_at, j.urgency, c.name AS customer_name, c.address, c.timezone, c.story,"
    " k.name AS contact_name, k.phone, coalesce(p.consent, 'unknown') AS consent"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN phones p ON p.phone = k.phone"
)
_JOBS = text(_JOB_COLUMNS + " WHERE j.id = ANY(:ids) ORDER BY j.created_at, j.id")
_JOBS_OF_CUSTOMERS = text(
    "SELECT k.phone, j.id FROM contacts k JOIN jobs j ON j.contact_id = k.id"
    " WHERE k.phone = ANY(:phones) AND j.status NOT IN ('closed', 'cancelled')"
)
# Whose spouse, tenant or landlord it is that no job texts: the newest open job of theirs.
_HOUSEHOLDS = text(
    "SELECT DISTINCT ON (k.phone) k.phone, k.name, j.id AS job_id FROM contacts k"
    " JOIN jobs j ON j.customer_id = k.customer_id AND j.status NOT IN ('closed', 'cancelled')"
    " WHERE k.phone = ANY(:phones) AND k.removed_at IS NULL ORDER BY k.phone, j.id DESC"
)
_JOBS_OF_CONTRACTORS = text(
    "SELECT c.phone, v.job_id AS id FROM contractors c JOIN visits v ON v.contractor_id = c.id"
    " WHERE c.phone = ANY(:phones) AND v.status <> 'cancelled' AND v.window_to > :recent"
    " UNION SELECT c.phone, j.id FROM contractors c JOIN jobs j ON j.contractor_id = c.id"
    " WHERE c.phone = ANY(:phones) AND j.status NOT IN ('closed', 'cancelled', 'done')"
    " UNION SELECT c.phone, p.job_id FROM contractors c"
    " JOIN promises p ON p.owner_contractor_id = c.id"
    " WHERE c.phone = ANY(:phones) AND p.state = 'open' AND p.job_id IS NOT NULL"
)
_JOBS_OF_USERS = text(
    "SELECT u.phone, p.job_id AS id FROM users u JOIN promises p ON p.owner_user_id = u.id"
    " WHERE u.phone = ANY(:phones) AND p.state = 'open' AND p.job_id IS NOT NULL"
    " AND p.kind <> 'check_in'"
    # A manager who is asked about somebody else's promise answers about that one.
    " UNION SELECT p.phone, j.id FROM phones p JOIN users u ON u.phone = p.phone"
    " JOIN jobs j ON j.id = CAST(p.asked_refs ->> 'job' AS bigint)"
    " WHERE p.phone = ANY(:phones) AND j.status NOT IN ('closed', 'cancelled')"
)
_VISITS = text(
    "SELECT * FROM visits WHERE job_id = ANY(:ids)"
    " AND (status NOT IN ('done', 'cancelled') OR window_to > :recent) ORDER BY window_from, id"
)
_PROMISE_COLUMNS = (
    "p.id, p.kind, p.phone, p.job_id, p.visit_id, p.owner_user_id, p.owner_contractor_id, p.words,"
    " p.due_at, p.version, p.created_at, p.stepped_to, p.on_board"
)
_PROMISES = text(
    f"SELECT {_PROMISE_COLUMNS} FROM promises p WHERE state = 'open' AND"
    " (job_id = ANY(:ids) OR phone = ANY(:phones)) ORDER BY due_at, id"
)
_PROMISES_OWNED = text(
    f"SELECT {_PROMISE_COLUMNS}, coalesce(u.phone, c.phone) AS owner_phone FROM promises p"
    " LEFT JOIN users u ON u.id = p.owner_user_id"
    " LEFT JOIN contractors c ON c.id = p.owner_contractor_id"
    " WHERE p.state = 'open' AND p.kind <> 'check_in'"
    " AND (u.phone = ANY(:phones) OR c.phone = ANY(:phones)) ORDER BY p.due_at, p.id"
)
_TASKS = text(
    "SELECT id, kind, phone, job_id, words, step, opened_at FROM tasks"
    " WHERE settled_at IS NULL AND (phone = ANY(:phones) OR kind = 'safety') ORDER BY id"
)
_OWED = text(
    "SELECT due_at FROM promises WHERE state = 'open' AND kind IN ('callback', 'reply', 'result')"
    " AND due_at > :now AND due_at < :until ORDER BY due_at LIMIT 5000"
)
_LAST_WORDS = text(
    "SELECT p AS phone, (SELECT m.body FROM messages m WHERE m.phone = p AND m.direction = 'in'"
    " ORDER BY m.id DESC LIMIT 1) AS body FROM unnest(CAST(:phones AS text[])) AS p"
)
_BROKEN = text(
    "SELECT job_id, count(*) AS n FROM promises WHERE job_id = ANY(:ids)"
    " AND state IN ('broken', 'kept_late') AND kind <> 'check_in' AND settled_at > :since"
    " GROUP BY job_id"
)
_AHEAD = text(
    "SELECT j.id, (SELECT count(*) FROM jobs o WHERE o.status = 'waiting'"
    " AND (o.created_at, o.id) < (j.created_at, j.id)) AS ahead"
    " FROM jobs j WHERE j.id = ANY(:ids) AND j.status = 'waiting'"
)

# Looked up by the ten thousand: three times as quick as calling the enum.
_JOB_STATUS = {str(status): status for status in JobStatus}
_WAITING_ON = {str(on): on for on in WaitingOn}
_PROMISE_KIND = {str(kind): kind for kind in PromiseKind}


class People:
    """The office and the contractors named, as Persons."""

    def __init__(self, session: Session, now: datetime) -> None:
        given = {"now": now, "since": now - NEAR, "until": now + NEAR}
        self.users = {
            row.id: Person(
                row.id,
                row.name,
                row.phone,
                is_contractor=False,
                on_call=row.on_call,
                is_manager=row.role == "manager",
                on_shift=row.on_shift,
            )
            for row in session.execute(_USERS, given)
        }
        self.contractors: dict[int, Person] = {}

    def know_contractors(
        self, session: Session, ids: Iterable[int], phones: Sequence[str] = ()
    ) -> None:
        wanted = {i for i in ids if i} - self.contractors.keys()
        if not wanted and not phones:
            return
        rows = session.execute(_CONTRACTORS, {"ids": list(wanted), "phones": list(phones)})
        for row in rows:
            self.contractors[row.id] = Person(row.id, row.name, row.phone, is_contractor=True)

    def owner(self, row: Any) -> Person | None:
        if row.owner_contractor_id:
            return self.contractors.get(row.owner_contractor_id)
        return self.users.get(row.owner_user_id) if row.owner_user_id else None

    def speaker(self, phone: str) -> Person | None:
        """Who of ours texts from this phone; a contractor first, should somebody be both."""
        return next(
            (p for p in (*self.contractors.values(), *self.users.values()) if p.phone == phone),
            None,
        )


def job_ids_of(session: Session, phones: Sequence[str], now: datetime) -> dict[str, set[int]]:
    """The jobs each phone has to do with, as customer, contractor or owner of a promise."""
    found: dict[str, set[int]] = defaultdict(set)
    given = {"phones": list(phones), "recent": now - RECENT}
    for query in (_JOBS_OF_CUSTOMERS, _JOBS_OF_CONTRACTORS, _JOBS_OF_USERS):
        for row in session.execute(query, given):
            found[row.phone].add(row.id)
    return found


def job_ids_of_customers(session: Session, phones: Sequence[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for row in session.execute(_JOBS_OF_CUSTOMERS, {"phones": list(phones)}).all():
        found[row.phone].add(row.id)
    return found


def load_snapshots(
    session: Session,
    jobs_of: dict[str, set[int]],
    now: datetime,
    policy: Policy,
    *,
    lean: bool = False,
    ahead: dict[int, int] | None = None,
) -> dict[str, Snapshot]:
    """A snapshot per phone. `lean` leaves out what check-ins do not look at; their place in line
    is given as `ahead`, by job."""
    phones = list(jobs_of)
    ids = sorted(set().union(*jobs_of.values())) if jobs_of else []
    households = {} if lean else _households(session, jobs_of)
    ids = sorted({*ids, *(row.job_id for row in households.values())})
    people = People(session, now)
    phone_rows = {row[0]: row for row in session.execute(_PHONES, {"phones": phones}).all()}
    job_rows = session.execute(_JOBS, {"ids": ids}).all()
    visit_rows = session.execute(_VISITS, {"ids": ids, "recent": now - RECENT}).all()
    promise_rows = session.execute(_PROMISES, {"ids": ids, "phones": phones}).all()
    owned_rows = [] if lean else session.execute(_PROMISES_OWNED, {"phones": phones}).all()
    people.know_contractors(
        session,
        [
            *(row.contractor_id for row in (*job_rows, *visit_rows)),
            *(row.owner_contractor_id for row in promise_rows),
        ],
        [] if lean else phones,
    )
    jobs = _jobs(session, job_rows, visit_rows, promise_rows, people, now, lean=lean)
    extra = _extra(session, phones, ids, now, lean=lean)
    place = {row.id: n for n, row in enumerate(job_rows)}  # in the order of their opening
    loose: dict[str, dict[int, PromiseView]] = defaultdict(dict)
    for row in promise_rows:
        if row.job_id is None:
            loose[row.phone][row.id] = _promise(row, people)
    for row in owned_rows:
        loose[row.owner_phone][row.id] = _promise(row, people)
    office = tuple(people.users.values())
    return {
        phone: Snapshot(
            now=now,
            policy=policy,
            phone=phone_view(phone_rows[phone]) if phone in phone_rows else PhoneView(phone),
            jobs=tuple(
                jobs[id_] for id_ in sorted(jobs_of[phone] & place.keys(), key=place.__getitem__)
            ),
            promises=tuple(loose[phone].values()) if phone in loose else (),
            tasks=tuple(t for t in extra.tasks if t.phone == phone or t.kind == "safety"),
            office=office,
            speaker=people.speaker(phone) if not lean else None,
            household=_household(households.get(phone), jobs, people),
            owed_at=extra.owed,
            ahead=extra.ahead if ahead is None else ahead,
        )
        for phone in phones
    }


def _households(session: Session, jobs_of: dict[str, set[int]]) -> dict[str, Any]:
    """Of the phones no job texts; `name` and `job_id` by phone."""
    alone = [phone for phone, ids in jobs_of.items() if not ids]
    if not alone:
        return {}
    return {row.phone: row for row in session.execute(_HOUSEHOLDS, {"phones": alone})}


def _household(row: Any, jobs: dict[int, JobView], people: People) -> JobView | None:
    if row is None or row.job_id not in jobs or people.speaker(row.phone) is not None:
        return None
    return replace(jobs[row.job_id], contact_name=row.name)


class _Extra:
    def __init__(self) -> None:
        self.tasks: list[TaskView] = []
        self.owed: tuple[datetime, ...] = ()
        self.ahead: dict[int, int] = {}


def _extra(
    session: Session, phones: list[str], ids: list[int], now: datetime, *, lean: bool
) -> _Extra:
    extra = _Extra()
    if lean:
        return extra
    extra.tasks = [TaskView(*row) for row in session.execute(_TASKS, {"phones": phones})]
    until = now + timedelta(days=14)
    extra.owed = tuple(session.scalars(_OWED, {"now": now, "until": until}))
    extra.ahead = {row.id: row.ahead for row in session.execute(_AHEAD, {"ids": ids})}
    return extra


def _jobs(
    session: Session,
    job_rows: Sequence[Any],
    visit_rows: Sequence[Any],
    promise_rows: Sequence[Any],
    people: People,
    now: datetime,
    *,
    lean: bool,
) -> dict[int, JobView]:
    visits: dict[int, list[VisitView]] = defaultdict(list)
    for row in visit_rows:
        visits[row.job_id].append(_visit(row, people))
    promises: dict[int, list[PromiseView]] = defaultdict(list)
    for row in promise_rows:
        if row.job_id is not None:
            promises[row.job_id].append(_promise(row, people))
    words: dict[str, str | None] = {}
    broken: dict[int, int] = {}
    if not lean:
        given = {"ids": [row.id for row in job_rows], "since": now - LATELY}
        broken = {row.job_id: row.n for row in session.execute(_BROKEN, given)}
        wanted = {"phones": sorted({row.phone for row in job_rows})}
        words = {row.phone: row.body for row in session.execute(_LAST_WORDS, wanted)}
    return {
        row.id: JobView(
            id=row.id,
            code=row.code,
            status=_JOB_STATUS[row.status],
            waiting_on=_WAITING_ON[row.waiting_on] if row.waiting_on else None,
            summary=row.summary,
            customer_name=row.customer_name,
            address=row.address,
            zone=zone(row.timezone),
            contact_name=row.contact_name,
            phone=row.phone,
            contractor=people.contractors.get(row.contractor_id) if row.contractor_id else None,
            owner=people.users.get(row.owner_id) if row.owner_id else None,
            created_at=row.created_at,
            visits=tuple(visits.get(row.id, ())),
            promises=tuple(promises.get(row.id, ())),
            last_words=words.get(row.phone),
            story=row.story,
            consent=row.consent,
            chase_at=row.chase_at,
            urgency=Urgency(row.urgency) if row.urgency else None,
            let_down=broken.get(row.id, 0),
        )
        for row in job_rows
    }


def phone_view(row: Any) -> PhoneView:
    """A row of PHONE_COLUMNS as decisions see it."""
    values = [*row]
    values[_ASKED_REFS] = values[_ASKED_REFS] or {}  # null where nothing is asked
    values[_CHOICES] = tuple(values[_CHOICES] or ())
    return PhoneView(*values)


def _visit(row: Any, people: People) -> VisitView:
    return VisitView(
        id=row.id,
        job_id=row.job_id,
        kind=VisitKind(row.kind),
        window_from=row.window_from,
        window_to=row.window_to,
        status=VisitStatus(row.status),
        version=row.version,
        contractor=people.contractors.get(row.contractor_id) if row.contractor_id else None,
        eta=row.eta,
        slips=row.slips,
        tell_customer=row.tell_customer,
        told_at=row.told_at,
        moved_from=row.moved_from,
        created_at=row.created_at,
        asked_at=row.asked_at,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        stepped_to=row.stepped_to,
        next_step_at=row.next_step_at,
    )


def _promise(row: Any, people: People) -> PromiseView:
    id_, kind, phone, job_id, visit_id, _, _, *rest = row[:13]
    owner = people.owner(row)
    return PromiseView(id_, _PROMISE_KIND[kind], phone, job_id, visit_id, owner, *rest)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
