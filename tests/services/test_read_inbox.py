"""One person's texts in order, one at a time; none is dropped, whatever is in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.wire import DANA, FOX, TEN, Died, Hooks, Wire
from sqlalchemy.exc import OperationalError

from fieldcomm.services import read_inbox as reading
from fieldcomm.services.claim import claim
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.read_inbox import read_inbox, read_next


def heard(line: Wire) -> list[str]:
    rows = line.sql("SELECT body FROM messages WHERE direction = 'in' ORDER BY id")
    return [row.body for row in rows]


def states(line: Wire) -> list[str]:
    return [row.state for row in line.sql("SELECT state FROM inbox ORDER BY id")]


def failing(monkeypatch: pytest.MonkeyPatch, word: str, error: Exception) -> None:
    right = reading.answer

    def answer(snapshot, body, **more):  # type: ignore[no-untyped-def]
        if word in body:
            raise error
        return right(snapshot, body, **more)

    monkeypatch.setattr(reading, "answer", answer)


def test_a_phones_texts_are_read_in_order(line: Wire) -> None:
    for body in ("one", "two", "three"):
        line.texts(body)
    read_inbox(line.deps)
    assert heard(line) == ["one", "two", "three"]


def test_a_stop_silences_what_is_queued_and_marks_what_is_on_its_way(line: Wire) -> None:
    on_its_way = line.queue("on its way", priority=0)
    (one,), _ = claim(line.deps, 1)
    queued = line.queue("queued")
    held = line.queue("held", state="held", not_before=TEN)
    line.texts("STOP")
    line.send()
    assert line.provider.taken == []  # never past the unread STOP
    read_inbox(line.deps)
    assert one.message_id == on_its_way
    assert line.row(on_its_way).crossed
    assert {line.state(queued), line.state(held)} == {"suppressed"}
    assert not line.row(queued).crossed
    line.send()
    assert [t.text.body for t in line.provider.taken if "opt" not in t.text.body.lower()] == []


def test_a_text_that_fails_three_times_goes_to_a_person_and_the_next_proceeds(
    line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "poison", ValueError("+14045550123 wrote this"))
    line.texts("poison")
    line.texts("hello?")
    line.texts("hi", FOX)
    read_inbox(line.deps)
    assert states(line) == ["failed", "read", "read"]
    assert line.tasks().count("read_text") == 1
    assert sorted(heard(line)) == ["hello?", "hi", "poison"]


def test_the_databases_trouble_says_nothing_about_the_text(
    line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "hello", OperationalError("SELECT", {}, Exception("gone")))
    line.texts("hello")
    for _ in range(5):
        with pytest.raises(OperationalError):
            read_inbox(line.deps)
    assert [row.tries for row in line.sql("SELECT tries FROM inbox")] == [0]


def test_a_process_that_dies_before_the_commit_has_done_nothing(line: Wire) -> None:
    line.texts("hello?")
    line.deps = replace(line.deps, hook=Hooks("read"))
    with pytest.raises(Died):
        read_inbox(line.deps)
    assert heard(line) == []
    assert line.sql("SELECT 1 FROM messages") == []
    line.deps = replace(line.deps, hook=Hooks())
    read_inbox(line.deps)
    assert heard(line) == ["hello?"]


@pytest.mark.parametrize("sender", ["88000", "KIWI", "+1", "", "+0404555012", "+1404555012x"])
def test_who_cannot_be_answered_is_read_by_a_person(line: Wire, sender: str) -> None:
    line.texts("your code is 1234", sender)
    line.texts("hello?")
    read_inbox(line.deps)
    assert states(line) == ["read", "read"]
    assert "read_text" in line.tasks()


def test_pictures_are_kept_with_the_text(line: Wire) -> None:
    line.texts(
        "",
        NumMedia="2",
        MediaUrl0="https://api.twilio.com/m/0",
        MediaContentType0="image/jpeg",
        MediaUrl1="https://api.twilio.com/m/1",
    )
    read_inbox(line.deps)
    media = line.sql("SELECT media FROM messages WHERE direction = 'in'")[0].media
    assert media == [
        {"url": "https://api.twilio.com/m/0", "type": "image/jpeg"},
        {"url": "https://api.twilio.com/m/1", "type": ""},
    ]


@pytest.mark.parametrize("wrote", ["\0", "\ud800", "\u202e evil", 10_000 * "é", "", "👍🏽"])
def test_no_text_is_too_odd_to_be_read(line: Wire, wrote: str) -> None:
    line.texts(wrote)
    read_inbox(line.deps)
    assert states(line) == ["read"]


def test_a_phone_without_texts_has_none_to_read(line: Wire) -> None:
    assert read_next(line.deps, DANA) is False


# --- polling


def test_a_text_whose_webhook_was_lost_is_fetched_once(line: Wire) -> None:
    line.after(seconds=10)
    line.provider.texted("anybody there?")
    assert poll_provider(line.deps) == 1
    assert poll_provider(line.deps) == 0
    read_inbox(line.deps)
    assert heard(line) == ["anybody there?"]


def test_a_text_that_the_webhook_brought_too_is_read_once(line: Wire) -> None:
    line.after(seconds=10)
    sid = line.provider.texted("hello?")
    from fieldcomm.services.receive import receive_text

    receive_text(line.deps, sid=sid, phone=DANA, params={"Body": "hello?"})
    assert poll_provider(line.deps) == 0


def test_texts_from_before_the_installation_are_not_ours(line: Wire) -> None:
    line.provider.texted("an old one", at=TEN.replace(hour=10))
    assert poll_provider(line.deps) == 0


def test_a_text_listed_late_is_seen_by_a_later_poll(line: Wire) -> None:
    line.after(minutes=30)
    sent = line.clock.machine()
    line.after(seconds=20)
    poll_provider(line.deps)
    line.provider.texted("listed late", at=sent)
    line.after(minutes=5)
    assert poll_provider(line.deps) == 1


def test_an_outage_of_a_day_is_fetched_whole(line: Wire) -> None:
    for n in range(1500):
        line.after(seconds=60)
        line.provider.texted(f"text {n}", f"+1404555{n:04d}")
    assert poll_provider(line.deps) == 1500


def test_a_provider_that_does_not_answer_moves_no_mark(line: Wire) -> None:
    line.after(hours=1)
    line.provider.silent = True
    assert poll_provider(line.deps) == 0
    assert line.sql("SELECT polled_to FROM senders")[0].polled_to == TEN


def test_a_polled_text_older_than_one_already_handled_goes_to_a_person(line: Wire) -> None:
    line.after(minutes=1)
    swallowed = line.clock.machine()
    line.after(minutes=1)
    line.texts("never mind")
    read_inbox(line.deps)
    before = len(line.sql("SELECT 1 FROM messages WHERE direction = 'out'"))
    line.provider.texted("when do you come?", at=swallowed)
    poll_provider(line.deps)
    read_inbox(line.deps)
    assert len(line.sql("SELECT 1 FROM messages WHERE direction = 'out'")) == before
    assert "read_text" in line.tasks()


def test_an_opt_out_counts_however_late_it_is_found(line: Wire) -> None:
    line.after(minutes=1)
    swallowed = line.clock.machine()
    line.after(minutes=1)
    line.texts("hello")
    read_inbox(line.deps)
    line.provider.texted("STOP", at=swallowed)
    poll_provider(line.deps)
    read_inbox(line.deps)
    assert line.phone().consent == "stopped"


def test_odd_characters_in_a_polled_text_stop_nothing(line: Wire) -> None:
    line.after(seconds=10)
    line.provider.texted("nul \0 and \ud800")
    line.provider.texted("fine", FOX)
    assert poll_provider(line.deps) == 2
    read_inbox(line.deps)
    assert sorted(heard(line)) == ["fine", "nul \ufffd and \ufffd"]
