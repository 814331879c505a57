"""A cold snap: strangers text, and each is on the list within two texts."""

from __future__ import annotations

from journeys.town import DANA, FOX, Town, town

from fieldcomm.services.job_work import cancel_job
from fieldcomm.services.surge import read_surge, switch_surge

NEW = "+14045550131"


def surging(place: Town, per_day: str = "40") -> None:
    switch_surge(place.deps, on=True, per_day=per_day, by="Bo Lind")


def test_a_stranger_is_a_customer_after_two_texts(database_url: str) -> None:
    with town(database_url) as place:
        surging(place)
        place.job(DANA)
        place.text(NEW, "our basement is flooding, it keeps coming up")
        asked = place.last(NEW)
        assert "your name and the address" in asked
        assert "We've marked it urgent." in asked
        place.text(NEW, "Priya Nair, 27 Pine Ct, Nashville, TN")
        job = place.sql(
            "SELECT j.code, j.urgency, j.summary, c.name, c.address, c.timezone, c.story FROM jobs j"
            " JOIN customers c ON c.id = j.customer_id ORDER BY j.id DESC LIMIT 1"
        )[0]
        assert job.urgency == "rising_water"
        assert (job.name, job.timezone) == ("Priya Nair", "America/Chicago")
        assert job.summary == "our basement is flooding, it keeps coming up"
        assert "keeps coming up" in job.story
        opened = place.last(NEW)
        assert job.code in opened
        assert "urgent" in opened
        assert "STOP" in opened
        consent = place.sql("SELECT state, source FROM consents WHERE phone = :p", p=NEW)
        assert consent == [("given", "text")]
        assert [p["kind"] for p in place.promises(job.code, "check_in")] == ["check_in"]
        assert [o.code for o in read_surge(place.deps).opened] == [job.code]


def test_whoever_is_not_urgent_hears_an_honest_wait(database_url: str) -> None:
    with town(database_url) as place:
        surging(place, "1")
        place.job(DANA)
        place.text(NEW, "Priya Nair, 27 Pine Ct, Atlanta. A stain on the ceiling")
        assert "One home is ahead of yours" in place.last(NEW)
        assert "A visit is likely Thu Jan 15 or Fri Jan 16." in place.last(NEW)


def test_danger_comes_first_and_the_intake_goes_on(database_url: str) -> None:
    with town(database_url) as place:
        surging(place)
        place.text(NEW, "sewage is coming up everywhere and we smell gas")
        assert set(place.moments(NEW)) == {"safety", "intake_ask"}
        assert place.tasks() == ["safety"]
        place.text(NEW, "Priya Nair, 27 Pine Ct, Atlanta")
        assert place.sql("SELECT urgency FROM jobs")[0].urgency == "sewage"


def test_what_cannot_be_worked_out_goes_to_a_person_after_two_questions(database_url: str) -> None:
    with town(database_url) as place:
        surging(place)
        for words in ("is this the drying company", "please help us", "anyone there?"):
            place.text(NEW, words)
        assert place.moments(NEW) == ["intake_ask", "intake_ask", "unknown_sender"]
        assert "unknown_sender" in place.tasks()
        assert place.sql("SELECT 1 FROM jobs") == []


def test_a_second_phone_at_a_house_we_work_at_is_no_second_job(database_url: str) -> None:
    with town(database_url) as place:
        surging(place)
        code = place.job(DANA)
        place.text(NEW, "Lee Reed, 14 Oak St, Atlanta")
        assert len(place.sql("SELECT 1 FROM jobs")) == 1
        assert place.moments(NEW) == ["reply_ack"]
        words = place.sql("SELECT words FROM tasks WHERE kind = 'unknown_sender'")[0].words
        assert code in words
        contact = place.sql("SELECT role, is_texted FROM contacts WHERE phone = :p", p=NEW)
        assert contact == [("other", False)]


def test_without_surge_a_person_answers_as_ever(database_url: str) -> None:
    with town(database_url) as place:
        place.text(FOX, "our basement is flooding")
        assert place.moments(FOX) == ["unknown_sender"]


def test_opting_out_ends_an_intake(database_url: str) -> None:
    with town(database_url) as place:
        surging(place)
        place.text(NEW, "our basement is flooding")
        place.text(NEW, "STOP")
        place.text(NEW, "Priya Nair, 27 Pine Ct, Atlanta")
        assert place.sql("SELECT 1 FROM jobs") == []


def test_whoever_was_a_customer_before_is_not_asked_who_they_are(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(DANA)
        cancel_job(place.deps, code, by="Ana", words="all dry", tell=False)
        place.settle()
        surging(place)
        place.text(DANA, "the pipe burst again, water is pouring in")
        jobs = place.sql("SELECT customer_id, urgency FROM jobs ORDER BY id")
        assert [job.customer_id for job in jobs] == [jobs[0].customer_id] * 2
        assert jobs[1].urgency == "rising_water"
        assert place.moments(DANA)[-1] == "job_opened"
