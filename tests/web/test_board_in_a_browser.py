"""A real Chromium on the board: it lives without moving what is under the pointer or the focus; keys."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from web.office import ANA, NOON, Office, office

from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.triage import set_urgency

M = timedelta(minutes=1)


@contextmanager
def _board(place: Office) -> Iterator[tuple[Any, Callable[[Callable[[], object]], None]]]:
    """Ana's board in a browser, and a way to do something elsewhere meanwhile."""

    def elsewhere(work: Callable[[], object]) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    with served(place) as url, chromium() as browser:
        watched = Watched(url)
        page = watched.watch(browser.new_page(viewport={"width": 1280, "height": 800}))
        sign_in(page, url, "ana@example.com")
        page.get_by_text("live", exact=True).wait_for()
        yield page, elsewhere
        assert watched.wrong == []


def _homes(place: Office, n: int) -> list[str]:
    return [
        place.job(f"+140455501{40 + i}", customer_name=f"Home {i}", address=f"{i} Elm")
        for i in range(n)
    ]


def _order(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#jobs > li", "rows => rows.map(r => r.id.slice(4))"
    )
    return found


@pytest.mark.browser
def test_news_come_by_themselves_and_move_nothing_under_the_pointer(database_url: str) -> None:
    with office(database_url) as place:
        codes = _homes(place, 4)
        with _board(place) as (page, elsewhere):
            assert _order(page) == codes
            held = page.locator(f"#job-{codes[1]}")
            held.locator(".job-who").hover()
            top = held.bounding_box()["y"]
            # Below the pointer all is done at once; what would push the held row down waits.
            elsewhere(
                lambda: add_callback(place.deps, codes[3], due=NOON + 20 * M, owner_phone=ANA)
            )
            page.get_by_role("button", name="1 change waiting").wait_for(timeout=5000)
            page.locator(f"#job-{codes[3]}").get_by_text("Due soon").wait_for(timeout=5000)
            assert held.bounding_box()["y"] == top
            assert _order(page) == codes
            page.mouse.move(1, 1)
            page.wait_for_function(f"document.querySelector('#jobs > li').id === 'job-{codes[3]}'")
            assert _order(page) == [codes[3], *codes[:3]]
            # With the pointer elsewhere a change shows by itself.
            page.mouse.move(1, 1)
            elsewhere(lambda: set_urgency(place.deps, codes[2], "sewage", by="Bo Lind"))
            page.locator(f"#job-{codes[2]}").get_by_text("Sewage").wait_for(timeout=5000)
            page.wait_for_function(
                f"document.querySelectorAll('#jobs > li')[1].id === 'job-{codes[2]}'"
            )
            # What came by itself can be acted on as if it had been there from the start.
            page.locator(f"#job-{codes[3]} details.call summary").click()
            page.locator(f"#job-{codes[3]}").get_by_role("button", name="Spoke").click()
            page.get_by_role("button", name="Undo").wait_for()


@pytest.mark.browser
def test_what_is_typed_and_focused_stays_while_the_rest_goes_on(database_url: str) -> None:
    with office(database_url) as place:
        codes = _homes(place, 3)
        with _board(place) as (page, elsewhere):
            page.locator(f"#job-{codes[1]} [data-more]").click()
            page.get_by_label("Why it can rest").fill("waits for the adj")
            page.mouse.move(1, 1)
            elsewhere(lambda: set_urgency(place.deps, codes[0], "infants", by="Bo Lind"))
            elsewhere(lambda: set_urgency(place.deps, codes[1], "sewage", by="Bo Lind"))
            page.locator(f"#job-{codes[0]}").get_by_text("Infants").wait_for(timeout=5000)
            field = page.get_by_label("Why it can rest")
            assert field.input_value() == "waits for the adj"
            assert field.evaluate("field => field === document.activeElement")
            assert page.locator(f"#job-{codes[1]} .job-risk").get_by_text("Sewage").count() == 0
            page.get_by_role("button", name="Snooze").click()
            page.get_by_text("It comes back at its time").wait_for()
            page.get_by_role("button", name="Undo").wait_for()


@pytest.mark.browser
def test_a_board_that_is_told_to_come_again_says_that_it_is_stale_and_then_that_it_is_live(
    database_url: str,
) -> None:
    with office(database_url) as place:
        codes = _homes(place, 1)
        with _board(place) as (page, elsewhere):
            gate = place.app.wsgi_app._inside._inside  # type: ignore[attr-defined]
            room, gate._by_itself = gate._by_itself, 0
            elsewhere(lambda: set_urgency(place.deps, codes[0], "sewage", by="Bo Lind"))
            page.get_by_text(re.compile(r"stale \d+ s")).first.wait_for(timeout=15_000)
            row = page.locator(f"#job-{codes[0]}")
            assert row.get_by_text("Sewage").count() == 0
            gate._by_itself = room
            row.get_by_text("Sewage").wait_for(timeout=5000)
            page.get_by_text("live", exact=True).wait_for()


@pytest.mark.browser
def test_the_whole_board_by_keys_which_rest_while_one_types_and_can_be_turned_off(
    database_url: str,
) -> None:
    with office(database_url) as place:
        codes = _homes(place, 3)
        add_callback(place.deps, codes[2], due=NOON + 20 * M, owner_phone=ANA)
        with _board(place) as (page, _):
            page.keyboard.press("/")
            page.keyboard.type("jk")
            assert page.locator("#q").input_value() == "jk"
            page.locator("#q").fill("")
            page.locator("#main").focus()
            page.keyboard.press("j")
            assert page.evaluate("document.activeElement.closest('li').id") == f"job-{codes[2]}"
            page.keyboard.press("r")
            assert page.evaluate("document.activeElement.value") == "spoke"
            page.keyboard.press("Escape")
            page.keyboard.press("j")
            page.keyboard.press("k")
            page.keyboard.press("j")
            assert page.evaluate("document.activeElement.closest('li').id") == f"job-{codes[0]}"
            page.keyboard.press("?")
            page.get_by_role("dialog", name="Keys").get_by_label("Single keys work").uncheck()
            page.keyboard.press("Escape")
            page.locator("#main").focus()
            page.keyboard.press("j")
            assert page.evaluate("document.activeElement.id") == "main"
            page.keyboard.press("Control+k")
            page.keyboard.type("home 1")
            page.get_by_role("dialog").get_by_text("Home 1").wait_for()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/jobs/{codes[1]}")
