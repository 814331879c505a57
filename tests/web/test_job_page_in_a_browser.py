"""The job page in a real Chromium: the preview follows the writing, and others see that one writes."""

from __future__ import annotations

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from web.office import office


@pytest.mark.browser
def test_the_preview_follows_and_another_desk_sees_who_writes(database_url: str) -> None:
    with office(database_url) as place, served(place) as url, chromium() as browser:
        code = place.job()
        watched, desks = Watched(url), {}
        for email in ("ana@example.com", "bo@example.com"):
            own = browser.new_context(viewport={"width": 320, "height": 740})
            page = watched.watch(own.new_page())
            sign_in(page, url, email)
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
        assert sideways <= 0
        assert watched.wrong == []
