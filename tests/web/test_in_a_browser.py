"""A real Chromium: Ana signs in and writes to Dana; the page keeps itself true."""

from __future__ import annotations

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from web.office import office


@pytest.mark.browser
def test_ana_signs_in_writes_and_sees_what_comes(database_url: str) -> None:
    with office(database_url) as place, served(place) as url, chromium() as browser:
        code = place.job()
        watched = Watched(url)
        page = watched.watch(browser.new_page(viewport={"width": 360, "height": 740}))
        sign_in(page, url, "ana@example.com")
        page.get_by_role("link", name="Dana Reed").first.click()
        page.get_by_label("Your text").fill("We can bring two more fans at 4.")
        page.get_by_text("32 characters, 1 segment").wait_for()
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#timeline").get_by_text("We can bring two more fans at 4.").wait_for()
        page.get_by_label("Your text").fill("half a sentence")
        place.sql(
            "INSERT INTO events (job_id, at, kind, actor, data) SELECT id, created_at, 'note', 'Bo',"
            " '{\"text\": \"the dog is friendly\"}' FROM jobs WHERE code = :c", c=code,
        )  # fmt: skip
        page.get_by_text("the dog is friendly").wait_for()
        assert page.get_by_label("Your text").input_value() == "half a sentence"
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0
        assert watched.wrong == []
