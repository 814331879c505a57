"""Which text leaves next, and which never: the last look before the wire."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from fixtures.wire import DANA, FOX, TEN, Wire, wire

from fieldcomm.services.claim import Claim, claim


def taken(line: Wire, most: int = 50) -> list[Claim]:
    claims, _ = claim(line.deps, most)
    return claims


def ids(line: Wire, most: int = 50) -> list[int]:
    return [one.message_id for one in taken(line, most)]


def test_texts_leave_by_priority_then_age(line: Wire) -> None:
    broadcast, check_in, first, second, safety = (
        line.queue(f"text {n}", priority=p) for n, p in enumerate((4, 3, 1, 1, 0))
    )
    assert ids(line) == [safety]  # nothing races it to the provider
    assert ids(line) == [first, second, check_in, broadcast]


def test_each_attempt_has_a_token_of_its_own_kept_before_it_begins(line: Wire) -> None:
    for n in range(3):
        line.queue(f"text {n}")
    tokens = {one.token for one in taken(line)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 22  # 128 bits in URL-safe characters
    assert {row.token for row in line.sql("SELECT token FROM attempts")} == tokens


def test_the_sender_starts_one_segment_a_second(database_url: str) -> None:
    with wire(database_url, SEGMENTS_PER_SECOND="1") as line:
        long, short, last = line.queue("long", segments=2), line.queue("short"), line.queue("last")
        starts = {}
        for second in range(5):
            starts |= dict.fromkeys(ids(line), second)
            line.after(seconds=1)
        assert starts == {long: 0, short: 2, last: 3}


def test_over_a_minute_the_pace_is_kept_to_the_segment(database_url: str) -> None:
    with wire(database_url, SEGMENTS_PER_SECOND="1") as line:
        for n in range(100):
            line.queue(f"text {n}", segments=1 + n % 3)
        segments = 0
        for _ in range(240):
            claims = taken(line)
            segments += sum(line.row(one.message_id).segments for one in claims)
            line.after(seconds=0.25)
        assert 58 <= segments <= 62


def test_what_the_pace_holds_back_is_said_to_be_waiting(database_url: str) -> None:
    with wire(database_url, SEGMENTS_PER_SECOND="1") as line:
        line.queue("one")
        line.queue("two")
        assert len(taken(line)) == 1
        nothing, pause = claim(line.deps, 50)
        assert nothing == []
        assert 0 < pause <= 1.01


def test_two_claimers_never_take_the_same_text(line: Wire) -> None:
    queued = {line.queue(f"text {n}") for n in range(60)}
    found: list[int] = []

    def work() -> None:
        while mine := ids(line, 7):
            found.extend(mine)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(queued)


def test_never_past_a_text_of_theirs_that_nobody_has_read(line: Wire) -> None:
    theirs, other = line.queue(to=DANA), line.queue(to=FOX)
    line.texts("STOP", DANA)
    assert ids(line) == [other]
    line.sql("UPDATE inbox SET state = 'read'")
    assert ids(line) == [theirs]


def test_who_opted_out_gets_the_confirmation_and_nothing_else(line: Wire) -> None:
    text, confirmation = line.queue("more"), line.queue("bye", moment="opted_out")
    line.sql("UPDATE phones SET consent = 'stopped'")
    assert ids(line) == [confirmation]
    assert (line.row(text).state, line.row(text).why) == ("suppressed", "opted out")


def test_a_number_no_text_reaches_gets_none(line: Wire) -> None:
    text = line.queue()
    line.sql("UPDATE phones SET unreachable = 'landline'")
    assert ids(line) == []
    assert line.state(text) == "suppressed"


@pytest.mark.parametrize(("version", "leaves"), [(3, True), (2, False)])
def test_a_text_whose_cause_has_moved_on_is_not_true_any_more(
    line: Wire, version: int, leaves: bool
) -> None:
    line.queue("somebody's")
    made = line.sql(
        "INSERT INTO promises (kind, phone, words, due_at, created_at, stepped_to, version)"
        " VALUES ('callback', :p, 'We will call', :at, :at, :at, 3) RETURNING id",
        p=DANA,
        at=TEN,
    )
    text = line.queue("Sorry", cause_kind="promise", cause_id=made[0].id, cause_version=version)
    assert (text in ids(line)) is leaves
    assert (line.row(text).why == "no longer true") is not leaves


def test_what_came_too_late_expires_and_says_so(line: Wire) -> None:
    text = line.queue(expires_at=TEN - timedelta(seconds=1))
    assert ids(line) == []
    assert line.state(text) == "expired"


def test_in_quiet_hours_only_the_exempt_and_fresh_answers_leave(line: Wire) -> None:
    held = line.queue("later")
    exempt = line.queue("now", quiet_exempt=True)
    answer = line.queue("answer", answers_until=TEN + timedelta(hours=11, minutes=30))
    line.after(hours=11)  # nine in the evening
    assert ids(line) == [exempt, answer]
    assert line.state(held) == "held"
    assert line.row(held).not_before == TEN + timedelta(hours=22)  # eight in the morning


def test_one_big_pause_stops_all_but_safety(line: Wire) -> None:
    line.queue("news", priority=1)
    safety = line.queue("leave the house", priority=0)
    line.sql("UPDATE company SET paused = true")
    assert ids(line) == [safety]


def test_nothing_leaves_through_a_paused_sender(line: Wire) -> None:
    line.queue(priority=0)
    line.sql("UPDATE senders SET paused = 'our account is closed'")
    assert claim(line.deps, 50) == ([], None)


def test_a_retry_waits_for_its_time_and_holds_up_nobody(line: Wire) -> None:
    again = line.queue("again", retry_at=TEN + timedelta(seconds=30))
    other = line.queue("other")
    assert ids(line) == [other]
    line.after(seconds=30)
    assert ids(line) == [again]


@pytest.mark.parametrize("state", ["attempting", "unknown"])
def test_of_two_texts_alike_to_one_phone_one_waits_for_the_other(line: Wire, state: str) -> None:
    first, second = line.queue("Yes?"), line.queue("Yes?")
    elsewhere = line.queue("Yes?", to=FOX)
    assert ids(line) == [first, elsewhere]
    if state == "unknown":
        line.sql("UPDATE messages SET state = 'unknown', lease_until = NULL WHERE id = :i", i=first)
    assert ids(line) == []
    line.sql(
        "UPDATE messages SET state = 'accepted', lease_until = NULL, provider_sid = 'SM1'"
        " WHERE id = :i",
        i=first,
    )
    assert ids(line) == [second]
