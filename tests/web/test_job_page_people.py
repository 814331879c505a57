"""The people of a job: added with their role, texted instead, written to, once told who we are."""

from __future__ import annotations

from web.office import DANA, LUIS, Office, office

from fieldcomm.services.contacts import add_contact
from fieldcomm.services.views import show_job

ROB, KIM = "+14045550133", "+14045550134"


def _do(place: Office, code: str, path: str, **form: str):  # type: ignore[no-untyped-def]
    return place.ana().post(f"/jobs/{code}/{path}", page=f"/jobs/{code}", **form)


def _add(place: Office, code: str, **given: str):  # type: ignore[no-untyped-def]
    usual = {"name": "Rob Reed", "phone": ROB, "role": "spouse", "agreed": "on"}
    return _do(place, code, "contacts", **(usual | given))


def _out(place: Office, phone: str) -> list[str]:
    query = "SELECT moment FROM messages WHERE direction = 'out' AND phone = :p ORDER BY id"
    return [row.moment for row in place.sql(query, p=phone)]


def test_a_contact_is_added_with_consent_and_shown_with_its_role(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        assert _add(place, code).status_code == 303
        page = place.ana().get(f"/jobs/{code}").text
        assert "Rob Reed" in page
        assert "404-555-0133" in page
        assert place.sql("SELECT state FROM consents WHERE phone = :p", p=ROB)[0].state == "given"
        assert _out(place, ROB) == []


def test_only_a_tenant_who_agreed_gets_the_one_text_without_details(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _add(place, code, name="Kim Tate", phone=KIM, role="tenant")
        assert _out(place, KIM) == ["tenant_notice"]
        body = place.sql("SELECT body FROM messages WHERE phone = :p", p=KIM)[0].body
        assert "kitchen" not in body
        assert "Oak" not in body
        silent = {"role": "tenant", "agreed": ""}
        answer = place.ana().post(
            f"/jobs/{code}/contacts", page=f"/jobs/{code}", name="Lee", phone=ROB, role="tenant"
        )
        assert answer.status_code == 303, silent
        assert _out(place, ROB) == []


def test_our_own_phones_and_known_ones_are_refused_with_what_was_typed(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        for phone in (LUIS, DANA, "12"):
            answer = _add(place, code, phone=phone, name="Typed Name")
            assert answer.status_code == 422
            assert 'value="Typed Name"' in answer.text
            assert 'id="form-contact" open' in answer.text


def test_another_is_texted_instead_and_owed_what_was_owed(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "callback", due="2026-01-13T15:00", words="the estimate")
        _add(place, code)
        rob = place.sql("SELECT id FROM contacts WHERE phone = :p", p=ROB)[0].id
        assert _do(place, code, f"contacts/{rob}/text").status_code == 303
        assert show_job(place.deps, code)["customer"]["phone"] == ROB
        owed = place.sql("SELECT phone FROM promises WHERE kind = 'callback'")
        assert [row.phone for row in owed] == [ROB]
        planned = {r.phone: r.next_check_in_at for r in place.sql("SELECT * FROM phones")}
        assert planned[ROB] is not None
        assert planned[DANA] is None


def test_nobody_is_texted_who_has_not_agreed_or_has_opted_out(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        rob = add_contact(
            place.deps, code, name="Rob", phone=ROB, role="spouse", agreed=False, by="Ana"
        )
        assert "Ask Rob first" in _do(place, code, f"contacts/{rob}/text").text
        place.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=ROB)
        assert "opted out" in _do(place, code, f"contacts/{rob}/text", agreed="on").text
        assert show_job(place.deps, code)["customer"]["phone"] == DANA


def test_one_text_goes_to_another_contact_and_settles_nothing(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _add(place, code)
        rob = place.sql("SELECT id FROM contacts WHERE phone = :p", p=ROB)[0].id
        stranger = place.job("+14045550124", customer_name="Sam Fox", address="3 Ivy Ln")
        answer = _do(place, code, "text", body="Can you open the door at 1?", to=str(rob))
        assert answer.status_code == 303
        assert _out(place, ROB) == ["manual"]
        page = place.ana().get(f"/jobs/{code}").text
        assert "To Rob Reed" in page
        refused = _do(place, stranger, "text", body="hello", to=str(rob))
        assert refused.status_code == 422
        assert _out(place, ROB) == ["manual"]


def test_people_of_another_customer_are_not_changed_from_this_job(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        place.job("+14045550129", customer_name="Ira Fox", address="9 Elm St, Atlanta")
        ira = place.sql("SELECT id FROM contacts WHERE name = 'Ira Fox'")[0].id
        answer = _do(place, code, f"contacts/{ira}", name="Somebody", role="tenant")
        assert answer.status_code == 422
        assert place.sql("SELECT name FROM contacts WHERE id = :id", id=ira) == [("Ira Fox",)]
