"""Addresses are kept by browsers, proxies and logs: none that we make carries a phone number."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, unquote_plus

import pytest
from browser.offices import typical
from browser.screens import screens
from fixtures.figures import Figure
from fixtures.numbers import NUMBER
from web.office import DANA, FOX, LUIS, office
from werkzeug.test import TestResponse

_ADDRESS = re.compile(r'\b(?:href|src|action|formaction|data-[a-z-]+)="([^"]*)"')


def test_no_screen_leads_to_an_address_with_a_number_in_it(
    database_url: str, figure: Figure
) -> None:
    with office(database_url) as place:
        typical(place)
        place.sql(
            "INSERT INTO tasks (kind, phone, words, opened_at) VALUES ('sick', :p, 'ill', now())",
            p=LUIS,
        )
        bo = place.browser().sign_in("bo@example.com")
        looked, addresses = screens(place, bo), set()
        for path in looked:
            for raw in _ADDRESS.findall(bo.get(path).text):
                address = unquote_plus(html.unescape(raw))
                if not address.startswith(("tel:", "sms:")):
                    addresses.add(address)
        assert len(addresses) > 100
        assert [address for address in addresses if NUMBER.search(address)] == []
    figure("Privacy", f"{len(addresses)} addresses on {len(looked)} screens: 0 with a number")


def _found(page: TestResponse) -> str:
    assert page.status_code == 200
    addresses = [unquote_plus(html.unescape(raw)) for raw in _ADDRESS.findall(page.text)]
    ours = [one for one in addresses if not one.startswith(("tel:", "sms:"))]
    assert [one for one in ours if NUMBER.search(one)] == [], page.request.path
    return page.text


@pytest.mark.parametrize("typed", [DANA, "(404) 555-0123", "404.555.0123", "5550123", "50123"])
def test_a_number_typed_into_any_search_stands_in_no_address(database_url: str, typed: str) -> None:
    with office(database_url) as place:
        code = place.job()
        other = place.job(FOX, customer_name="Sam Fox", address="3 Elm St, Atlanta")
        ana = place.ana()
        for back in ("/", "/people", "/jump", "/people/customers/2/merge"):
            answer = ana.post("/search", page="/", q=typed, back=back)
            assert answer.status_code == 303
            assert re.fullmatch(rf"{back}\?q=~[\w-]{{10}}", unquote(answer.location))
            page = _found(ana.get(answer.location))
            assert html.escape(typed) in page  # in the field, to be changed
            assert code in page or "Dana Reed" in page
            assert back.endswith("merge") or other not in page
        board = ana.post("/search", page="/", q=typed, back="/").location
        parts = ana.get(board, headers={"X-Asks": "parts"})  # an open board goes on asking
        assert f'id="job-{code}"' in _found(parts)
        assert f'id="job-{other}"' not in parts.text
        assert "Set-Cookie" not in parts.headers
        assert "is not kept" in ana.client.post(
            "/filters", data={"csrf_token": ana.token("/"), "back": board, "name": "Dana"},
            follow_redirects=True,
        ).text  # fmt: skip


def test_words_can_be_bookmarked_and_a_number_nobody_has_leads_to_a_new_job_with_it(
    database_url: str,
) -> None:
    with office(database_url) as place:
        place.job()
        ana = place.ana()
        assert (
            ana.post("/search", page="/", q="14 Oak", back="/?risk=late").location == "/?q=14+Oak"
        )
        assert ana.post("/search", page="/", q=" ", back="//evil.example/").location == "/"
        for back in ("/", "/jump"):
            page = _found(ana.get(ana.post("/search", page="/", q=FOX, back=back).location))
            (new,) = re.findall(r'href="(/jobs/new\?phone=[^"]+)"', page)
            assert f'value="{FOX}"' in _found(ana.get(html.unescape(new)))


def test_one_that_came_in_an_address_all_the_same_goes_no_further(database_url: str) -> None:
    """A bookmark of before, or typed by hand."""
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        for path in ("/", "/people", "/jump"):
            page = _found(ana.get(path, query_string={"q": DANA}))
            assert code in page or "Dana Reed" in page


def test_nobody_else_opens_the_key_of_a_search(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana = place.ana()
        address = ana.post("/search", page="/", q=DANA, back="/people").location
        assert "That search is over" in place.browser().sign_in("bo@example.com").get(address).text
        ana.post("/sign-out", page="/")
        page = ana.sign_in("ana@example.com").get(address).text
        assert "That search is over" in page
        assert DANA not in page.replace(f"tel:{DANA}", "")
