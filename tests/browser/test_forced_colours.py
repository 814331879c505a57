"""Where the system picks the colours, what is said by a coloured ground is said by a border."""

from __future__ import annotations

from typing import Any

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from browser.offices import typical
from web.office import office

# What is shown and has no border of one pixel at least, in another colour than its ground.
_BORDERLESS = """what => [...document.querySelectorAll(what)]
  .filter(element => element.checkVisibility({visibilityProperty: true}))
  .filter(element => {
    const style = getComputedStyle(element);
    return ['Top', 'Right', 'Bottom', 'Left'].some(side =>
      style[`border${side}Style`] === 'none' || parseFloat(style[`border${side}Width`]) < 1
      || style[`border${side}Color`] === style.backgroundColor);
  })
  .map(element => element.outerHTML.slice(0, 160))"""
_LINKS = ":not(.btn-link)"  # these look like links, and are underlined


@pytest.mark.browser
def test_marks_and_buttons_keep_a_border_where_colours_are_forced(database_url: str) -> None:
    with office(database_url) as place:
        typical(place)
        code = place.sql("SELECT code FROM jobs ORDER BY id LIMIT 1")[0].code
        with served(place) as url, chromium() as browser:
            watched = Watched(url)
            page = watched.watch(browser.new_page(viewport={"width": 1280, "height": 900}))
            page.emulate_media(forced_colors="active")
            sign_in(page, url, "bo@example.com")
            for path in ("/", f"/jobs/{code}"):
                page.goto(url + path)
                assert page.evaluate("matchMedia('(forced-colors: active)').matches")
                for what in (".mark", f".btn{_LINKS}", f"button{_LINKS}"):
                    assert page.locator(what).count() > 3, f"{what} on {path}"
                    assert _borderless(page, what) == [], path
            assert watched.wrong == []


def _borderless(page: Any, what: str) -> list[str]:
    return list(page.evaluate(_BORDERLESS, what))
