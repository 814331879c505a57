"""Broadcasts on a real PostgreSQL: once each, whom exactly, and what pause, stop and undo do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fixtures.wire import Died, Wire, wire

from fieldcomm.services.acting import Acting
from fieldcomm.services.add_job import add_job
from fieldcomm.services.broadcast_pages import Counts, read_broadcast
from fieldcomm.services.check_broadcast import Check, check_broadcast
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.errors import Refused
from fieldcomm.services.run_broadcasts import run_broadcasts
from fieldcomm.services.run_due import run_due
from fieldcomm.services.send_broadcast import (
    confirm_broadcast,
    pause_broadcast,
    resume_broadcast,
    stop_broadcast,
)
from fieldcomm.services.undo import undo_deed

PHONES = [f"+140455501{n}" for n in range(20, 30)]
WORDS = "The roads are iced and our crews start at noon."


@pytest.fixture
def town(database_url: str) -> Iterator[Wire]:
    """Ten households waiting, told of their jobs already."""
    with wire(database_url) as line:
        for n, phone in enumerate(PHONES):
            add(line, phone, customer_name=f"Name{'abcdefghij'[n]} Reed")
        line.sql("UPDATE messages SET state = 'suppressed'")
        yield line


def add(line: Wire, phone: str, **given: Any) -> str:
    usual = {"customer_name": "Dana Reed", "address": "14 Oak St, Atlanta", "summary": "kitchen"}
    return add_job(line.deps, customer_phone=phone, **(usual | given))


def draft(line: Wire, **given: Any) -> int:
    usual: dict[str, Any] = {"words": WORDS, "words_es": "", "whom": {}, "by": "Ana"}
    return save_draft(line.deps, **(usual | given))


def sent(line: Wire, made: int, n: int) -> None:
    confirm_broadcast(line.deps, made, typed=str(n), role="dispatcher", by="Ana")


def texts(line: Wire, made: int) -> dict[str, str]:
    rows = line.sql("SELECT phone, state FROM messages WHERE broadcast_id = :id", id=made)
    found = {row.phone: row.state for row in rows}
    assert len(found) == len(rows), "somebody has two"
    return found


def counts(line: Wire, made: int) -> Counts:
    page = read_broadcast(line.deps, made)
    assert page is not None
    return page.counts


def checked(line: Wire, made: int) -> Check:
    found = check_broadcast(line.deps, made)
    assert found is not None
    return found


def test_a_worker_that_dies_at_any_moment_makes_no_text_twice(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    town.hooks.at, town.hooks.nth = "broadcast", 1
    with pytest.raises(Died):
        run_broadcasts(town.deps)
    assert texts(town, made) == {}
    town.hooks.at = None
    run_broadcasts(town.deps)
    town.sql("UPDATE recipients SET made_at = NULL")  # as if it had been forgotten
    town.sql("UPDATE broadcasts SET next_at = :at", at=town.clock.machine())
    run_broadcasts(town.deps)
    assert sorted(texts(town, made)) == PHONES


def test_only_the_count_typed_by_hand_lets_it_go(town: Wire) -> None:
    made = draft(town)
    for typed in ("", "9", "ten", "yes"):
        with pytest.raises(Refused, match="Type 10"):
            confirm_broadcast(town.deps, made, typed=typed, role="manager", by="Bo")
    with pytest.raises(Refused):
        confirm_broadcast(town.deps, made, typed="10", role="contractor", by="Luis")
    assert town.sql("SELECT 1 FROM recipients") == []
    sent(town, made, 10)
    with pytest.raises(Refused):
        sent(town, made, 10)


def test_everybody_left_out_is_left_out_with_a_reason_and_one_text_a_phone_is_enough(
    town: Wire,
) -> None:
    add(town, PHONES[0], address="9 Elm St, Decatur")
    for phone, change in zip(
        PHONES[1:],
        (
            "consent = 'stopped'",
            "unreachable = 'landline'",
            "consent = 'unknown'",
            "chatter_off_at = last_told_at",
        ),
        strict=False,
    ):
        town.sql(f"UPDATE phones SET {change} WHERE phone = :p", p=phone)
    made = draft(town)
    check = checked(town, made)
    assert (check.to_tell, check.jobs, check.same_phone) == (6, 11, 1)
    assert check.excluded == {"opted_out": 1, "unreachable": 1, "no_consent": 1, "upset": 1}
    sent(town, made, 6)
    run_broadcasts(town.deps)
    assert sorted(texts(town, made)) == [PHONES[0], *PHONES[5:]]
    assert counts(town, made).why_excluded == check.excluded


@pytest.mark.parametrize(
    ("whom", "n"),
    [
        ({"whom": "waiting"}, 10),
        ({"whom": "booked"}, 0),
        ({"whom": "open", "place": "decatur"}, 1),
        ({"place": "100%"}, 0),
        ({"language": "es"}, 1),
        ({"urgency": "sewage"}, 1),
        ({"waiting_on": "insurer"}, 1),
    ],
)
def test_a_filter_finds_exactly_whom_it_names(town: Wire, whom: dict[str, str], n: int) -> None:
    town.sql("UPDATE customers SET address = '8 Elm Ave, Decatur' WHERE id = 1")
    town.sql("UPDATE phones SET language = 'es' WHERE phone = :p", p=PHONES[3])
    town.sql("UPDATE jobs SET urgency = 'sewage' WHERE id = 2")
    town.sql("UPDATE jobs SET waiting_on = 'insurer' WHERE id = 4")
    assert checked(town, draft(town, whom=whom)).to_tell == n


def test_what_is_shown_before_is_what_is_sent_to_the_last_letter_and_segment(town: Wire) -> None:
    town.sql("UPDATE phones SET language = 'es' WHERE phone = :p", p=PHONES[0])
    town.sql("UPDATE contacts SET name = '李 伟' WHERE phone = :p", p=PHONES[1])
    town.sql("UPDATE contacts SET name = '' WHERE phone = :p", p=PHONES[2])
    made = draft(town, words_es="Hay hielo y salimos al mediodía.")
    check = checked(town, made)
    odd = [odd for sample in check.samples for odd in sample.oddities]
    assert {"unusual letters", "no name", "Spanish"} <= set(odd)
    assert check.samples[0].segments == max(s.segments for s in check.samples)
    sent(town, made, 10)
    run_broadcasts(town.deps)
    rows = town.sql("SELECT body, segments FROM messages WHERE broadcast_id = :id", id=made)
    assert {s.body for s in check.samples} <= {row.body for row in rows}
    assert sum(row.segments for row in rows) == check.segments


def test_spanish_phones_get_the_english_whole_where_no_spanish_is_written(town: Wire) -> None:
    town.sql("UPDATE phones SET language = 'es' WHERE phone = :p", p=PHONES[0])
    made = draft(town)
    assert checked(town, made).spanish_in_english == 1
    sent(town, made, 10)
    run_broadcasts(town.deps)
    row = town.sql("SELECT body, language FROM messages WHERE broadcast_id = :id AND phone = :p",
                   id=made, p=PHONES[0])[0]  # fmt: skip
    assert row.language == "en"
    assert "Questions?" in row.body


def test_who_opts_out_after_it_was_confirmed_gets_nothing(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    town.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=PHONES[0])
    run_broadcasts(town.deps)
    town.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=PHONES[1])
    town.send()
    found = counts(town, made)
    assert (found.handed_over, found.dropped) == (8, 2) == (len(town.provider.taken), 2)


def test_nobody_joins_after_it_was_confirmed(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    add(town, "+14045550140")
    run_broadcasts(town.deps)
    assert sorted(texts(town, made)) == PHONES


def test_paused_nothing_leaves_not_even_what_the_provider_had_put_off(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    run_broadcasts(town.deps)
    town.provider.how = lambda text: "throttle"
    town.send(seconds=0.1)
    town.provider.how = lambda text: "take"
    pause_broadcast(town.deps, made, by="Ana")
    town.sql("UPDATE messages SET state = 'queued', retry_at = NULL WHERE broadcast_id = :i"
             " AND phone = ANY(:p)", i=made, p=PHONES[:3])  # fmt: skip
    town.send()
    assert town.provider.taken == []
    assert set(texts(town, made).values()) == {"held"}
    run_due(town.deps)
    town.send()
    assert town.provider.taken == []
    resume_broadcast(town.deps, made, by="Ana")
    town.after(seconds=10)
    town.send()
    assert len(town.provider.taken) == 10


def test_stopped_is_for_good_and_counted(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    run_broadcasts(town.deps)
    town.send(seconds=0)
    stop_broadcast(town.deps, made, by="Ana")
    town.sql("UPDATE messages SET state = 'queued' WHERE broadcast_id = :i AND phone = :p",
             i=made, p=PHONES[0])  # fmt: skip
    town.send()
    found = counts(town, made)
    assert found.handed_over == len(town.provider.taken)
    assert found.stopped == 10 - found.handed_over
    for again in (resume_broadcast, stop_broadcast, pause_broadcast):
        with pytest.raises(Refused, match="stopped already"):
            again(town.deps, made, by="Ana")


def test_stopped_before_its_texts_were_made_all_are_stopped(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    stop_broadcast(town.deps, made, by="Ana")
    run_broadcasts(town.deps)
    assert texts(town, made) == {}
    assert counts(town, made).stopped == 10


def test_undo_takes_the_whole_of_it_back_and_the_draft_is_there_again(town: Wire) -> None:
    town.sql(
        "INSERT INTO users (email, name, role, created_at) VALUES ('a@example.com', 'Ana',"
        " 'dispatcher', :at)", at=town.clock.machine(),
    )  # fmt: skip
    made = draft(town)
    acting = Acting(key="a key of a form", what="broadcast", user_id=1, name="Ana")
    deps = replace(town.deps, acting=acting)
    confirm_broadcast(deps, made, typed="10", role="dispatcher", by="Ana")
    town.after(seconds=10)
    run_broadcasts(town.deps)
    assert texts(town, made) == {}  # nothing is made that could still be taken back
    assert acting.deed_id is not None
    undo_deed(town.deps, acting.deed_id, user_id=1, by="Ana")
    town.after(minutes=5)
    run_broadcasts(town.deps)
    assert texts(town, made) == {}
    assert town.sql("SELECT state FROM broadcasts")[0].state == "draft"
    sent(town, made, 10)
    run_broadcasts(town.deps)
    assert len(texts(town, made)) == 10


def test_it_covers_the_check_in_of_those_it_reached_and_of_nobody_else(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    run_broadcasts(town.deps)
    assert town.sql("SELECT 1 FROM phones WHERE last_person_at IS NOT NULL") == []
    refused = PHONES[0]
    town.provider.how = lambda text: 21610 if text.to == refused else "take"
    town.send()
    town.after(seconds=20)
    run_broadcasts(town.deps)
    reached = town.sql("SELECT phone FROM phones WHERE last_person_at IS NOT NULL ORDER BY phone")
    assert [row.phone for row in reached] == PHONES[1:]
    town.after(seconds=20)
    run_broadcasts(town.deps)
    assert town.sql("SELECT state FROM broadcasts")[0].state == "finished"


def test_at_night_it_waits_for_the_morning_and_says_so_before(town: Wire) -> None:
    town.after(hours=12)  # ten in the evening
    made = draft(town)
    held = checked(town, made).held
    assert list(held.values()) == [10]
    sent(town, made, 10)
    run_broadcasts(town.deps)
    town.send()
    found = counts(town, made)
    assert (found.for_morning, found.to_go, found.handed_over) == (10, 10, 0)
    pause_broadcast(town.deps, made, by="Ana")
    town.after(hours=11)
    run_due(town.deps)
    town.send()
    assert town.provider.taken == []
    resume_broadcast(town.deps, made, by="Ana")
    town.send()
    assert len(town.provider.taken) == 10


def test_a_household_whose_decision_is_under_way_is_told_a_little_later(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    with town.deps.engine.begin() as other:
        from sqlalchemy import text

        other.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:p, 0))"), {"p": PHONES[0]}
        )
        run_broadcasts(town.deps)
        assert sorted(texts(town, made)) == PHONES[1:]
    town.after(seconds=1)
    run_broadcasts(town.deps)
    assert sorted(texts(town, made)) == PHONES


def test_words_too_long_to_stand_whole_are_refused(town: Wire) -> None:
    with pytest.raises(Refused, match="230 stand whole"):
        draft(town, words="x" * 231)
    with pytest.raises(Refused):
        draft(town, words="  ")
    body = checked(town, draft(town, words="word " * 45 + "end.")).samples[0].body
    assert "end." in body


def test_while_all_is_paused_nothing_of_it_is_made(town: Wire) -> None:
    town.sql("UPDATE company SET paused = true")
    made = draft(town)
    assert checked(town, made).stopped
    sent(town, made, 10)
    run_broadcasts(town.deps)
    assert texts(town, made) == {}
    town.sql("UPDATE company SET paused = false")
    town.after(seconds=timedelta(seconds=6).total_seconds())
    run_broadcasts(town.deps)
    assert len(texts(town, made)) == 10


def test_who_has_moved_on_since_it_was_confirmed_is_told_nothing(town: Wire) -> None:
    made = draft(town)
    sent(town, made, 10)
    town.sql("UPDATE jobs SET status = 'cancelled', closed_at = now() WHERE id = 1")
    town.sql("UPDATE contacts SET phone = '+14045550199' WHERE phone = :p", p=PHONES[1])
    run_broadcasts(town.deps)
    assert set(texts(town, made)) == set(PHONES[2:])
    assert counts(town, made).why_excluded == {"moved_on": 2}
