"""axe finds nothing on any screen: light and dark, phone to desk, empty to a thousand jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pyotp
import pytest
from browser.chromium import Watched, chromium, served, sign_in
from browser.offices import SIZES, typical
from browser.once import handsets, nobody_yet
from browser.screens import screens, unseen
from browser.story import story
from fixtures.servers import NewDatabase
from web.office import Office, office

EVERY = {**SIZES, "story": story}
WIDTHS = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]  # A and AA of WCAG 2.2
_COVERED = "partially obscured"
_OPENED = "details[data-opened]"
_OPEN = """() => {
  const shut = document.querySelectorAll('details:not([open])');
  for (const part of shut) { part.open = true; part.dataset.opened = ''; }
  return shut.length;
}"""
_REFUSED = "status of 422"  # what Chromium says of a form that comes back
# New with every answer, and nothing that anybody sees.
_NEW = re.compile(r'(name="(?:csrf_token|deed)" value|nonce)="[^"]*"')


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text()


_FIND = """async ([within, rules]) => {
  const options = {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']};
  const found = (await axe.run(within ?? document, options)).violations;
  return found.flatMap(one => one.nodes.slice(0, 3).map(node =>
    ({id: one.id, target: node.target, why: node.failureSummary ?? ''})));
}"""
_CENTRE = "target => document.querySelector(target)?.scrollIntoView({block: 'center'})"


def violations(page: Any, within: str | None = None) -> list[str]:
    """What axe finds on the page as it stands, through `evaluate`, so that the CSP stays closed."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate(_FIND, [within, RULES])
    return [_written(one) for one in found if not _only_scrolled_away(page, one)]


def _only_scrolled_away(page: Any, one: dict[str, Any]) -> bool:
    """Half out of sight in a list that scrolls; once scrolled to, nothing is wrong with it."""
    (target, *inner) = one["target"]
    if _COVERED not in one["why"] or inner:
        return False
    page.evaluate(_CENTRE, target)
    again = page.evaluate(_FIND, [target, RULES])
    return one["id"] not in [other["id"] for other in again]


def _written(one: dict[str, Any]) -> str:
    return f"{one['id']}: {one['target']} {one['why'][:300]}"


@pytest.mark.browser
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(new_database: NewDatabase, scheme: str) -> None:
    """A screen that is the same in two offices, to the letter, is looked at once."""
    seen: set[tuple[str, str]] = set()
    wrong: list[str] = []
    with chromium() as browser:
        for size in EVERY:
            with new_database() as url, office(url) as place:
                found = _in_office(browser, place, size, scheme, seen)
                wrong += [f"{size}: {one}" for one in found]
    assert wrong == []


def _in_office(
    browser: Any, place: Office, size: str, scheme: str, seen: set[tuple[str, str]]
) -> list[str]:
    EVERY[size](place)
    bo = place.browser().sign_in("bo@example.com")
    inside = screens(place, bo)
    outside = [path for path in screens(place, place.browser()) if path not in inside]
    assert "/" in inside
    # Where nothing is yet there is also nothing to open.
    assert size == "empty" or unseen(place, [*inside, *outside]) == []
    with served(place) as url:
        watched, wrong = Watched(url), []
        page = watched.watch(browser.new_page(color_scheme=scheme, reduced_motion="reduce"))
        for path in outside:
            wrong += _looked_at_once(page, url, path, seen)
        sign_in(page, url, "bo@example.com")
        for path in inside:
            wrong += _looked_at_once(page, url, path, seen)
        page.close()
    return wrong + watched.wrong


def _looked_at_once(page: Any, url: str, path: str, seen: set[tuple[str, str]]) -> list[str]:
    shown = path, _NEW.sub("", page.goto(url + path).text()).replace(url, "")
    if shown in seen:
        return []
    seen.add(shown)
    return _looked_at(page, path)


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_is_shown_for_a_moment(database_url: str, scheme: str) -> None:
    with office(database_url) as place:
        typical(place)
        with served(place) as url, chromium() as browser:
            watched, wrong = Watched(url), []
            page = watched.watch(browser.new_page(color_scheme=scheme, reduced_motion="reduce"))
            sign_in(page, url, "bo@example.com")
            for where, seen in _answers(place, page, url):
                page.locator(seen).first.wait_for()
                wrong += _looked_at(page, where)
                page.set_viewport_size({"width": 1280, "height": 900})
            page.context.clear_cookies()
            page.goto(url + nobody_yet(place))
            page.get_by_role("button", name="Make my account").wait_for()
            wrong += _looked_at(page, "the first run's start")
            assert wrong == []
            assert [one for one in watched.wrong if _REFUSED not in one] == []


def _answers(place: Office, page: Any, url: str) -> Iterator[tuple[str, str]]:
    """Pages that only a form answers with; yields what each is, and where on it one sees that."""
    page.goto(f"{url}/jobs/new")
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.get_by_label("Phone", exact=True).fill("12")
    _press(page, "Take it on and text them")
    yield "a new job refused", ".problem"
    page.goto(f"{url}/crews/1/move?day=2026-01-13")
    _press(page, "Out sick")
    _press(page, "Look at the texts first")
    yield "a crew's day about to be moved", "h1:has-text('Look at it first')"
    page.goto(f"{url}/team/1")
    _press(page, "New sign-in link")
    yield "a mate's link", "#link"
    page.goto(f"{url}/account")
    _press(page, "Set it up")
    yield "a second factor being set up", "img.qr"
    (row,) = place.sql("SELECT totp_secret FROM users WHERE email = 'bo@example.com'")
    code = pyotp.TOTP(row.totp_secret).at(place.clock.machine())
    page.get_by_label("Code", exact=True).fill(code)
    _press(page, "Turn it on")
    yield "recovery codes", "ul.codes"


def _press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_phones_of_a_demo(database_url: str, scheme: str) -> None:
    with handsets(database_url) as shown, served(shown) as url, chromium() as browser:
        watched = Watched(url)
        page = watched.watch(browser.new_page(color_scheme=scheme, reduced_motion="reduce"))
        page.goto(f"{url}/demo")
        page.get_by_text("OMW 20", exact=True).first.wait_for()
        assert _looked_at(page, "/demo") == []
        assert watched.wrong == []


def _looked_at(page: Any, where: str) -> list[str]:
    """One screen at every width: what axe finds, and whether it scrolls sideways at 320 px."""
    found = _at_every_width(page, f"{where} as it opens")
    if page.evaluate(_OPEN):  # what is folded away counts too
        # Open menus cover what lies behind them.
        opened = _at_every_width(page, f"{where} opened", _OPENED)
        found += [one for one in opened if _COVERED not in one]
    page.set_viewport_size({"width": 320, "height": 700})
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{where} scrolls sideways by {sideways} px at 320"] if sideways > 0 else [])


def _at_every_width(page: Any, where: str, within: str | None = None) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{where} at {width}: {one}" for one in violations(page, within)]
    return found
