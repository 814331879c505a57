"""After a restore: nothing goes out twice, nothing is answered again, and a person is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.wire import TEN
from services.restoring import ANA, BO, DANA, FOX, GIL, HAL, KIM, LUIS, Day, a_day

from fieldcomm.messaging.gateway import Outgoing
from fieldcomm.services.big_pause import end_big_pause
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.restored.settle import settle_unasked
from fieldcomm.services.set_up import set_up
from fieldcomm.services.stop_sending import resume_sending

QUESTION = "can I turn the fans off at night?"


@pytest.fixture
def day(database_url: str, tmp_path: Path) -> Iterator[Day]:
    with a_day(database_url, tmp_path) as made:
        yield made


def settled(day: Day) -> None:
    """Both looks, also where one was not answered, and what follows at once."""
    day.play(timedelta(minutes=4))
    assert not day.is_paused()


def test_a_day_lost_and_restored_says_nothing_twice(day: Day) -> None:
    """Backed up at 11:00, lost at 16:45, restored at 16:50."""
    line = day.line
    line.provider.lag = lambda: 45.0
    booked, callback = day.job(DANA), day.job(GIL, "Gil Stone")
    for phone, name in ((FOX, "Fay Fox"), (KIM, "Kim Lane")):
        day.job(phone, name)
    day.book(booked, "2026-01-13T14:00", "2026-01-13T16:00")
    day.texts("Y", LUIS)
    add_callback(line.deps, callback, due="2026-01-13T11:30", owner_phone=ANA)
    day.until("11:00")
    day.back_up()
    day.until("11:10")
    day.texts("please stop texting me", FOX)
    day.texts("when are you coming?", DANA)
    day.until("13:00")
    day.job(HAL, "Hal Moss")
    day.until("13:40")
    day.texts("OMW 20", LUIS)
    day.until("16:45")
    before = len(line.provider.taken)
    assert before > 26
    line.after(minutes=5)
    day.restore()
    day.until("19:00")
    assert day.twice() == []
    assert len(day.heard(FOX)) == 2  # the first text, and that we have stopped
    assert line.phone(FOX).consent == "stopped"
    new = line.provider.taken[before:]
    assert {text.text.to for text in new} == {BO}
    assert "since then 26 texts went out and 3 texts came in" in new[0].text.body
    kinds = [kind for kind, _ in day.tasks()]
    assert kinds.count("read_text") == 2  # Dana's question, the crew's OMW; the STOP needs nobody
    assert ("restored", HAL) in day.tasks()
    promises = line.sql("SELECT state FROM promises WHERE kind = 'check_in' ORDER BY id")
    assert {row.state for row in promises} == {"kept", "released"}


def test_the_pause_ends_only_with_the_second_look_at_the_list(day: Day) -> None:
    line = day.line
    day.job()
    text = line.queue("We're on our way.", GIL)
    day.back_up()
    day.restore()
    line.provider.lists.clear()
    day.work()
    assert (len(line.provider.lists), day.is_paused(), line.state(text)) == (1, True, "queued")
    line.after(seconds=60)
    day.work()
    assert (
        len(line.provider.lists) == 1
    )  # what was under way then is listed 90 s later at the latest
    line.after(seconds=30)
    day.work()
    assert (day.is_paused(), line.state(text)) == (False, "delivered")


def test_neither_a_start_nor_a_button_for_other_pauses_ends_it(day: Day) -> None:
    day.job()
    day.back_up()
    day.restore()
    set_up(day.line.deps)
    end_big_pause(day.line.deps)
    resume_sending(day.line.deps, by="Bo")
    day.line.queue("We're on our way.")
    day.line.send()
    assert day.is_paused()
    assert day.heard(DANA) == [day.line.provider.taken[0].text.body]


def test_a_text_of_the_backup_that_left_since_is_found_in_the_list(day: Day) -> None:
    line = day.line
    sent, waits = line.queue("We're on our way."), line.queue("We'll be there at 5.", GIL)
    day.back_up()
    line.sql("UPDATE messages SET state = 'held' WHERE id = :id", id=waits)
    line.send()
    day.restore()
    assert line.state(sent) == "queued"
    settled(day)
    taken = line.provider.taken[0]
    assert (line.state(sent), line.row(sent).provider_sid) == ("delivered", taken.sid)
    assert (day.heard(DANA), day.heard(GIL)) == (["We're on our way."], ["We'll be there at 5."])


def test_one_on_the_wire_when_it_was_backed_up_is_found_as_well(day: Day) -> None:
    line = day.line
    line.provider.how = lambda _text: "drop_answer"
    text = line.queue("We're on our way.")
    line.send()
    line.provider.how = lambda _text: "take"
    day.back_up()
    day.restore()
    settled(day)
    assert (line.state(text), len(day.heard(DANA))) == ("delivered", 1)


def test_what_may_have_left_in_other_words_is_for_a_person(day: Day) -> None:
    line = day.line
    text = line.queue(
        "Your visit is tomorrow.", state="held", not_before=TEN + timedelta(minutes=9)
    )
    later = line.queue("See you on Friday.", state="held", not_before=TEN + timedelta(days=3))
    day.back_up()
    line.after(minutes=10)
    line.sql(
        "UPDATE messages SET state = 'queued', not_before = NULL, body = 'Your visit is today.'"
    )
    line.sql("UPDATE messages SET state = 'held' WHERE id = :id", id=later)
    line.send()
    line.after(minutes=10)
    day.restore()
    settled(day)
    assert (line.state(text), line.state(later)) == ("unconfirmed", "held")
    assert ("unconfirmed", DANA) in day.tasks()
    assert day.heard(DANA) == ["Your visit is today."]


def test_an_opt_out_of_the_lost_time_counts_before_anything_leaves(day: Day) -> None:
    line = day.line
    day.job()
    waits = line.queue("See you at 5.", state="held", not_before=TEN + timedelta(hours=1))
    day.back_up()
    line.provider.texted("STOP", DANA)
    line.after(hours=2)
    day.restore()
    settled(day)
    assert line.phone().consent == "stopped"
    assert line.state(waits) == "suppressed"
    assert len(day.heard(DANA)) == 1


def test_what_came_after_the_last_sign_of_life_is_answered_as_always(day: Day) -> None:
    day.job()
    day.job(GIL, "Gil Stone")
    day.back_up()
    day.texts(QUESTION, GIL)  # answered, and lost
    day.line.after(minutes=5)
    day.line.provider.texted(QUESTION, DANA)
    day.line.provider.texted("and the big one?", GIL)
    day.line.after(minutes=5)
    day.restore()
    settled(day)
    assert (len(day.heard(DANA)), len(day.heard(GIL))) == (2, 2)
    assert day.tasks().count(("read_text", GIL)) == 1


def test_what_the_backup_held_unread_waits_until_it_is_known_whether_it_was_answered(
    day: Day,
) -> None:
    line = day.line
    day.job()
    day.job(GIL, "Gil Stone")
    line.texts("it smells like gas", DANA)  # not read yet
    day.back_up()
    day.work()  # now it is, and answered
    line.after(minutes=10)
    day.restore()
    day.work()
    assert [row.state for row in line.sql("SELECT state FROM inbox WHERE kind = 'text'")] == [
        "unread"
    ]
    settled(day)
    assert len(day.heard(DANA)) == 2
    assert ("safety", DANA) in day.tasks()


def test_a_text_that_did_not_arrive_is_not_tried_again_after_a_restore(day: Day) -> None:
    line = day.line
    line.queue("We're on our way.")
    line.send()
    day.back_up()
    line.report(0, "undelivered", 30003)
    line.reports()
    line.after(minutes=11)
    day.work()
    assert len(day.heard(DANA)) == 2
    day.restore()
    settled(day)
    line.report(0, "undelivered", 30003)
    day.play(timedelta(minutes=30))
    assert len(day.heard(DANA)) == 2


def test_danger_after_the_last_sign_of_life_is_answered_though_what_came_before_is_lost(
    day: Day,
) -> None:
    day.job()
    day.back_up()
    day.texts(QUESTION, DANA)
    day.line.after(minutes=10)
    day.line.provider.texted("it smells like gas", DANA)
    day.line.after(minutes=1)
    day.restore()
    settled(day)
    assert "911" in day.heard(DANA)[-1]
    assert len(day.heard(DANA)) == 3


def test_danger_is_answered_during_the_pause_and_all_else_goes_to_a_person(day: Day) -> None:
    day.job()
    day.job(GIL, "Gil Stone")
    day.back_up()
    day.restore()
    day.line.provider.silent = True
    day.texts("it smells like gas", DANA)
    day.texts(QUESTION, GIL)
    assert day.is_paused()
    assert "911" in day.heard(DANA)[-1]
    assert "smells like gas" in day.heard(BO)[-1]
    assert len(day.heard(GIL)) == 1
    assert ("read_text", GIL) in day.tasks()
    day.line.provider.silent = False
    settled(day)
    assert (len(day.heard(DANA)), len(day.heard(GIL))) == (2, 1)


def test_danger_of_the_lost_time_stands_first_on_the_board_and_is_not_answered_again(
    day: Day,
) -> None:
    day.job()
    day.back_up()
    day.texts("it smells like gas", DANA)
    heard = len(day.heard(DANA)), len(day.heard(BO))
    day.restore()
    settled(day)
    assert (len(day.heard(DANA)), len(day.heard(BO))) == (heard[0], heard[1] + 1)  # of the restore
    assert ("safety", DANA) in day.tasks()


def test_a_wave_goes_on_with_those_who_had_no_check_in_yet(day: Day) -> None:
    day.job()
    day.job(GIL, "Gil Stone")
    day.until("16:20")
    day.back_up()
    day.line.provider.how = lambda text: "take" if text.to == DANA else "drop"
    day.until("16:31")
    day.line.provider.how = lambda _text: "take"
    day.restore()
    settled(day)
    assert (len(day.heard(DANA)), len(day.heard(GIL))) == (2, 2)
    assert day.twice() == []


def test_an_hour_of_a_moved_clock_is_not_lived_through_twice(day: Day) -> None:
    day.job()
    day.until("15:00")
    day.back_up()
    day.line.sql("UPDATE company SET clock_offset_ms = 7200000")  # 5 pm
    day.play()
    assert len(day.heard(DANA)) == 2
    day.restore()
    settled(day)
    day.play(timedelta(hours=2))
    assert (len(day.heard(DANA)), day.twice()) == (2, [])


def test_a_slot_nobody_heard_of_is_broken_and_the_next_one_is_kept(day: Day) -> None:
    day.job()
    day.until("11:00")
    day.back_up()
    day.line.after(hours=7)
    day.restore()
    settled(day)
    broken = day.line.sql("SELECT cause FROM promises WHERE kind = 'check_in' AND state = 'broken'")
    assert [row.cause for row in broken] == [
        "the time of this word was lost with a restore from a backup"
    ]
    assert len(day.heard(DANA)) == 1
    assert day.line.phone().next_check_in_at.hour == 14  # tomorrow, 9:30 in Atlanta


def test_a_provider_that_does_not_answer_was_not_asked(day: Day) -> None:
    day.job()
    day.back_up()
    day.restore()
    day.line.provider.silent = True
    day.play(timedelta(minutes=10))
    assert day.is_paused()
    day.line.provider.silent = False
    day.play(timedelta(minutes=4))
    assert not day.is_paused()


def test_without_a_provider_to_ask_a_person_ends_it_and_nothing_old_leaves(day: Day) -> None:
    day.job()
    text = day.line.queue("We're on our way.")
    day.until("16:00")
    day.back_up()
    day.until("16:40")
    day.line.provider.texted("never polled", DANA)
    day.line.sql("UPDATE messages SET state = 'queued', provider_sid = NULL WHERE id = :i", i=text)
    day.restore()
    sent = len(day.line.provider.taken)
    settle_unasked(day.line.deps, by="Bo")
    day.until("17:45")
    new = day.line.provider.taken[sent:]
    assert [text.text.to for text in new] == [BO]
    assert "Twilio was not asked" in new[0].text.body


def test_texts_of_other_numbers_of_the_account_are_none_of_ours(day: Day) -> None:
    day.job()
    day.back_up()
    other = Outgoing(GIL, "From another business", "+14045550199", None, "x/other")
    day.line.provider._take(other)
    day.restore()
    settled(day)
    assert day.line.sql("SELECT 1 FROM messages WHERE phone = :p", p=GIL) == []


def test_a_second_restore_still_looks_for_what_the_first_had_not_found(day: Day) -> None:
    day.job()
    day.back_up()
    day.texts(QUESTION, DANA)
    day.restore()
    day.back_up()  # of data that does not know of the answer yet
    day.line.after(hours=1)
    day.restore()
    settled(day)
    assert (len(day.heard(DANA)), day.twice()) == (2, [])
    ended = day.line.sql("SELECT ended_by FROM restores ORDER BY id")
    assert [row.ended_by for row in ended] == ["a later restore", "the provider's list"]
