"""axe finds nothing on any screen: light and dark, phone to desk, empty to a thousand jobs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from browser.offices import SIZES
from browser.screens import screens
from browser.story import story
from web.office import office

EVERY = {**SIZES, "story": story}
WIDTHS = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]  # A and AA of WCAG 2.2
_COVERED = "partially obscured"
_OPEN = "for (const part of document.querySelectorAll('details')) part.open = true"


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Any) -> list[str]:
    """What axe finds on the page as it stands, through `evaluate`, so that the CSP stays closed."""
    page.evaluate(_axe())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", EVERY)
def test_axe_finds_nothing_on_any_screen(database_url: str, size: str, scheme: str) -> None:
    with office(database_url) as place:
        EVERY[size](place)
        bo = place.browser().sign_in("bo@example.com")
        inside = screens(place, bo)
        outside = [path for path in screens(place, place.browser()) if path not in inside]
        assert "/" in inside
        with served(place) as url, chromium() as browser:
            watched, wrong = Watched(url), []
            page = watched.watch(browser.new_page(color_scheme=scheme, reduced_motion="reduce"))
            for path in outside:
                wrong += _looked_at(page, url, path)
            sign_in(page, url, "bo@example.com")
            for path in inside:
                wrong += _looked_at(page, url, path)
            assert wrong == []
            assert watched.wrong == []


def _looked_at(page: Any, url: str, path: str) -> list[str]:
    """One screen at every width: what axe finds, and whether it scrolls sideways at 320 px."""
    found = []
    page.goto(url + path)
    page.set_viewport_size({"width": 768, "height": 900})
    found += [f"{path} as it opens: {one}" for one in violations(page)]
    page.evaluate(_OPEN)  # what is folded away counts too; open menus cover what lies behind them
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen = [one for one in violations(page) if _COVERED not in one]
        found += [f"{path} at {width}: {one}" for one in seen]
    page.set_viewport_size({"width": 320, "height": 700})
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{path} scrolls sideways by {sideways} px at 320"] if sideways > 0 else [])
