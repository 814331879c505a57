"""Every screen there is: found by walking the routes, so that no new one is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import product

from web.office import Browser, Office

from fieldcomm.services.setting_fields import SECTIONS

# What a piece of an address may be filled with, from the rows that are there: one of each look.
_FROM_ROWS = {
    "code": "SELECT code FROM jobs ORDER BY id LIMIT 1",
    "customer_id": "SELECT id FROM customers ORDER BY id LIMIT 1",
    "contractor_id": "SELECT id FROM contractors ORDER BY id LIMIT 1",
    "user_id": "SELECT id FROM users ORDER BY id LIMIT 1",
    "broadcast_id": "SELECT min(id) FROM broadcasts GROUP BY state ORDER BY 1",
    "incident_id": "SELECT min(id) FROM incidents GROUP BY resolved_at IS NULL ORDER BY 1",
}
_FIXED = {"moment": ["check_in"], "section": list(SECTIONS)}
# GET routes that show no screen, and why; every other one must.
NO_SCREEN = {
    "static": "a file",
    "bootstrap.static": "a file",
    "health.alive": "a machine's",
    "health.ready": "a machine's",
    "metrics.scrape": "a machine's",
    "desk.changed": "what live.js asks",
    "demo.changed": "what live.js asks",
    "desk.who_writes": "what live.js asks",
    "desk.report_csv": "a table for spreadsheets",
    "desk.export": "a file",
    "desk.show_photo": "a picture",
    "desk.show_portrait": "a picture",
    "public.who_comes": "a picture",
    "demo.storm": "only where a storm was played: tests/storm/test_page.py looks at it",
    "public.sent_photo": "a picture",
    "first_run.go_on": "leads to the step that comes next",
    "desk.crew_out": "leads to that crew's day",
    "desk.second_factor_page": "only while one is set up: test_axe.py opens it by itself",
    "first_run.start": "only while nobody is there: test_axe.py opens it by itself",
    "auth.ask_code": "only between a password and its code",
}


def paths(place: Office) -> Iterator[str]:
    """The addresses of all screens that can be filled."""
    for rule in place.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_SCREEN:
            yield from _filled(place, rule.endpoint, rule.rule)


def screens(place: Office, browser: Browser) -> list[str]:
    """Those that answer with a page of their own."""
    return sorted({path for path in paths(place) if _is_screen(browser, path)})


def unseen(place: Office, seen: Collection[str]) -> list[str]:
    """The routes that ought to show a screen and of which none was seen."""
    return [
        f"{rule.endpoint} {rule.rule}"
        for rule in place.app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NO_SCREEN
        and not set(_filled(place, rule.endpoint, rule.rule)) & set(seen)
    ]


def _is_screen(browser: Browser, path: str) -> bool:
    answer = browser.get(path)
    return answer.status_code == 200 and answer.mimetype == "text/html"


def _filled(place: Office, endpoint: str, rule: str) -> list[str]:
    """With the token kept for the endpoint, or with what the rows say; empty where there is none."""
    if endpoint in place.links:
        rule = rule.replace("<token>", place.links[endpoint])
    pieces = re.findall(r"(<(?:\w+(?:\([^)]*\))?:)?(\w+)>)", rule)
    found = []
    for values in product(*(_values(place, name) for _, name in pieces)):
        path = rule
        for (whole, _), value in zip(pieces, values, strict=True):
            path = path.replace(whole, value)
        found.append(path)
    return found


def _values(place: Office, name: str) -> list[str]:
    query = _FROM_ROWS.get(name)
    return [str(row[0]) for row in place.sql(query)] if query else _FIXED.get(name, [])
