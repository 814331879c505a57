"""Opting out is heard in any wording, at once; what we owe stays owed, as calls."""

from __future__ import annotations

from journeys.test_booking import booked
from journeys.town import ANA, BO, DANA, LUIS, town

from fieldcomm.services import promise_work

KEYWORDS = ["STOP", "stop", "Unsubscribe", "END", "quit", "OPTOUT", "Stop."]
PLAIN = [
    "please stop texting me",
    "take me off your list",
    "no more texts",
    "do not text me again",
    "remove me from this",
    "STOP PLEASE",
    "stop sending me these messages",
    "no me manden más mensajes",
    "leave me alone",
]
NOT_MEANT = ["can you stop by at 3", "please stop asking, tuesday is fine", "cancel my appointment"]


def test_any_reasonable_wording_silences_at_once(database_url: str) -> None:
    with town(database_url) as place:
        said = {neighbour(n): words for n, words in enumerate([*KEYWORDS, *PLAIN])}
        codes = {phone: place.job(phone, address=f"{phone[-2:]} Elm St") for phone in said}
        place.news()
        for phone, words in said.items():
            place.text(phone, words)
            ours = place.news().get(phone, [])
            assert ours in ([], ["opted_out"]), words
            autos = [t for t in place.twilio.thread(phone) if t["auto"]]
            assert len(ours) + len(autos) == 1, f"{words}: one confirmation, ours or the provider's"
            shown = place.show(codes[phone])
            assert shown["customer"]["consent"] == "stopped", words
            assert shown["next_check_in_at"] is None
        place.until("2026-01-15 20:00")
        assert not place.news().keys() & said.keys()


def neighbour(n: int) -> str:
    return f"+140455501{n + 30}"


def test_what_is_no_opt_out_is_not_taken_for_one(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        for words in NOT_MEANT:
            place.text(DANA, words)
            assert place.show(code)["customer"]["consent"] == "given"


def test_texts_held_for_the_morning_are_taken_back(database_url: str) -> None:
    with town(database_url) as place:
        place.set_time("2026-01-13 21:00")
        place.job()
        assert [m["state"] for m in place.messages(DANA)] == ["held"]
        place.text(DANA, "stop texting me")
        assert [m["state"] for m in place.messages(DANA)] == ["suppressed", "delivered"]
        place.until("2026-01-14 12:00")
        assert place.moments(DANA) == ["opted_out"]


def test_texts_queued_are_taken_back_even_while_the_stop_is_unread(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.twilio.faults("throttle", to=DANA)
        promise_work.send_manual(place.deps, code, body="Dana, how is the floor?", by="Ana Ruiz")
        place.once("outbox")
        assert [m["state"] for m in place.messages(DANA)][-1] == "queued"
        place.send(DANA, "STOP")
        place.twilio.clear_faults()
        place.patience_ends()
        place.once("outbox")  # the worker comes before anybody has read it
        assert [m["state"] for m in place.messages(DANA)][-1] == "queued"
        place.settle()
        assert [m["state"] for m in place.messages(DANA)][-1] == "suppressed"
        assert place.moments(DANA) == ["job_opened"]


def test_what_we_owe_stays_owed_as_calls(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        promise_work.add_callback(place.deps, code, due="2026-01-14T11:00", owner_phone=ANA)
        place.settle()
        place.text(DANA, "stop texting me please")
        said = place.last(DANA)
        assert "Wed" in said or "tomorrow" in said
        assert "404-555-0100" in said
        assert place.tasks().count("opted_out_call") == 2
        assert place.states(code) == ["open", "open"]
        place.until("2026-01-14 10:45")
        assert place.moments(ANA)[-1] == "prompt"
        place.text(LUIS, f"omw 20 {code}")
        assert place.visit(code) == "en_route"
        assert place.moments(DANA)[-1] == "opted_out"


def test_the_office_hears_that_somebody_has_opted_out(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.news()
        place.text(DANA, "STOP")
        assert place.news() == {"Ana": ["alert"]}


def test_cancel_opts_out_and_asks_a_person_whether_the_visit_was_meant(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.text(DANA, "CANCEL")
        assert place.news() == {"Ana": ["alert"]}
        assert "cancel_word" in place.tasks()
        assert place.show(code)["customer"]["consent"] == "stopped"
        assert place.visit(code) == "confirmed"


def test_start_takes_it_back(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        for words in ("START", "yes", "unstop"):
            place.text(DANA, "STOP")
            assert place.show(code)["customer"]["consent"] == "stopped"
            assert "opted_out_call" in place.tasks()
            place.text(DANA, words)
            assert place.show(code)["customer"]["consent"] == "given", words
            assert place.show(code)["next_check_in_at"]
            assert "opted_out_call" not in place.tasks()
        assert place.visit(code) == "confirmed"
        query = "SELECT state, wording FROM consents WHERE phone = :p ORDER BY id"
        history = place.sql(query, p=DANA)
        assert [row.state for row in history[:3]] == ["given", "stopped", "given"]
        assert history[1].wording == "STOP"
        place.until("2026-01-13 17:01")
        assert "Dana" in place.news()


def test_stop_twice_is_confirmed_once(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "please stop texting me")
        place.text(DANA, "i said stop texting me")
        place.text(DANA, "STOP")
        assert place.moments(DANA) == ["job_opened", "opted_out"]


def test_a_contractors_stop_is_an_alarm(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.text(LUIS, "STOP")
        assert place.news() == {"Bo": ["alert"]}
        assert "Luis" in place.last(BO)
        assert "contractor_stopped" in place.tasks()
        place.until("2026-01-14 07:01")
        assert "Luis" not in place.news()


def test_somebody_opted_out_who_asks_is_called(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "stop texting me")
        place.news()
        place.text(DANA, "can I turn the fans off at night?")
        assert "Dana" not in place.news()
        assert place.states(code, "callback") == ["open"]
        assert "opted_out_call" in place.tasks()


def test_a_wrong_number_is_silenced_and_a_person_finds_the_right_one(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        place.text(DANA, "wrong number, i dont know any dana")
        assert place.news() == {"Ana": ["alert"]}
        assert "wrong_number" in place.tasks()
        assert place.show(code)["customer"]["consent"] == "stopped"
        place.until("2026-01-14 20:00")
        assert "Dana" not in place.news()


def test_a_new_job_for_somebody_opted_out_is_a_call(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "STOP")
        place.news()
        place.job(address="9 Elm St, Atlanta", summary="attic")
        assert "Dana" not in place.news()
        assert "call" in place.tasks()


def test_the_provider_knows_of_a_stop_that_we_never_saw(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.twilio.faults("refuse", code=21610, to=DANA)
        promise_work.send_manual(place.deps, code, body="Dana, how is the floor?", by="Ana Ruiz")
        place.settle()
        assert place.messages(DANA)[-1]["state"] == "failed"
        assert place.messages(DANA)[-1]["error_code"] == 21610
        assert place.show(code)["customer"]["consent"] == "stopped"
        assert "failed_delivery" in place.tasks()
