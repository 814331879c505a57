"""A spouse or a tenant texts in: known, filed with the job, answered by a person."""

from __future__ import annotations

from journeys.town import DANA, FOX, Town, town

from fieldcomm.services.contacts import add_contact
from fieldcomm.services.promise_work import send_manual
from fieldcomm.services.surge import switch_surge


def _with_spouse(place: Town, role: str = "spouse") -> str:
    code = place.job(DANA)
    add_contact(place.deps, code, name="Fay Fox", phone=FOX, role=role, agreed=True, by="Ana Ruiz")
    return code


def test_whom_we_know_is_not_asked_who_they_are(database_url: str) -> None:
    with town(database_url) as place:
        switch_surge(place.deps, on=True, per_day="40", by="Bo Lind")
        code = _with_spouse(place)
        place.text(FOX, "When will somebody come?")
        said = place.last(FOX)
        assert "Fay" in said
        assert "don't know this number" not in said
        assert "your name" not in said
        owed = place.sql("SELECT p.phone, j.code FROM promises p JOIN jobs j ON j.id = p.job_id"
                         " WHERE p.kind = 'reply' AND p.state = 'open'")  # fmt: skip
        assert owed == [(FOX, code)]
        filed = place.sql("SELECT j.code FROM messages m JOIN jobs j ON j.id = m.job_id"
                          " WHERE m.direction = 'in' AND m.phone = :p", p=FOX)  # fmt: skip
        assert filed == [(code,)]
        assert place.sql("SELECT 1 FROM tasks WHERE kind = 'unknown_sender'") == []


def test_the_answer_to_them_keeps_what_was_promised_to_them(database_url: str) -> None:
    with town(database_url) as place:
        code = _with_spouse(place)
        place.text(DANA, "Can I run the fans?")
        place.text(FOX, "When will somebody come?")
        fay = place.sql("SELECT id FROM contacts WHERE phone = :p", p=FOX)[0].id
        send_manual(place.deps, code, body="Luis comes at 3.", by="Ana Ruiz", contact_id=fay)
        ends = place.sql("SELECT phone, state FROM promises WHERE kind = 'reply' ORDER BY phone")
        assert ends == [(DANA, "open"), (FOX, "kept")]


def test_danger_they_report_brings_the_address(database_url: str) -> None:
    with town(database_url) as place:
        _with_spouse(place, "tenant")
        place.text(FOX, "I smell gas")
        alert = place.sql("SELECT body FROM messages WHERE moment = 'safety_alert'")[0].body
        assert "Fay Fox" in alert
        assert "14 Oak" in alert


def test_a_wrong_number_among_them_is_found_by_a_person(database_url: str) -> None:
    with town(database_url) as place:
        _with_spouse(place)
        place.text(FOX, "wrong number")
        task = place.sql("SELECT words FROM tasks WHERE kind = 'wrong_number'")
        assert "Fay Fox" in task[0].words
