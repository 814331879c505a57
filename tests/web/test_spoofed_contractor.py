"""Somebody texts in a contractor's name, from their number: only that contractor's own jobs, only what
may happen to them next, every bit of it taken back at the desk, and what is odd shown to a person."""

from __future__ import annotations

from itertools import count, product
from typing import Any

import pytest
from fixtures.figures import Figure, sizes
from web.office import ANA, BO, DANA, FOX, LUIS, MIA, Browser, Office, office
from web.test_undo_puts_everything_back import _stands

from fieldcomm.domain import job as jobs
from fieldcomm.domain import visit as visits
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_text
from fieldcomm.services.visits import book

WORDS = (
    *("Y", "N", "OMW 20", "HERE", "DONE", "DONE all dry", "LATE 40", "NOBODY HOME", "SICK"),
    *("RETURN tomorrow 9am", "CALLED", "CALLBACK 3pm", "CALL", "NOTE the dog bites", "JOBS", "?"),
    *("UPDATE the fans come out on Friday", "1", "2", "cancel everything", "all of them are done"),
)
SAY_SO = {
    VisitStatus.ACCEPTED: [(LUIS, "Y")],
    VisitStatus.CONFIRMED: [(LUIS, "Y"), (DANA, "C")],
    VisitStatus.EN_ROUTE: [(LUIS, "Y"), (LUIS, "OMW 20")],
    VisitStatus.ON_SITE: [(LUIS, "Y"), (LUIS, "HERE")],
    VisitStatus.DONE: [(LUIS, "Y"), (LUIS, "HERE"), (LUIS, "DONE")],
}
WINDOWS = {
    LUIS: ("2026-01-13T13:00", "2026-01-13T15:00"),
    MIA: ("2026-01-13T12:30", "2026-01-13T14:30"),
}
TOLD_OF_OTHERS = "SELECT 1 FROM messages WHERE phone = :p AND body ~ 'Ivy|Fox'"
_sids = count(1)


def hear(place: Office, phone: str, words: str) -> None:
    sid = f"SM{next(_sids):032x}"
    receive_text(place.deps, sid=sid, phone=phone, params={"Body": words})
    read_inbox(place.deps)
    assert place.sql("SELECT state FROM inbox WHERE sid = :s", s=sid)[0].state == "read"


def played(place: Office, status: VisitStatus) -> tuple[str, str]:
    """The codes of a job of Luis's whose visit has this status, and of one of Mia's next door."""
    mine = place.job(contractor_phone=LUIS)
    hers = place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln", contractor_phone=MIA)
    for code, phone in ((mine, LUIS), (hers, MIA)):
        start, end = WINDOWS[phone]
        book(place.deps, code, window_from=start, window_to=end, contractor_phone=phone)
        add_callback(place.deps, code, due="2026-01-13T16:00", owner_phone=phone)
    hear(place, MIA, "Y")
    for phone, words in SAY_SO.get(status, []):
        hear(place, phone, words)
    if status in (VisitStatus.MISSED, VisitStatus.CANCELLED):
        ours = "job_id = (SELECT id FROM jobs WHERE code = :c)"
        place.sql(f"UPDATE visits SET status = :s WHERE {ours}", s=status, c=mine)
    found = place.sql(
        "SELECT v.status FROM visits v JOIN jobs j ON j.id = v.job_id WHERE j.code = :c", c=mine
    )
    assert found[0].status == status
    return mine, hers


def work_of(place: Office) -> dict[str, Any]:
    """What stands, but for what a conversation is about just now."""
    return {key: row for key, row in _stands(place).items() if not key.startswith("phones")}


def of_others(place: Office) -> dict[str, Any]:
    """All that concerns Mia's job, and who is told of it."""
    hers = "job_id IN (SELECT id FROM jobs WHERE contractor_id <> :luis)"
    luis = place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id
    found: dict[str, Any] = {}
    for table in ("visits", "promises", "events", "updates", "tasks"):
        found[table] = place.sql(f"SELECT * FROM {table} WHERE {hers} ORDER BY id", luis=luis)
    found["jobs"] = place.sql("SELECT * FROM jobs WHERE contractor_id <> :l ORDER BY id", l=luis)
    told = "SELECT * FROM messages WHERE phone IN (:fox, :mia) ORDER BY id"
    return found | {"told": place.sql(told, fox=FOX, mia=MIA)}


def may_become(transitions: dict[Any, Any], start: str) -> set[str]:
    """Every status that events lead to from here, one after the other."""
    found, again = {start}, True
    while again:
        more = {str(to) for (at, _), to in transitions.items() if str(at) in found}
        again = not more <= found
        found |= more
    return found


def illegal(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    wrong = []
    for key, row in before.items():
        table = key.split()[0]
        known = {"jobs": jobs.TRANSITIONS, "visits": visits.TRANSITIONS}.get(table)
        if known and key in now and now[key]["status"] not in may_become(known, row["status"]):
            wrong.append(f"{key}: {row['status']} → {now[key]['status']}")
    return wrong


def takes_back(place: Office, bo: Browser, before: dict[str, Any], last: int) -> list[str]:
    """Undo whatever deed there was; returns what of `before` does not stand again."""
    for deed in place.sql("SELECT id FROM deeds WHERE id > :last ORDER BY id DESC", last=last):
        bo.post(f"/deeds/{deed.id}/undo", page="/jobs/new")
        undone = place.sql("SELECT undone_at FROM deeds WHERE id = :id", id=deed.id)
        assert undone[0].undone_at, f"deed {deed.id} cannot be taken back"
    now = work_of(place)
    return [key for key, row in before.items() if now.get(key) != row]


def last_deed(place: Office) -> int:
    return place.sql("SELECT coalesce(max(id), 0) AS id FROM deeds")[0].id


@pytest.mark.parametrize("status", list(VisitStatus))
@sizes(7, 3 * len(WORDS))
def test_whatever_a_spoofed_number_says(
    database_url: str, status: VisitStatus, size: int, figure: Figure
) -> None:
    changed = 0
    with office(database_url) as place:
        mine, hers = played(place, status)
        others, bo = of_others(place), place.browser().sign_in("bo@example.com")
        texts = list(product(WORDS, ("", f" {mine}", f" {hers}")))
        step = len(texts) // size
        for words, code in texts[list(VisitStatus).index(status) % step :: step]:
            before, last = work_of(place), last_deed(place)
            hear(place, LUIS, words + code)
            assert of_others(place) == others, words + code
            assert place.sql(TOLD_OF_OTHERS, p=LUIS) == [], words + code
            now = work_of(place)
            assert illegal(before, now) == [], words + code
            changed += now != before
            assert takes_back(place, bo, before, last) == [], words + code
    figure(
        "A spoofed contractor number",
        f"{status}: {size} texts, {changed} changed something; all within his own jobs, legal, taken back",
    )


def test_a_visit_days_away_is_done_as_they_say_and_flagged(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        window = {"window_from": "2026-01-16T13:00", "window_to": "2026-01-16T15:00"}
        book(place.deps, code, contractor_phone=LUIS, **window)
        hear(place, LUIS, "Y")
        for words in ("OMW 20", "HERE", "DONE"):
            hear(place, LUIS, f"{words} {code}")
        assert [r.kind for r in place.sql("SELECT kind FROM events WHERE kind = 'unusual'")]
        told = place.sql("SELECT body FROM messages WHERE phone IN (:a, :b)", a=ANA, b=BO)
        assert any(code in row.body for row in told)


def test_what_may_not_happen_any_more_changes_nothing_and_is_shown(database_url: str) -> None:
    with office(database_url) as place:
        mine, _ = played(place, VisitStatus.CANCELLED)
        before = work_of(place)
        hear(place, LUIS, f"DONE {mine}")
        jobs_and_visits = {
            k: v for k, v in work_of(place).items() if k.split()[0] in ("jobs", "visits")
        }
        assert jobs_and_visits == {k: v for k, v in before.items() if k in jobs_and_visits}
        kinds = {r.kind for r in place.sql("SELECT kind FROM events")}
        assert kinds & {"refused", "no_visit"}
