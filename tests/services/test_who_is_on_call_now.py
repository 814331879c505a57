"""Who is on call is what the rota says, for the doctor and on the settings page too."""

from __future__ import annotations

from datetime import timedelta

from web.office import Office, office

from fieldcomm.services.settings_pages import read_settings
from fieldcomm.services.vitals import read_vitals


def _on_call(place: Office, email: str) -> None:
    now = place.clock.business(timedelta())
    place.sql(
        "INSERT INTO shifts (user_id, kind, starts_at, ends_at)"
        " SELECT id, 'on_call', CAST(:a AS timestamptz), CAST(:b AS timestamptz) FROM users"
        " WHERE email = :e",
        a=now - timedelta(days=1000),
        b=now + timedelta(days=100_000),
        e=email,
    )


def test_a_manager_of_the_rota_counts_whatever_their_own_mark_says(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = (email = 'ana@example.com')")
        _on_call(place, "bo@example.com")
        found = read_vitals(database_url, adjustable=True).office
        assert found is not None
        assert found.managers_on_call == 1
        assert [p.name for p in read_settings(place.deps, "company").alerted] == ["Bo Lind"]


def test_without_a_rota_the_marks_count(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = (email = 'ana@example.com')")
        found = read_vitals(database_url, adjustable=True).office
        assert found is not None
        assert found.managers_on_call == 0
        assert [p.name for p in read_settings(place.deps, "company").alerted] == ["Ana Ruiz"]
