"""A company that is called on another number than it texts from names that one everywhere."""

from __future__ import annotations

from dataclasses import replace

from web.office import OURS, Office, office

from fieldcomm.domain.phone import pretty
from fieldcomm.services import tracking
from fieldcomm.services.check_broadcast import check_broadcast
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.wordings_pages import try_wording
from fieldcomm.services.work_wording import save_wording

CALLED = "+14045550150"


def _called(place: Office) -> None:
    place.sql("UPDATE company SET public_phone = :p", p=CALLED)


def _save(place: Office, moment: str, words: str) -> bool:
    return save_wording(place.deps, moment, "en", words, anyway=True, by="Bo", user_id=None)


def test_on_the_customers_page_and_on_the_public_one(database_url: str) -> None:
    with office(database_url) as place:
        _called(place)
        link = tracking.link_for(place.deps, place.job(), by="Ana")
        for path in (link.removeprefix("http://localhost"), "/status"):
            shown = place.browser().get(path).text
            assert f"tel:{CALLED}" in shown
            assert OURS not in shown


def test_in_the_texts_of_a_broadcast_as_they_are_shown_before(database_url: str) -> None:
    with office(database_url) as place:
        _called(place)
        place.job()
        assert _save(place, "broadcast", "{{ hi }}{{ text | stop }} Call {{ us_phone }}.")
        made = save_draft(place.deps, words="Roads are iced.", words_es="", whom={}, by="Ana")
        found = check_broadcast(place.deps, made)
        assert found is not None
        assert found.samples[0].body.endswith(f"Call {pretty(CALLED)}.")


def test_words_are_saved_as_they_were_tried_with_no_number_to_text_from_yet(
    database_url: str,
) -> None:
    with office(database_url) as place:
        _called(place)
        place.deps = replace(place.deps, our_phone=None)
        words = "{{ company }} here. By phone: {{ us_phone }}. STOP ends texts."
        assert try_wording(place.deps, "help", "en", words).vetted.problems == []
        assert _save(place, "help", words)
