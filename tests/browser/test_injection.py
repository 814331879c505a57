"""What is typed into any field and texted from any phone comes out as nothing but words."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from browser.chromium import Watched, chromium, served, sign_in
from browser.forms import Form, forms_of
from browser.offices import typical
from browser.screens import paths, screens
from web.office import ANA, BO, DANA, LUIS, Browser, Office, office

from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_text

_PWN = "document.body.dataset.pwned=1"
PAYLOADS = {
    "html": f'"><script>{_PWN}</script><img src=x onerror="{_PWN}">\'; DROP TABLE jobs; -- \\',
    "template": "{{ 7*7*191 }}{% raw %}${7*7*191}<%= 7*7*191 %>#{7*7*191}",
    "formula": f'=HYPERLINK("http://127.0.0.1/x") \u202egnp.exe </textarea></title><svg onload={_PWN}>',
}
# They end what the others need, or wait for somebody else's word.
LEFT_OUT = ("/sign-out", "/undo", "/erase", "/sign-in", "/demo/time", "/demo/fault", "/deactivate")
STRANGER = "+14045550139"


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_typed_or_texted_stays_words(database_url: str, payload: str) -> None:
    with office(database_url) as place:
        typical(place)
        tables = place.sql("SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'")
        bo = place.browser().sign_in("bo@example.com")
        _text_from_everybody(place, payload)
        sent = _typed_everywhere(place, bo, payload)
        assert sent > 40
        place.clock.move(timedelta(seconds=11))
        assert (
            place.sql("SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'") == tables
        )
        assert place.sql("SELECT 1 FROM jobs")
        _no_formula_in_any_csv(place, bo)
        with served(place) as url, chromium() as browser:
            watched = Watched(url)
            page = watched.watch(browser.new_page())
            sign_in(page, url, "bo@example.com")
            for path in screens(place, bo):
                page.goto(url + path)
                assert page.evaluate("document.body.dataset.pwned") is None, path
                assert str(7 * 7 * 191) not in page.content(), path
            assert watched.wrong == []


def _typed_everywhere(place: Office, bo: Browser, payload: str) -> int:
    """Send every form of every screen, by every button, with the payload in each field."""
    sent = 0
    done: set[tuple[str, str, str]] = set()
    for path in screens(place, bo):
        for form in forms_of(bo.get(path).text, path):
            for button in form.buttons or [("", "", "")]:
                action = button[2] or form.action
                what = (action, button[0], button[1])
                if what in done or form.method != "post" or action.endswith(LEFT_OUT):
                    continue
                done.add(what)
                _send(bo, form, action, button, payload)
                sent += 1
    return sent


def _send(bo: Browser, form: Form, action: str, button: tuple[str, str, str], payload: str) -> None:
    said: dict[str, Any] = {**form.fields, **dict.fromkeys(form.typed, payload), "anyway": "1"}
    if button[0]:
        said[button[0]] = button[1]
    answer = bo.client.post(action, data=said)
    assert answer.status_code < 500, f"{action} {button}: {answer.status_code}"
    # Once more where other checks passed: with what a phone or a number must look like.
    usual = {"phone": "404-555-0177", "email": "zoe@example.com", "per_day": "4", "password": "x"}
    if set(form.typed) & usual.keys():
        again = {**said, **{k: v for k, v in usual.items() if k in form.typed}}
        again["deed"] = f"{said.get('deed', '')}-again"
        assert bo.client.post(action, data=again).status_code < 500


def _text_from_everybody(place: Office, payload: str) -> None:
    for n, phone in enumerate((DANA, LUIS, ANA, BO, STRANGER)):
        params = {"From": phone, "Body": payload, "MessageSid": f"SM{n:032x}", "NumMedia": "0"}
        assert receive_text(place.deps, sid=f"SM{n:032x}", phone=phone, params=params)
    read_inbox(place.deps)
    assert place.sql("SELECT 1 FROM inbox WHERE state = 'failed'") == []


def _no_formula_in_any_csv(place: Office, bo: Browser) -> None:
    for path in paths(place):
        answer = bo.get(path)
        if answer.mimetype == "text/csv":
            for row in csv.reader(StringIO(answer.text.lstrip("\ufeff"))):
                assert not [
                    c
                    for c in row
                    if c.startswith(("=", "+", "-", "@", "\t", "\r")) and not _number(c)
                ], path


def _number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdigit()
