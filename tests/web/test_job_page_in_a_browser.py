"""The job page in a real Chromium: the preview follows the writing, and others see that one writes."""

from __future__ import annotations

import pytest
from web.office import PASSWORD, office
from web.test_in_a_browser import CHROMIUM, QUIET, _served


@pytest.mark.browser
def test_the_preview_follows_and_another_desk_sees_who_writes(database_url: str) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium: test_in_a_browser says so loudly")
    from playwright.sync_api import sync_playwright

    with office(database_url) as place, _served(place) as url, sync_playwright() as play:
        code = place.job()
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        wrong: list[str] = []
        desks = {}
        for email in ("ana@example.com", "bo@example.com"):
            page = chromium.new_context(viewport={"width": 320, "height": 740}).new_page()
            page.on(
                "console", lambda said: wrong.append(said.text) if said.type == "error" else None
            )
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(f"{url}/sign-in")
            page.get_by_label("E-mail").fill(email)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.goto(f"{url}/jobs/{code}")
            desks[email] = page
        ana, bo = desks["ana@example.com"], desks["bo@example.com"]
        assert ana.get_by_role("button", name="Preview").is_hidden()
        ana.get_by_label("Your text").press_sequentially("They will come when they can")
        ana.get_by_text("As Dana Reed will read it").wait_for()
        ana.locator("[data-findings]").get_by_text("We are one company").first.wait_for()
        bo.get_by_text("Ana Ruiz is writing here too.").wait_for()
        ana.get_by_text("Book a visit").click()
        ana.locator("#b-w").select_option(index=1)
        assert ana.locator("#bf").is_hidden()
        sideways = ana.evaluate("document.documentElement.scrollWidth - innerWidth")
        chromium.close()
        assert sideways <= 0
        assert wrong == []
