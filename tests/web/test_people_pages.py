"""People: found by anything, several contacts, merged, handed out, erased; and contractors' cards."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO

from PIL import Image
from urllib3 import encode_multipart_formdata
from web.office import ATLANTA, BO, DANA, FOX, LUIS, Browser, Office, office

from fieldcomm.services.promise_work import send_manual
from fieldcomm.services.visits import book

MARCO = "+14045550131"
PAYLOAD = "<script>alert(1)</script>"


def bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def test_customers_are_found_by_name_phone_address_and_code(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln, Atlanta")
        ana = place.ana()
        assert "Dana Reed" in ana.get("/people").text
        for search in ("dana", "555-0123", "(404) 555-0123", "14 oak", code, code.lower()):
            page = ana.get(f"/people?q={search}").text
            assert "Dana Reed" in page, search
            assert "Sam Fox" not in page, search
        nobody = ana.get("/people?q=100%25_nobody").text
        assert "Nobody like that" in nobody
        assert 'value="100%_nobody"' in nobody


def test_an_empty_office_offers_the_first_job(database_url: str) -> None:
    with office(database_url) as place:
        assert 'href="/jobs/new"' in place.ana().get("/people").text.split("empty")[1]


def test_records_of_one_phone_or_address_are_shown_as_likely_the_same(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        place.job(FOX, customer_name="D. Reed", address="14 OAK ST. Atlanta")
        place.job(DANA, customer_name="Dana's shop", address="9 Birch Ct, Atlanta")
        page = place.ana().get("/people").text
        assert "Likely the same" in page
        assert "The same address" in page
        assert "The same phone" in page


def test_a_contact_is_added_changed_and_taken_off(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana, path = place.ana(), "/people/customers/1"
        added = {"name": "Marco Reed", "phone": "404-555-0131", "role": "spouse"}
        said = {"opens_door": "1", "consent_words": "sure, text me too"}
        assert ana.post(f"{path}/contacts", page=path, **added, **said).status_code == 303
        page = ana.get(path).text
        assert "Spouse or partner" in page
        assert "sure, text me too" in page
        assert "opens the door" in page
        again = ana.post(f"{path}/contacts", page=path, **added)
        assert again.status_code == 422
        assert "here already" in again.text
        changed = {**added, "role": "tenant", "language": "es", "frequency": "daily"}
        ana.post(f"{path}/contacts/2", page=path, **changed)
        phone = place.sql("SELECT language, frequency FROM phones WHERE phone = :p", p=MARCO)[0]
        assert tuple(phone) == ("es", "daily")
        assert ana.post(f"{path}/contacts/2/remove", page=path).status_code == 303
        assert place.sql("SELECT removed_at FROM contacts WHERE id = 2")[0].removed_at
        held = ana.post(f"{path}/contacts/1/remove", page=path)
        assert "is texted about" in held.text
        ana.post(f"{path}/contacts", page=path, **added)
        assert not place.sql("SELECT removed_at FROM contacts WHERE id = 2")[0].removed_at


def test_our_own_numbers_are_nobodys_at_a_household(database_url: str) -> None:
    """What they text is a command: a contact of that number would answer for a customer."""
    with office(database_url) as place:
        place.job()
        ana, path = place.ana(), "/people/customers/1"
        for phone, whose in ((LUIS, "a contractor, Luis Mora"), (BO, "a user, Bo Lind")):
            given = {"name": "Marco", "phone": phone, "consent_words": "yes"}
            for form in (f"{path}/contacts", f"{path}/contacts/1"):
                answer = ana.post(form, page=path, **given)
                assert answer.status_code == 422
                assert f"already the phone of {whose}" in answer.text
        assert [row.phone for row in place.sql("SELECT phone FROM contacts")] == [DANA]


def test_what_was_typed_comes_back_with_what_is_wrong(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        page = place.ana().post(
            "/people/customers/1/contacts", page="/people/customers/1", name="Marco", phone="12"
        )
        assert page.status_code == 422
        assert 'value="Marco"' in page.text
        assert 'value="12"' in page.text
        assert 'href="#form-add"' in page.text


def test_a_new_number_takes_over_what_was_owed_and_needs_a_yes(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana, path = place.ana(), "/people/customers/1"
        new = {"name": "Dana Reed", "phone": "404-555-0131", "role": "decides", "is_texted": "1"}
        refused = ana.post(f"{path}/contacts/1", page=path, **new)
        assert "Ask them whether we may text the new number" in refused.text
        assert place.sql("SELECT phone FROM contacts")[0].phone == DANA
        agreed = {**new, "consent_words": "yes, this one"}
        assert ana.post(f"{path}/contacts/1", page=path, **agreed).status_code == 303
        owed = place.sql("SELECT DISTINCT phone FROM promises WHERE state = 'open'")
        assert [row.phone for row in owed] == [MARCO]
        due = {r.phone: r.next_check_in_at for r in place.sql("SELECT * FROM phones")}
        assert due[DANA] is None
        assert due[MARCO] is not None
        quiet = ana.post(f"{path}/contacts/1", page=path, **{**agreed, "is_texted": ""})
        assert "record that they opted out" in quiet.text


def test_an_opt_out_by_phone_is_recorded_once_with_its_words(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, path = place.ana(), "/people/customers/1"
        form = {"phone": DANA, "contact": "1", "state": "stopped", "deed": "a" * 20}
        assert "in their words" in ana.post(f"{path}/consent", page=path, **form, words=" ").text
        for _ in range(2):
            ana.post(f"{path}/consent", page=path, **form, words="stop texting me, call")
        history = place.sql("SELECT state, source, wording, actor FROM consents ORDER BY id")
        assert tuple(history[-1]) == ("stopped", "phone call", "stop texting me, call", "Ana Ruiz")
        assert len(history) == 2
        assert "stop texting me, call" in ana.get(path).text
        text = ana.post(f"/jobs/{code}/text", page=f"/jobs/{code}", body="Hi", anyway="1")
        assert "call instead" in text.text
        again = {"phone": DANA, "contact": "1", "state": "given", "words": "ok, text me again"}
        ana.post(f"{path}/consent", page=path, **again)
        assert place.sql("SELECT consent FROM phones WHERE phone = :p", p=DANA)[0][0] == "given"
        assert len(place.sql("SELECT 1 FROM consents")) == 3


def test_another_zone_plans_the_check_ins_anew(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        # A word already promised by a time is kept by that time, whatever the zone.
        place.sql(
            "UPDATE promises SET state = 'released', settled_at = created_at, next_step_at = NULL"
        )
        before = place.sql("SELECT next_check_in_at AS at FROM phones WHERE phone = :p", p=DANA)[
            0
        ].at
        record = {"name": "Dana Reed", "address": "14 Oak St, Atlanta", "notes": "dog"}
        place.ana().post("/people/customers/1", **record, timezone="America/Denver")
        after = place.sql("SELECT next_check_in_at AS at FROM phones WHERE phone = :p", p=DANA)[
            0
        ].at
        assert after != before
        wrong = place.ana().post("/people/customers/1", **record, timezone="Mars/North")
        assert wrong.status_code == 422
        assert "is no time zone" in wrong.text


def test_the_story_told_at_a_job_is_not_overwritten_at_the_household(database_url: str) -> None:
    with office(database_url) as place:
        code, boss, path = place.job(), bo(place), "/people/customers/1"
        place.sql("UPDATE customers SET story = 'Pipe burst.'")
        told = {"story": "The roof leaks too.", "notes": "", "seen": "Pipe burst."}
        place.ana().post(f"/jobs/{code}/story", page=f"/jobs/{code}", **told)
        record = {"name": "Dana Reed", "address": "14 Oak St", "timezone": "America/New_York"}
        lost = {**record, "story": "Pipe burst on Sunday.", "seen": "Pipe burst."}
        answer = boss.post(path, **lost)
        assert answer.status_code == 422
        assert "Somebody else has changed the story" in answer.text
        assert ">Pipe burst on Sunday.</textarea>" in answer.text
        untouched = {**record, "story": "Pipe burst.", "seen": "Pipe burst.", "notes": ""}
        assert boss.post(path, **untouched).status_code == 303
        stands = place.sql("SELECT address, story, told_by FROM customers")[0]
        assert tuple(stands) == ("14 Oak St", "The roof leaks too.", "Ana Ruiz")
        assert boss.post(path, **{**lost, "seen": "The roof leaks too."}).status_code == 303
        stands = place.sql("SELECT story, told_by, told_at FROM customers")[0]
        assert tuple(stands)[:2] == ("Pipe burst on Sunday.", "Bo Lind")
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        boss.post(f"/deeds/{deed}/undo", page=path)
        stands = place.sql("SELECT story, told_by FROM customers")[0]
        assert tuple(stands) == ("The roof leaks too.", "Ana Ruiz")


def test_both_forms_take_a_story_of_one_length(database_url: str) -> None:
    with office(database_url) as place:
        code, path = place.job(), "/people/customers/1"
        story = "x" * 4000
        told = {"story": story, "notes": "", "seen": ""}
        ana = place.ana()
        assert ana.post(f"/jobs/{code}/story", page=f"/jobs/{code}", **told).status_code == 303
        record = {"name": "Dana Reed", "address": "14 Oak St", "timezone": "America/New_York"}
        long = ana.post(path, **record, story=story + "y", seen=story)
        assert "4001 characters; 4000 fit" in long.text
        for page in (path, f"/jobs/{code}"):
            for field in ("story", "notes"):
                assert re.search(rf'name="{field}" rows="\d" maxlength="4000"', ana.get(page).text)


def test_two_records_become_one_and_can_be_taken_apart_for_ten_seconds(database_url: str) -> None:
    with office(database_url) as place:
        kept, moved = place.job(), place.job(FOX, customer_name="D. Reed", address="14 Oak Street")
        place.job(DANA, customer_name="Dana's garage", address="14 Oak St rear")
        ana, path = place.ana(), "/people/customers/1/merge"
        preview = ana.get(f"{path}?with=2").text
        assert moved in preview
        assert "1 contact" in preview
        unsure = ana.post(path, page=f"{path}?with=2", gone="2")
        assert unsure.status_code == 422
        promises = place.sql("SELECT * FROM promises ORDER BY id")
        phones = place.sql("SELECT * FROM phones ORDER BY phone")
        assert ana.post(path, page=f"{path}?with=2", gone="2", sure="1").status_code == 303
        assert ana.post(path, page=f"{path}?with=3", gone="3", sure="1").status_code == 303
        assert [r.customer_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 1, 1]
        assert [r.contact_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 2, 1]
        assert place.sql("SELECT * FROM promises ORDER BY id") == promises
        assert place.sql("SELECT * FROM phones ORDER BY phone") == phones
        assert ana.get("/people/customers/2").location.endswith("/people/customers/1")
        assert {kept, moved} <= set(re.findall(r"\b[A-Z]\d[A-Z]\d?\b", ana.get("/people").text))
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page="/people/customers/1")
        assert [r.customer_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 1, 3]
        assert [r.contact_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 2, 3]
        place.clock.move(timedelta(seconds=11))
        ana.post(f"/deeds/{deed - 1}/undo", page="/people/customers/1")
        assert [r.customer_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 1, 3]


def test_a_merged_address_leads_to_the_household_that_stayed(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        place.job(DANA, customer_name="Dana", address="14 Oak Street")
        ana, path = place.ana(), "/people/customers/1/merge"
        ana.post(path, page=f"{path}?with=2", gone="2", sure="1")
        place.job(DANA, customer_name="Dana", address="14 Oak Street", summary="again")
        assert [r.customer_id for r in place.sql("SELECT * FROM jobs ORDER BY id")] == [1, 1, 1]


def test_an_export_holds_everything_and_starts_no_formula(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(customer_name="=1+1", summary="@SUM(A1)")
        ana, boss = place.ana(), bo(place)
        ana.post(f"/jobs/{code}/note", page=f"/jobs/{code}", words="+1 fan left")
        ana.post(f"/jobs/{code}/door", page=f"/jobs/{code}", words="gate 4711")
        picture = io.BytesIO()
        Image.new("RGB", (9, 9)).save(picture, "PNG")
        photos = [picture.getvalue()]
        send_manual(place.deps, code, body="This is the fan.", by="Ana", photos=photos)
        assert ana.get("/people/customers/1/export.zip").status_code == 403
        answer = boss.get("/people/customers/1/export.zip")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        folder = zipfile.ZipFile(io.BytesIO(answer.data))
        held = json.loads(folder.read("everything.json"))
        assert held["customer"]["name"] == "=1+1"
        assert held["texts"][0]["code"] == code
        assert {"contacts", "jobs", "promises", "visits", "consents", "events"} <= held.keys()
        assert "+1 fan left" in json.dumps(held["events"])
        assert held["door_notes"][0]["words"] == "gate 4711"
        kept = [name for name in folder.namelist() if name.startswith("photos/")]
        assert [folder.read(name)[:2] for name in kept] == [b"\xff\xd8"]
        for name in folder.namelist():
            if name.endswith(".csv"):
                rows = csv.reader(io.StringIO(folder.read(name).decode("utf-8-sig")))
                assert [c for row in rows for c in row if c[:1] in tuple("=+-@")] == [], name
        assert "&lt;" not in folder.read("read me.html").decode().split("<body>")[0]


def test_an_export_holds_also_who_was_taken_off(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana, path = place.ana(), "/people/customers/1"
        ana.post(f"{path}/contacts", page=path, name="Marco Reed", phone=MARCO)
        ana.post(f"{path}/contacts/2/remove", page=path)
        answer = bo(place).get(f"{path}/export.zip")
        held = json.loads(zipfile.ZipFile(io.BytesIO(answer.data)).read("everything.json"))
        people = {k["name"]: k["removed_at"] for k in held["contacts"]}
        assert people == {"Dana Reed": None, "Marco Reed": "2026-01-13T17:00:00Z"}


def test_only_a_manager_erases_and_only_by_typing_the_name(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        path = "/people/customers/1/erase"
        assert place.ana().get(path).status_code == 403
        assert place.ana().post(path, page="/people", name="Dana Reed").status_code in (400, 403)
        boss = bo(place)
        assert f"{code} kitchen drying" in boss.get(path).text
        boss.post(f"/jobs/{code}/cancel", page=f"/jobs/{code}", words="")
        place.sql("UPDATE messages SET state = 'suppressed', not_before = NULL, hold_until = NULL")
        wrong = boss.post(path, name="Dana")
        assert wrong.status_code == 422
        assert 'value="Dana"' in wrong.text
        assert boss.post(path, name="Dana Reed").status_code == 303
        assert "Dana Reed" not in boss.get("/people").text
        page = boss.get("/people/customers/1").text
        assert "Erased customer" in page
        assert "Oak" not in page


def test_a_contractors_card_shows_their_record_and_changes(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        times = {"window_from": "2026-01-14T13:00", "window_to": "2026-01-14T15:00"}
        book(place.deps, code, contractor_phone=LUIS, tell_now=True, **times)
        ana, path = place.ana(), "/people/contractors/1"
        page = ana.get(path).text
        assert "Arrival" in page
        assert f'href="/jobs/{code}"' in page
        away = ana.post(path, name="Luis Mora", phone="404-555-0111")
        assert away.status_code == 422
        assert "give them to somebody else" in away.text
        taken = ana.post(path, name="Luis M.", phone="404-555-0112", active="1")
        assert "already the phone of a contractor, Mia Chen" in taken.text
        assert 'value="Luis M."' in taken.text
        assert (
            ana.post("/people/contractors/2", name="Mia C.", phone="404-555-0119").status_code
            == 303
        )
        assert "not working for us" in ana.get("/people/contractors/2").text
        row = place.sql("SELECT name, phone, active, next_list_at FROM contractors WHERE id = 2")[0]
        assert tuple(row) == ("Mia C.", "+14045550119", False, None)


def test_the_command_sheet_has_a_code_for_every_command(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        page = ana.get("/people/contractors/1/sheet").text
        assert "404-555-0100" in page
        for words in ("OMW 20", "LATE 40", "NOBODY HOME", "CALLBACK 3pm", "SICK"):
            assert f"<h2>{words}</h2>" in page
        # In the page itself: eight more requests at once would be more than the desk lets in.
        pictures = re.findall(r'src="(data:image/svg\+xml[^"]+)"', page)
        assert len(set(pictures)) == 8
        assert all("path" in picture for picture in pictures)


def test_what_people_type_comes_out_inert(database_url: str) -> None:
    with office(database_url) as place:
        place.job(customer_name=PAYLOAD, address=PAYLOAD, summary=PAYLOAD)
        place.job(DANA, customer_name=PAYLOAD, address="elsewhere")
        boss, path = bo(place), "/people/customers/1"
        boss.post(f"{path}/contacts", page=path, name=PAYLOAD, phone="404-555-0131", role="other")
        record = {"name": PAYLOAD, "address": PAYLOAD, "timezone": ATLANTA.key}
        boss.post(path, **record, notes=PAYLOAD, story=PAYLOAD)
        words = {"phone": MARCO, "contact": "2", "state": "stopped", "words": PAYLOAD}
        boss.post(f"{path}/consent", page=path, **words)
        boss.post("/people/contractors/1", name=PAYLOAD, phone="404-555-0111", active="1")
        for page in (
            "/people", f"/people?q={PAYLOAD}", path, f"{path}?part=promises", f"{path}/merge?with=2",
            f"{path}/merge?q={PAYLOAD}", f"{path}/erase", "/people/contractors",
            "/people/contractors/1", "/people/contractors/1/sheet", "/people/retention",
        ):  # fmt: skip
            answer = boss.get(page)
            assert answer.status_code == 200, page
            assert PAYLOAD not in answer.text, page
        folder = zipfile.ZipFile(io.BytesIO(boss.get(f"{path}/export.zip").data))
        assert PAYLOAD not in folder.read("read me.html").decode()


def test_a_picture_as_large_as_cameras_make_them_becomes_a_small_portrait(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana = place.ana()
        noise = Image.effect_noise((2400, 1800), 90)
        raw = BytesIO()
        noise.save(raw, "PNG")
        assert raw.tell() > 3_000_000
        path = "/people/contractors/1"
        form = {"csrf_token": ana.token(path), "photo": ("me.png", raw.getvalue(), "image/png")}
        body, kind = encode_multipart_formdata(form)
        answer = ana.client.post(f"{path}/photo", data=body, content_type=kind)
        assert answer.status_code == 303
        kept = ana.get("/portraits/1")
        assert kept.mimetype == "image/jpeg"
        assert len(kept.data) < 100_000
        assert 'src="/portraits/1"' in ana.get(path).text
        wrong = {"csrf_token": ana.token(path), "photo": (BytesIO(b"MZ not a picture"), "x.png")}
        answer = ana.client.post(f"{path}/photo", data=wrong)
        assert answer.status_code == 422
        assert "That is no JPEG, PNG, GIF or WebP picture." in answer.text
