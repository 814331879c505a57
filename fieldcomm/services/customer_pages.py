"""What the People pages show of customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.services.board_filter import patterns
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import customers as rows
from fieldcomm.store.queries.snapshots import zone

SHOWN = 40  # customers on the list
PAGE = 50  # texts, or promises, on a page
PAIRS = 8


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`twice`: pairs that look like one household, each (one, other, why)."""

    now: datetime
    zone: ZoneInfo
    company: str
    customers: list[Any]
    twice: list[tuple[Any, Any, str]]
    more: bool


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """All times aware UTC; `zone` is the site's. `part` is texts or promises, one page of it."""

    now: datetime
    zone: ZoneInfo
    company: str
    customer: Any
    contacts: list[Any]
    jobs: list[Any]
    consents: list[Any]
    twice: list[tuple[Any, Any, str]]
    merged: list[Any]
    part: str
    lines: list[Any]
    texts: int
    promises: int
    page: int
    pages: int


def read_people(deps: Deps, search: str = "") -> PeoplePage:
    with unit(deps) as work:
        asked = patterns(search)
        if asked["like"]:
            found = rows.search_customers(work.session, asked, SHOWN + 1)
        else:
            found = rows.recent_customers(work.session, SHOWN + 1)
        twice = [] if asked["like"] else _twice(work)
        return PeoplePage(
            now=work.now,
            zone=work.policy.zone,
            company=work.policy.company,
            customers=list(found[:SHOWN]),
            twice=twice,
            more=len(found) > SHOWN,
        )


def read_customer(
    deps: Deps, customer_id: int, *, part: str = "texts", page: int = 1
) -> CustomerPage | None:
    """None when there is no such customer. A constant number of statements."""
    with unit(deps) as work:
        session = work.session
        customer = rows.customer_by_id(session, customer_id)
        if customer is None:
            return None
        texts, promises = rows.totals_of(session, customer_id)
        pages = max(1, -(-(promises if part == "promises" else texts) // PAGE))
        page = min(max(1, page), pages)
        read = rows.promises_of if part == "promises" else rows.texts_of
        return CustomerPage(
            now=work.now,
            zone=zone(customer.timezone),
            company=work.policy.company,
            customer=customer,
            contacts=list(rows.contacts_of(session, customer_id)),
            jobs=list(rows.jobs_of(session, customer_id)),
            consents=list(rows.consents_of(session, customer_id, 100)),
            twice=_twice(work, customer_id),
            merged=list(rows.merged_into(session, customer_id)),
            part=part,
            lines=list(read(session, customer_id, PAGE, (page - 1) * PAGE)),
            texts=texts,
            promises=promises,
            page=page,
            pages=pages,
        )


def _twice(work: Unit, customer_id: int | None = None) -> list[tuple[Any, Any, str]]:
    pairs = rows.likely_twice(work.session, PAIRS, customer_id)
    known = rows.some_customers(work.session, [id_ for pair in pairs for id_ in pair[:2]])
    return [
        (known[p.one], known[p.other], p.why) for p in pairs if p.one in known and p.other in known
    ]
