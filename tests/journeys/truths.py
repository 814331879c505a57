"""What is true at the end of every story, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldcomm.domain.moments import MOMENTS

if TYPE_CHECKING:
    from journeys.town import Town

GRACE = timedelta(minutes=11)
GONE = datetime.min.replace(tzinfo=UTC)


def check_truths(place: Town) -> None:
    _the_provider_holds_each_text_once(place)
    _nobody_is_woken(place)
    _every_text_is_fit_to_read(place)
    _check_ins_never_repeat_themselves(place)
    _every_promise_has_somebody_watching_it(place)
    _whoever_waits_hears_from_us(place)


def _the_provider_holds_each_text_once(place: Town) -> None:
    held = [entry["sid"] for entry in place.twilio.ledger()]
    ours = [
        row.provider_sid
        for row in place.sql(
            "SELECT provider_sid FROM messages WHERE direction = 'out' AND provider_sid IS NOT NULL"
        )
    ]
    assert Counter(held) == Counter(ours)


def _nobody_is_woken(place: Town) -> None:
    rows = place.sql(
        "SELECT moment, zone, sent_at, quiet_exempt, answers_until FROM messages"
        " WHERE direction = 'out' AND sent_at IS NOT NULL"
    )
    for row in rows:
        local = row.sent_at.astimezone(ZoneInfo(row.zone))
        if row.quiet_exempt or (row.answers_until and row.sent_at <= row.answers_until + GRACE):
            continue
        assert 8 <= local.hour < 20, f"{row.moment} went out at {local:%H:%M} in {row.zone}"


def _every_text_is_fit_to_read(place: Town) -> None:
    for row in place.sql("SELECT moment, body, segments FROM messages WHERE direction = 'out'"):
        assert row.segments <= MOMENTS[row.moment].segments, f"{row.moment}: {row.body}"
        for odd in ("None", "{", "}", "  ", " ,", " .", "..", "undefined", "+1404555"):
            assert odd not in row.body, f"{odd!r} in {row.moment}: {row.body}"


def _check_ins_never_repeat_themselves(place: Town) -> None:
    last: dict[str, set[str]] = {}
    rows = place.sql(
        "SELECT phone, body FROM messages WHERE moment IN ('check_in', 'answer_when')"
        " AND state = 'delivered' ORDER BY sent_at, id"
    )
    for row in rows:
        said = {part.strip() for part in row.body.replace("?", ".").split(".") if part.strip()}
        again = said & last.get(row.phone, set())
        assert not again, f"said twice running: {again}"
        last[row.phone] = said


def _every_promise_has_somebody_watching_it(place: Town) -> None:
    rows = place.sql(
        "SELECT p.kind, p.words, p.due_at, p.next_step_at, v.status AS visit FROM promises p"
        " LEFT JOIN visits v ON v.id = p.visit_id WHERE p.state = 'open'"
    )
    now = place.now()
    for row in rows:
        if row.kind == "arrival" and row.visit:
            assert row.visit in ("accepted", "confirmed", "en_route", "missed", "proposed"), row
        else:
            assert (row.next_step_at or GONE) > now - GRACE, row
        if row.kind == "check_in":
            assert row.due_at > now - GRACE, row
    settled = place.sql("SELECT * FROM promises WHERE state = 'broken' AND cause IS NULL")
    assert not settled, "broken without a cause"


def _whoever_waits_hears_from_us(place: Town) -> None:
    rows = place.sql(
        "SELECT DISTINCT p.phone, p.next_check_in_at FROM phones p JOIN contacts k USING (phone)"
        " JOIN jobs j ON j.contact_id = k.id WHERE j.status IN ('waiting', 'scheduled')"
        " AND p.consent <> 'stopped' AND p.unreachable IS NULL AND p.chatter_off_at IS NULL"
    )
    for row in rows:
        assert (row.next_check_in_at or GONE) > place.now(), row
