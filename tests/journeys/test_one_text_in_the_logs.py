"""One text can be followed through the logs by its ids: in, read, decided, out, delivered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.logs import Logs, logs
from journeys.town import DANA, town

from fieldcomm.services.read_inbox import read_next


@pytest.fixture
def said() -> Iterator[Logs]:
    with logs() as made:
        yield made


def test_a_text_and_its_answer_are_followed_from_webhook_to_delivery(
    database_url: str, said: Logs
) -> None:
    with town(database_url) as place:
        place.job(customer_name="Zanzibar Heron", address="99 Canary Ct, Atlanta")
        sid = place.send(DANA, "when is the zebra crew coming?")
        place.settle()

    assert said.events(sid=sid) == ["text_received", "text_read", "text_decided"]
    assert said.one("text_received", sid=sid)["request"]
    read = said.one("text_read", sid=sid)
    assert read["intent"] == "ask_when"
    answer = said.one("text_decided", inbox=read["inbox"])["message"]
    out = said.one("handed_over", message=answer)
    events = said.events(message=answer)
    assert events[:2] == ["text_decided", "handed_over"]
    assert set(events[2:]) == {"delivery_recorded"}
    assert said.lines("delivery_received", sid=out["sid"])
    assert said.one("delivery_recorded", sid=out["sid"], status="delivered")["message"] == answer
    for personal in ("555", "Zanzibar", "Heron", "zebra", "crew coming", "Canary", "Luis"):
        assert personal not in said.words, personal


def test_a_text_that_does_not_leave_says_why(database_url: str, said: Logs) -> None:
    with town(database_url) as place:
        place.job()
        place.change("UPDATE phones SET consent = 'stopped'")
        place.change("UPDATE messages SET state = 'queued' WHERE moment = 'job_opened'")
        place.once("outbox")
        aside = said.one("text_set_aside")
        assert (aside["state"], aside["why"]) == ("suppressed", "opted out")


def test_what_was_rolled_back_is_not_told(database_url: str, said: Logs) -> None:
    with town(database_url) as place:
        place.job()
        place.change("ALTER TABLE inbox ADD CONSTRAINT no CHECK (state <> 'read') NOT VALID")
        place.send(DANA, "when are you coming?")
        read_next(place.deps, DANA)
        assert said.lines("text_failed")
        assert not said.lines("text_read")
        place.change("ALTER TABLE inbox DROP CONSTRAINT no")
        place.settle()
