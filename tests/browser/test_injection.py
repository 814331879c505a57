"""What is typed into any field and texted from any phone comes out as nothing but words."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from browser.everywhere import Everywhere
from browser.offices import typical
from browser.screens import screens
from fixtures.figures import Figure
from web.office import ANA, BO, DANA, LUIS, Browser, Office, office

from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_text

_PWN = "document.body.dataset.pwned=1"
PAYLOADS = {
    "html": f'"><script>{_PWN}</script><img src=x onerror="{_PWN}">\'; DROP TABLE jobs; -- \\',
    "template": "{{ 7*7*191 }}{% raw %}${7*7*191}<%= 7*7*191 %>#{7*7*191}",
    "formula": f'=HYPERLINK("http://127.0.0.1/x") \u202egnp.exe </textarea></title><svg onload={_PWN}>',
}
STRANGER = "+14045550139"
MANAGED = {"/settings", "/reports", "/team", "/make-good", "/people/retention"}
# Where the words must be read again, lest nothing had been taken.
READ_ON = (
    *("/jobs/{job}", "/people/customers/1", "/people/contractors/1", "/crews", "/incidents/1"),
    "/status",
)
_REFUSED = "status of 422"  # what Chromium says of a search that cannot be meant


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_typed_or_texted_stays_words(
    database_url: str, payload: str, figure: Figure
) -> None:
    with office(database_url) as place:
        typical(place)
        tables = place.sql("SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'")
        _text_from_everybody(place, payload)
        typed = Everywhere(place, place.browser().sign_in("bo@example.com"), payload)
        typed.type()
        assert len(typed.taken) > 60, typed.taken
        place.clock.move(timedelta(seconds=11))
        assert (
            place.sql("SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'") == tables
        )
        bo = place.browser().sign_in("bo@example.com")
        _no_formula_in_any_csv(bo, payload)
        looked = screens(place, bo)
        assert set(looked) >= MANAGED
        with served(place) as url, chromium() as browser:
            watched = Watched(url)
            page = watched.watch(browser.new_page())
            sign_in(page, url, "bo@example.com")
            for path in looked:
                assert _looked_at(page, url, path) == 200, path
            assert len(typed.asked) > 5
            for path in typed.asked:
                assert _looked_at(page, url, path) in (200, 422), path
            _read_as_words(place, page, url, payload)
            assert [one for one in watched.wrong if _REFUSED not in one] == []
    figure(
        "Desk",
        f"{payload[:16]}… typed into {len(typed.taken)} forms, seen on {len(looked)} screens: words",
    )


def _looked_at(page: Any, url: str, path: str) -> int:
    answer = page.goto(url + path)
    assert page.evaluate("document.body.dataset.pwned") is None, path
    assert str(7 * 7 * 191) not in page.content(), path
    return int(answer.status)


def _read_as_words(place: Office, page: Any, url: str, payload: str) -> None:
    code = place.sql("SELECT code FROM jobs ORDER BY id LIMIT 1")[0].code
    for path in READ_ON:
        page.goto(url + path.format(job=code))
        shown = page.inner_text("body")
        assert _plain(payload) in _plain(shown), f"{path} shows:\n{shown}"


def _plain(words: str) -> str:
    """Without what turns the direction of writing: the desk may leave it out."""
    return words.replace("\u202e", "")


def _text_from_everybody(place: Office, payload: str) -> None:
    for n, phone in enumerate((DANA, LUIS, ANA, BO, STRANGER)):
        params = {"From": phone, "Body": payload, "MessageSid": f"SM{n:032x}", "NumMedia": "0"}
        assert receive_text(place.deps, sid=f"SM{n:032x}", phone=phone, params=params)
    read_inbox(place.deps)
    assert place.sql("SELECT 1 FROM inbox WHERE state = 'failed'") == []


def _no_formula_in_any_csv(bo: Browser, payload: str) -> None:
    links = set(re.findall(r'href="(/reports/[^"]+\.csv[^"]*)"', bo.get("/reports").text))
    assert links
    cells = [cell for link in links for cell in _cells(bo, link.replace("&amp;", "&"))]
    assert [cell for cell in cells if _formula(cell)] == []
    assert [cell for cell in cells if payload[:10] in cell], "no sheet shows what was typed"


def _cells(bo: Browser, link: str) -> list[str]:
    answer = bo.get(link)
    assert answer.mimetype == "text/csv"
    rows = csv.reader(StringIO(answer.text.lstrip("\ufeff")))
    return [cell for row in rows for cell in row]


def _formula(cell: str) -> bool:
    number = cell.lstrip("+-").replace(".", "", 1).isdigit()
    return cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not number
