"""What the provider reports, in any order and any number of times: texts only move forward."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fixtures.wire import DANA, TEN, Wire

from fieldcomm.services import record_delivery
from fieldcomm.services.claim import claim
from fieldcomm.services.record_send import Outcome, record
from fieldcomm.services.release_held import release_held


def sent(line: Wire, **columns: object) -> int:
    text = line.queue(**columns)
    line.send()
    return text


def told(line: Wire, *statuses: str, of: int = 0, code: int | None = None) -> None:
    for status in statuses:
        line.report(of, status, code)
    line.reports()


def test_a_report_may_come_before_the_answer_to_our_create(line: Wire) -> None:
    text = line.queue()
    (one,), _ = claim(line.deps, 1)
    from fieldcomm.messaging.gateway import Outgoing

    taken = line.provider._take(Outgoing(DANA, one.body, one.from_number, None, f"x/{one.token}"))
    told(line, "sent")
    assert (line.state(text), line.row(text).provider_sid) == ("sent", taken.sid)
    record(line.deps, [Outcome(one, taken.shown(), None)])
    assert line.state(text) == "sent"
    assert line.tasks() == []


def test_delivered_then_sent_stays_delivered(line: Wire) -> None:
    text = sent(line)
    told(line, "delivered", "sent", "sending", "queued")
    assert line.state(text) == "delivered"
    assert line.row(text).look_at is None


def test_repeats_change_nothing(line: Wire) -> None:
    text = sent(line)
    told(line, *(3 * ["sent"]), *(3 * ["undelivered"]), code=30006)
    told(line, "undelivered", code=30006)
    assert line.state(text) == "undelivered"
    assert line.tasks() == ["failed_delivery"]
    assert len(line.sql("SELECT 1 FROM deliveries")) == 2
    assert line.sql("SELECT 1 FROM inbox") == []


def test_a_second_final_word_is_an_anomaly_and_nothing_more(line: Wire) -> None:
    text = sent(line)
    told(line, "delivered")
    told(line, "undelivered", code=30008)
    assert line.state(text) == "delivered"
    anomalies = line.sql("SELECT status FROM deliveries WHERE anomaly")
    assert [row.status for row in anomalies] == ["undelivered"]


def test_another_sid_under_our_token_is_an_alarm_raised_once(line: Wire) -> None:
    text = sent(line)
    other = line.provider._take(line.provider.taken[0].text)
    for status in ("sending", "sent", "delivered"):
        line.report(other, status)
    line.reports()
    assert line.row(text).provider_sid == line.provider.taken[0].sid
    assert line.tasks() == ["sent_twice"]


def test_a_sid_another_text_has_is_no_reason_to_stop_reading_reports(line: Wire) -> None:
    first, second = sent(line, body="one"), line.queue("two")
    line.provider.how = lambda _: "drop_answer"
    line.send()
    stray = line.provider.taken[1]
    line.sql("UPDATE messages SET provider_sid = :s WHERE id = :i", s=stray.sid, i=first)
    told(line, "sent", of=1)
    assert line.state(second) == "unconfirmed"
    assert line.tasks() == ["unconfirmed"]
    assert line.sql("SELECT 1 FROM inbox") == []


def test_a_report_about_nothing_of_ours_is_kept_as_an_anomaly(line: Wire) -> None:
    sent(line)
    stranger = line.provider._take(line.provider.taken[0].text)
    object.__setattr__(stranger.text, "status_callback", "x/unknown-token")
    told(line, "sent", of=1)
    assert line.sql("SELECT 1 FROM deliveries WHERE anomaly AND message_id IS NULL")


def test_a_report_nobody_can_record_keeps_no_other_waiting(
    line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = sent(line, body="bad"), sent(line, body="good")
    right = record_delivery.record_reports

    def record_reports(work, reports):  # type: ignore[no-untyped-def]
        if any(report.sid == line.provider.taken[0].sid for report in reports):
            raise ValueError("whatever")
        right(work, reports)

    monkeypatch.setattr(record_delivery, "record_reports", record_reports)
    line.report(0, "sent")
    line.report(1, "sent")
    for _ in range(3):
        line.reports()
    assert (line.state(bad), line.state(good)) == ("accepted", "sent")
    assert [r.state for r in line.sql("SELECT state FROM inbox")] == ["failed"]


@pytest.mark.parametrize(
    "code", ["", "abc", "99999999999999999999", "\N{ARABIC-INDIC DIGIT THREE}"]
)
def test_an_error_code_that_is_none_is_left_out(line: Wire, code: str) -> None:
    text = sent(line)
    line.report(0, "failed", ErrorCode=code)
    line.reports()
    assert (line.state(text), line.row(text).error_code) == ("failed", None)


@pytest.mark.parametrize(("minutes", "state"), [(10, "kept"), (61, "kept_late")])
def test_the_providers_sent_keeps_a_check_in(line: Wire, minutes: int, state: str) -> None:
    made = line.queue("x", state="suppressed")
    promise = line.sql(
        "INSERT INTO promises (kind, phone, words, due_at, created_at, stepped_to, next_step_at)"
        " VALUES ('check_in', :p, 'by 11', :due, :at, :at, :due) RETURNING id",
        p=DANA,
        due=TEN + timedelta(hours=1),
        at=TEN,
    )[0].id
    assert made
    sent(line, moment="check_in", cause_kind="promise", cause_id=promise, cause_version=1)
    line.after(minutes=minutes)
    told(line, "sent")
    line.after(minutes=5)
    told(line, "delivered")
    row = line.sql("SELECT * FROM promises WHERE id = :i", i=promise)[0]
    assert (row.state, row.next_step_at) == (state, None)
    assert row.settled_at == TEN + timedelta(minutes=minutes)


def test_a_phone_that_was_off_gets_the_text_once_more_as_a_new_one(line: Wire) -> None:
    first = sent(line)
    told(line, "sent", "undelivered", code=30003)
    assert (line.state(first), line.tasks(), line.phone().unreachable) == ("undelivered", [], None)
    again = line.sql("SELECT id, state FROM messages WHERE id <> :i", i=first)
    assert [row.state for row in again] == ["held"]
    line.after(minutes=11)
    release_held(line.deps)
    line.send()
    assert len({taken.token for taken in line.provider.taken}) == 2
    told(line, "undelivered", of=1, code=30003)
    line.after(minutes=30)
    release_held(line.deps)
    line.send()
    assert len(line.provider.taken) == 2
    assert line.phone().unreachable == "code 30003"
    assert line.tasks() == ["failed_delivery"]


def test_no_second_try_when_it_would_be_too_late(line: Wire) -> None:
    sent(line, expires_at=TEN + timedelta(minutes=5))
    told(line, "undelivered", code=30003)
    assert len(line.sql("SELECT 1 FROM messages")) == 1
    assert line.tasks() == ["failed_delivery"]


def test_a_landline_is_called_instead(line: Wire) -> None:
    sent(line)
    told(line, "undelivered", code=30006)
    assert line.phone().unreachable == "landline"
    assert line.tasks() == ["failed_delivery"]


def test_an_unregistered_number_stops_everything(line: Wire) -> None:
    sent(line)
    told(line, "failed", code=30034)
    assert line.sql("SELECT paused FROM senders")[0].paused
    assert sorted(line.tasks()) == ["failed_delivery", "sending_stopped"]


def test_a_late_report_answers_what_a_person_was_asked(line: Wire) -> None:
    text = line.queue()
    line.provider.how = lambda _: "drop_answer"
    line.send()
    line.provider._take(line.provider.taken[0].text)  # somebody sent the same words by hand
    line.after(seconds=61)
    line.look()
    assert (line.state(text), line.tasks()) == ("unconfirmed", ["unconfirmed"])
    told(line, "delivered")
    assert (line.state(text), line.tasks()) == ("delivered", [])
