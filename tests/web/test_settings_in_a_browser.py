"""A real Chromium: the phone beside the editor and the ladder follow what is typed."""

from __future__ import annotations

import pytest
from web.office import PASSWORD, office
from web.test_in_a_browser import CHROMIUM, QUIET, _served


@pytest.mark.browser
def test_the_phone_and_the_ladder_follow_what_is_typed(database_url: str) -> None:
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM FOUND: the browser tests did not run (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with office(database_url) as place, _served(place) as url, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{url}/settings/wording/reply_ack")
        page.get_by_label("E-mail").fill("bo@example.com")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
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
        chromium.close()
        assert wrong == []
