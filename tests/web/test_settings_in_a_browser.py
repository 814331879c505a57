"""A real Chromium: the phone beside the editor and the ladder follow what is typed."""

from __future__ import annotations

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from web.office import office


@pytest.mark.browser
def test_the_phone_and_the_ladder_follow_what_is_typed(database_url: str) -> None:
    with office(database_url) as place, served(place) as url, chromium() as browser:
        watched = Watched(url)
        page = watched.watch(browser.new_page(viewport={"width": 1280, "height": 900}))
        sign_in(page, url, "bo@example.com")
        page.goto(f"{url}/settings/wording/reply_ack")
        page.get_by_label("Wording").fill(
            "{{ hi }}we will see {{ due | at }}.\n---\nSecond {{ due | at }}."
        )
        page.get_by_text("Second Wed Dec 24 at 12:30 pm.").or_(
            page.get_by_text("Second at 3 pm.")
        ).first.wait_for()
        page.get_by_label("Wording").fill("{{ nothing }}")
        page.get_by_text("there is no 'nothing' here").wait_for()
        page.goto(f"{url}/settings/ladders")
        page.get_by_label("Prompt the owner").fill("45")
        page.get_by_text("2:15 pm").wait_for()
        page.get_by_label("Prompt the owner").fill("5")
        page.get_by_text("closer to the time").wait_for()
        assert watched.wrong == []
