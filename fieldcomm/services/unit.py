"""One unit of work: a transaction, the time it is decided at, and the bells to ring after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from fieldcomm.domain.policy import Policy
from fieldcomm.log import get_logger
from fieldcomm.services.deed import Deed, begin_deed
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import NotSetUp
from fieldcomm.services.tone import record_override
from fieldcomm.store.queries.company import policy_of, read_company
from fieldcomm.store.queries.settings import read_wordings

T = TypeVar("T")
log = get_logger(__name__)
UNDEFINED_TABLE = "42P01"


class Unit:
    """`now` is business time, taken once; `machine` is machine time. Both aware UTC."""

    def __init__(self, deps: Deps, session: Session) -> None:
        self.deps = deps
        self.session = session
        self.machine: datetime = deps.clock.machine()
        self.company = company = _company(session)
        self.policy: Policy = policy_of(company)
        self.offset = timedelta(milliseconds=company.clock_offset_ms)
        self.now: datetime = deps.clock.business(self.offset)
        self.bells: set[str] = set()
        # Our number for calls, as texts name it.
        self.calls_to: str = company.public_phone or deps.our_phone or ""
        if deps.renderer.version != company.wording_version:
            deps.renderer.use(company.wording_version, read_wordings(session))
        self.deed: Deed | None = None
        self.said: list[int] = []  # ids of the texts put into the outbox
        self.about: dict[str, Any] = {}  # ids that whatever is told of this unit carries
        self._told: list[tuple[str, dict[str, Any]]] = []

    def tell(self, event: str, **ids: Any) -> None:
        """Log it once it is committed: what was rolled back did not happen."""
        self._told.append((event, ids))

    def log_told(self) -> None:
        for event, ids in self._told:
            log.info(event, **self.about, **ids)


def _company(session: Session) -> Any:
    try:
        company = read_company(session)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != UNDEFINED_TABLE:
            raise
        company = None
    if company is None:
        raise NotSetUp("The database is empty: run `fieldcomm db upgrade`.")
    return company


@contextmanager
def unit(deps: Deps) -> Iterator[Unit]:
    """Begin, commit at the end, then ring. Nothing is rung for what was not committed.

    Where somebody acts (`deps.acting`), what is done is their deed: done once for each form,
    its texts held for a while, and open to be taken back. Raises DoneAlready.
    """
    with Session(deps.engine, expire_on_commit=False) as session, session.begin():
        work = Unit(deps, session)
        if deps.acting is not None:
            work.deed = begin_deed(session, deps.acting, work.machine)
        yield work
        if deps.rehearsal is not None:
            deps.rehearsal.collect(session, work.said)
            session.rollback()
            return
        if work.deed is not None:
            work.deed.save()
            record_override(work)
    if deps.acting is not None and work.deed is not None:
        deps.acting.deed_id = work.deed.id
        deps.acting.undoable = work.deed.undoable
    deps.hook("committed")
    work.log_told()
    for queue in sorted(work.bells):
        deps.ring(queue)


def retrying(work: Callable[[], T], tries: int = 3) -> T:
    """Run a use case again when PostgreSQL chose it to break a deadlock."""
    for left in range(tries - 1, -1, -1):
        try:
            return work()
        except OperationalError as error:
            if left == 0 or getattr(error.orig, "sqlstate", None) not in ("40P01", "40001"):
                raise
            log.info("transaction_retried", left=left)
    raise AssertionError("unreachable")
