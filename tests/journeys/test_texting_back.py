"""People write as people write: answered from rows, once, or by a person; nothing is dropped."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.test_booking import booked
from journeys.town import ANA, DANA, FOX, LUIS, Town, town

from fieldcomm.services import promise_work, read_inbox


def test_when_is_answered_from_the_ledger_and_never_in_the_same_words(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.text(DANA, "when are you coming?")
        place.advance(hours=1)
        place.text(DANA, "what time tomorrow again?")
        first, second = (t.body for t in place.got(DANA, "answer_when"))
        assert "1 and 3 pm" in first or "1-3 pm" in first or "1 to 3 pm" in first
        assert first != second
        assert place.got(ANA) == []


def test_when_without_a_visit_says_what_we_wait_for_and_when_we_write(database_url: str) -> None:
    with town(database_url) as place:
        place.job(FOX, customer_name="Kit Fox", address="3 Ivy Ln, Atlanta")
        place.job()
        place.text(DANA, "any idea when someone will come?")
        said = place.got(DANA, "answer_when")[0].body
        assert "5:30 pm" in said
        assert (
            "1 home" in said or "one home" in said.lower() or "1 is ahead" in said or "1 " in said
        )


def test_who_asks_a_third_time_is_answered_by_a_person(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        for _ in range(3):
            place.text(DANA, "when is somebody coming?")
            place.advance(minutes=20)
        assert place.moments(DANA).count("answer_when") == 2
        assert place.states(code, "reply") == ["open"]


def test_thanks_get_silence(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        for words in ("ok", "👍", "thanks!", "Ok thank you", "k", "gracias"):
            place.text(DANA, words)
            assert place.news() == {}, words
        assert place.states(code) == []
        assert place.tasks() == []


def test_a_question_gets_one_acknowledgement_however_often_it_is_asked(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        place.text(DANA, "can I turn the fans off at night?")
        place.text(DANA, "they are really loud")
        place.text(DANA, "hello??")
        assert place.news()["Dana"] == ["reply_ack"]
        assert "Ana" in place.last(DANA)
        assert "11:15 am" in place.last(DANA)
        assert place.states(code, "reply") == ["open"]


def test_a_person_who_answers_settles_it(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "can I turn the fans off at night?")
        promise_work.send_manual(
            place.deps, code, body="Please leave them on, Dana. Sorry for the noise!", by="Ana Ruiz"
        )
        place.settle()
        assert place.states(code, "reply") == ["kept"]
        place.news()
        place.until("2026-01-13 16:00")
        assert place.news() == {}


def test_an_unanswered_question_climbs_like_any_promise(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "can I turn the fans off at night?")
        place.news()
        place.until("2026-01-13 10:46")
        assert place.news() == {"Ana": ["prompt"]}
        assert "fans off at night" in place.last(ANA)
        place.until("2026-01-13 11:31")
        assert place.news() == {
            "Ana": ["prompt"],
            "Dana": ["apology"],
            "Bo": ["prompt_manager"],
        }
        assert place.states(code, "reply") == ["open"]


def test_a_complaint_stops_chatter_and_brings_a_person(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        place.text(DANA, "this is unacceptable. three days and NOBODY has even called us")
        assert place.news() == {"Ana": ["alert"], "Dana": ["complaint_ack"]}
        said = place.last(DANA)
        assert "sorry" in said.lower()
        assert "Ana" in said
        assert place.states(code, "reply") == ["open"]
        assert place.show(code)["next_check_in_at"] is None
        place.until("2026-01-13 20:00")
        assert "check_in" not in place.moments(DANA)


def test_after_a_person_spoke_with_them_check_ins_go_on(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "this is ridiculous, nobody ever calls back")
        place.until("2026-01-13 10:40")
        promise_work.log_call(place.deps, code, heard="spoke", by="Ana Ruiz")
        assert place.states(code, "reply") == ["kept"]
        assert place.show(code)["next_check_in_at"]
        place.until("2026-01-14 12:00")
        assert "check_in" in place.moments(DANA)


def test_several_jobs_on_one_phone_are_asked_about_once_numbered(database_url: str) -> None:
    with town(database_url) as place:
        one = place.job(contractor_phone=LUIS)
        two = place.job(address="9 Elm St, Atlanta", summary="attic", contractor_phone=LUIS)
        for code, day in ((one, 15), (two, 16)):
            place.book(code, f"2026-01-{day}T13:00", f"2026-01-{day}T15:00", tell_now=True)
        place.news()
        place.text(DANA, "when are you coming?")
        assert place.news() == {"Dana": ["which_job"]}
        assert "14 Oak St" in place.last(DANA)
        assert "9 Elm St" in place.last(DANA)
        place.text(DANA, "2")
        assert place.news() == {"Dana": ["answer_when"]}
        assert "Fri" in place.last(DANA)


def test_an_unreadable_text_of_a_contractor_goes_to_a_person(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.text(LUIS, "purple monkey dishwasher")
        assert place.news() == {"Ana": ["alert"], "Luis": ["contractor_unread"]}
        assert "purple monkey dishwasher" in place.last(ANA)
        assert place.tasks() == ["read_text"]


def test_help_and_the_question_mark(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.text(LUIS, "?")
        assert place.news() == {"Luis": ["contractor_help"]}
        assert "OMW" in place.last(LUIS)
        place.text(DANA, "HELP")
        assert place.news() == {}
        assert place.twilio.thread(DANA)[-1]["auto"]


def test_a_text_that_cannot_be_processed_goes_to_a_person_and_the_next_proceeds(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = read_inbox.answer

    def broken(snapshot: Any, text: str, **given: Any) -> Any:
        if text == "poison":
            raise RuntimeError("no way to read this")
        return real(snapshot, text, **given)

    monkeypatch.setattr(read_inbox, "answer", broken)
    with town(database_url) as place:
        code = place.job()
        place.send(DANA, "poison")
        place.text(DANA, "can I turn the fans off at night?")
        tries = place.sql("SELECT state, tries FROM inbox WHERE kind = 'text' ORDER BY id")
        assert [(row.state, row.tries) for row in tries] == [("failed", 3), ("read", 1)]
        assert place.tasks() == ["read_text"]
        assert place.states(code, "reply") == ["open"]
        said = [m["body"] for m in place.show(code)["messages"] if m["direction"] == "in"]
        assert said == ["poison", "can I turn the fans off at night?"]
    capfd.readouterr()


def test_a_stranger_is_asked_who_they_are_and_a_person_answers(database_url: str) -> None:
    with town(database_url) as place:
        place.text(FOX, "hi my basement flooded can you help")
        assert place.news() == {"Fox": ["unknown_sender"]}
        assert "unknown_sender" in place.tasks()
        place.text(FOX, "hello?")
        assert place.news() == {}
        place.until("2026-01-13 10:46")
        assert place.news() == {"Ana": ["prompt"]}


def test_spanish_is_answered_in_spanish(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(language="es")
        assert "Kiwi Drying" in place.last(DANA)
        assert "Le escribiremos" in place.last(DANA) or "próximo" in place.last(DANA)
        place.text(DANA, "cuando van a venir?")
        assert place.moments(DANA)[-1] == "answer_when"
        place.until("2026-01-13 17:00")
        assert place.moments(DANA)[-1] == "check_in"
        assert place.show(code)["customer"]["language"] == "es"
        english = (" we ", " you ", " the ", " and ")
        assert not any(word in body.lower() for body in place.heard(DANA) for word in english)


def test_asking_for_spanish_gets_spanish(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "en español por favor")
        assert place.moments(DANA)[-1] == "language_set"
        assert place.show(code)["customer"]["language"] == "es"


def test_hired_somebody_else_ends_it_for_everybody(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.text(DANA, "we hired someone else, please cancel everything")
        assert place.news() == {
            "Ana": ["alert"],
            "Dana": ["job_cancelled"],
            "Luis": ["visit_withdrawn"],
        }
        assert place.show(code)["status"] == "cancelled"
        place.until("2026-01-15 20:00")
        assert place.news() == {}


def test_a_y_confirms_only_while_something_was_asked(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-22T13:00", "2026-01-22T15:00")
        place.text(LUIS, "Y")
        place.text(DANA, "C")
        place.set_time("2026-01-19 10:00")
        place.settle()
        place.news()
        place.text(DANA, "2")
        assert place.news() == {"Dana": ["not_understood"]}


def test_one_persons_texts_are_read_in_order(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 12:40")
        for words in ("omw 10", "here", "done"):
            place.send(LUIS, words)
        place.settle()
        assert place.visit(code) == "done"
        assert place.states(code, "arrival") == ["kept"]


def test_a_text_delivered_twice_is_read_once(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        sid = place.send(DANA, "can I turn the fans off at night?")
        place.settle()
        replay(place, sid)
        assert place.moments(DANA) == ["job_opened", "reply_ack"]


def replay(place: Town, sid: str) -> None:
    from fieldcomm.services.receive import receive_text

    params = {"MessageSid": sid, "From": DANA, "Body": "can I turn the fans off at night?"}
    assert receive_text(place.deps, sid=sid, phone=DANA, params=params) is False
    place.settle()
