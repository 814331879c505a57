"""The release before starts on the schema of the one after, and leaves it as it is."""

from __future__ import annotations

from web.office import DANA, office

from fieldcomm.services.set_up import set_up


def test_what_runs_first_in_every_release_does_nothing_to_a_newer_schema(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("ALTER TABLE jobs ADD COLUMN of_the_next_release text")
        place.sql("UPDATE alembic_version SET version_num = '9999'")
        set_up(place.deps)
        code = place.job(DANA)
        assert place.sql("SELECT version_num FROM alembic_version")[0].version_num == "9999"
        assert code in place.ana().get("/").text
        ready = place.browser().get("/readyz")
        assert ready.status_code == 503
        assert ready.json["schema"].startswith("newer (9999) than this code")
