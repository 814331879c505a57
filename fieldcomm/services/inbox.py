"""The shared inbox: texts and tasks that wait for a person, who looks after which, and settling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fieldcomm.domain.desk.call_list import ration
from fieldcomm.domain.desk.no_reply import no_reply_needed
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_job, locked_phone
from fieldcomm.services.tasks import settle_task, task_of
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import inbox as rows

SHOWN = 8  # the jobs stand below them
CLAIM_HOLDS = timedelta(minutes=20)  # machine time; then it is anybody's again
LONG_AGO = timedelta(days=2)
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Inbox:
    """Rows of store.queries.inbox. `calls` is the ration of the call list, `calls_total` all of it."""

    items: list[Any]
    total: int
    calls: list[Any]
    calls_total: int


def read_inbox(work: Unit, *, on_call: int) -> Inbox:
    """In one statement."""
    found = rows.items(
        work.session,
        n=SHOWN,
        calls=ration(work.policy, on_call),
        held_since=work.machine - CLAIM_HOLDS,
        machine=work.machine,
    )
    items = [row for row in found if row.list == "inbox"]
    calls = [row for row in found if row.list == "calls"]
    return Inbox(items, _total(items), calls, _total(calls))


def _total(found: list[Any]) -> int:
    return int(found[0].total) if found else 0


def claim(deps: Deps, item: str, *, user_id: int) -> None:
    """Theirs for a while, whoever had it before. Raises Refused."""
    _split(item)
    with unit(deps) as work:
        rows.claim(work.session, item, user_id, work.machine, work.machine - LONG_AGO)


def let_go(deps: Deps, item: str, *, user_id: int) -> None:
    """Anybody's again. Raises Refused."""
    _split(item)
    with unit(deps) as work:
        rows.let_go(work.session, item, user_id)


def no_reply(deps: Deps, item: str, *, by: str) -> None:
    """A person says that a text needs no answer: its promise is let go, its task settled.
    Raises Refused when another was quicker."""
    kind, id_ = _split(item)

    def run() -> None:
        with unit(deps) as work:
            phone, job_id, words = _about(work, kind, id_)
            snapshot = locked_job(work, job_id) if job_id is not None else None
            snapshot = snapshot or locked_phone(work, phone)
            _about(work, kind, id_)  # once more, now that it is locked
            apply(work, [(snapshot, no_reply_needed(snapshot, phone, job_id, words, by=by))])

    retrying(run)


def settle_many(deps: Deps, items: Sequence[str], *, by: str) -> tuple[int, int]:
    """One deed: tasks are done, answers not needed. How many were settled, and how many others had
    settled meanwhile. Raises Refused where nothing was chosen."""
    wanted = list(dict.fromkeys(items))[:MOST_AT_ONCE]
    if not wanted:
        raise Refused("Tick what is to be settled first.")
    settled = sum(_done(lambda item=item: _settle(deps, item, by)) for item in wanted)  # type: ignore[misc]
    return settled, len(wanted) - settled


def _settle(deps: Deps, item: str, by: str) -> None:
    kind, id_ = _split(item)
    if kind == "task":
        settle_task(deps, id_, by=by)
    else:
        no_reply(deps, item, by=by)


def _done(work: Callable[[], None]) -> bool:
    try:
        work()
    except Refused:
        return False
    return True


def _about(work: Unit, kind: str, id_: int) -> tuple[str, int | None, str]:
    """Whose text it is, about which job, and its words. Raises Refused once it is settled."""
    if kind == "task":
        task = task_of(work, id_)
        if task.settled_at is not None:
            raise Refused(f"{task.settled_by} has settled that already.")
        if task.phone is None:
            raise Refused("That is no text; settle it as done.")
        return task.phone, task.job_id, task.words
    promise = rows.reply_owed(work.session, id_)
    if promise is None or promise.state != "open":
        raise Refused("That has been settled already.")
    return promise.phone, promise.job_id, promise.words


def _split(item: str) -> tuple[str, int]:
    kind, _, id_ = item.partition("-")
    if kind not in ("task", "promise") or not (id_.isascii() and id_.isdigit() and len(id_) < 16):
        raise Refused("There is no such item.")
    return kind, int(id_)
