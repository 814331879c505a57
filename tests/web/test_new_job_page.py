"""A new job from the desk."""

from __future__ import annotations

import re
from html import unescape

from web.office import DANA, office

from fieldcomm.services.views import show_job

GOOD = {
    "phone": "404-555-0123",
    "name": "Dana Reed",
    "address": "14 Oak St, Atlanta",
    "summary": "kitchen drying",
    "zone": "America/Chicago",
    "language": "es",
    "consent": "yes",
    "consent_words": "Dana said on the phone that texts are fine",
}


def test_a_job_is_taken_on_and_its_customer_texted(database_url: str) -> None:
    with office(database_url) as place:
        answer = place.ana().post("/jobs/new", **GOOD)
        assert answer.status_code == 303
        job = show_job(place.deps, answer.location.rsplit("/", 1)[1])
        assert job["customer"] == {
            "name": "Dana Reed",
            "phone": DANA,
            "timezone": "America/Chicago",
            "language": "es",
            "consent": "given",
        }
        assert [m["moment"] for m in job["messages"]] == ["job_opened"]
        consent = place.sql("SELECT wording, actor FROM consents")[0]
        assert consent.wording == GOOD["consent_words"]
        assert consent.actor == "Ana Ruiz"


def test_all_problems_come_at_once_linked_and_nothing_typed_is_lost(database_url: str) -> None:
    with office(database_url) as place:
        typed = {**GOOD, "phone": "12", "summary": "", "consent": ""}
        answer = place.ana().post("/jobs/new", **typed)
        assert answer.status_code == 422
        for name in ("phone", "summary", "consent"):
            assert f'<a href="#{name}">' in answer.text
            assert f'id="{name}-problem"' in answer.text
        assert "3 things to put right" in answer.text
        for kept in ('value="12"', 'value="Dana Reed"', 'value="14 Oak St, Atlanta"'):
            assert kept in answer.text
        assert '<option value="America/Chicago" selected>America/Chicago</option>' in answer.text
        assert place.sql("SELECT 1 FROM jobs") == []


def test_a_known_phone_is_recognised_and_fills_in_the_rest(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        page = place.ana().get("/jobs/new?phone=4045550123").text
        assert "We know this number" in page
        assert f'href="/jobs/{code}"' in page
        assert 'value="14 Oak St, Atlanta"' in page


def test_contractors_are_listed_and_added_and_a_taken_phone_is_refused(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        assert (
            ana.post("/people/contractors", name="Noor Ali", phone="404-555-0113").status_code
            == 303
        )
        assert "Noor Ali" in ana.get("/people/contractors").text
        again = ana.post("/people/contractors", name="Somebody", phone="404-555-0113")
        assert again.status_code == 422
        assert 'value="Somebody"' in again.text


def test_the_zone_comes_from_the_address_unless_chosen(database_url: str) -> None:
    with office(database_url) as place:
        typed = {**GOOD, "zone": "", "address": "1 Main St, Nashville, TN"}
        ana = place.ana()
        assert (
            "America/Chicago: by the address"
            in ana.post("/jobs/new/seen", "/jobs/new", **typed).text
        )
        answer = ana.post("/jobs/new", **typed)
        job = show_job(place.deps, answer.location.rsplit("/", 1)[1])
        assert job["customer"]["timezone"] == "America/Chicago"


def test_the_first_text_is_shown_as_it_will_leave_and_nothing_is_kept(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        typed = {**GOOD, "language": "en", "urgency": "infants"}
        page = ana.post("/jobs/new/seen", "/jobs/new", **typed).text
        shown = unescape(re.search(r'<p class="bubble out">(.+?)</p>', page)[1])
        code = re.search(r'name="code" value="(\w+)"', page)[1]
        assert place.sql("SELECT 1 FROM jobs UNION SELECT 1 FROM messages") == []
        assert place.sql("SELECT 1 FROM once UNION SELECT 1 FROM phones") == []
        ana.post("/jobs/new", **{**typed, "code": code})
        said = place.sql("SELECT body FROM messages")[0].body
        link = re.compile(r"/t/\w+")  # made anew with the text it stands in
        assert link.sub("/t/", said) == link.sub("/t/", shown)
        assert place.sql("SELECT code, urgency FROM jobs") == [(code, "infants")]


def test_a_code_taken_meanwhile_is_not_taken_twice(database_url: str) -> None:
    with office(database_url) as place:
        first = place.job()
        place.ana().post("/jobs/new", **{**GOOD, "code": first, "address": "9 Elm St"})
        codes = [row.code for row in place.sql("SELECT code FROM jobs ORDER BY id")]
        assert codes[0] == first
        assert len(set(codes)) == 2


def test_a_script_gets_the_part_alone(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        token = ana.token("/jobs/new")
        part = ana.client.post(
            "/jobs/new/seen", data={"csrf_token": token, "phone": "1"}, headers={"X-Asks": "part"}
        )
        assert part.status_code == 200
        assert "<html" not in part.text
        assert "name, address, summary" in part.text
