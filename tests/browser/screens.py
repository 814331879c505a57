"""Every screen there is: found by walking the routes, so that no new one is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from web.office import Browser, Office

# What a piece of an address may be filled with, from the rows that are there.
_FROM_ROWS = {
    "code": "SELECT code FROM jobs ORDER BY id LIMIT 1",
    "customer_id": "SELECT id FROM customers ORDER BY id LIMIT 1",
    "contractor_id": "SELECT id FROM contractors ORDER BY id LIMIT 1",
    "user_id": "SELECT id FROM users ORDER BY id LIMIT 1",
    "message_id": "SELECT id FROM messages ORDER BY id LIMIT 1",
    "visit_id": "SELECT id FROM visits ORDER BY id LIMIT 1",
    "broadcast_id": "SELECT id FROM broadcasts ORDER BY id LIMIT 1",
    "incident_id": "SELECT id FROM incidents ORDER BY id LIMIT 1",
    "moment": "SELECT 'check_in'",
    "language": "SELECT 'en'",
}


def paths(place: Office) -> Iterator[str]:
    """The addresses of all GET routes that can be filled."""
    for rule in place.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in ("static", "bootstrap.static"):
            continue
        filled = _filled(place, rule.endpoint, rule.rule)
        if filled is not None:
            yield filled


def screens(place: Office, browser: Browser) -> list[str]:
    """Those that answer with a page of their own."""
    found = []
    for path in paths(place):
        answer = browser.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.append(path)
    return sorted(found)


def _filled(place: Office, endpoint: str, rule: str) -> str | None:
    """With the token kept for the endpoint, or with what the rows say; None: there is none."""
    if endpoint in place.links:
        rule = rule.replace("<token>", place.links[endpoint])
    for whole, name in re.findall(r"(<(?:\w+(?:\([^)]*\))?:)?(\w+)>)", rule):
        query = _FROM_ROWS.get(name)
        rows = place.sql(query) if query else []
        if not rows:
            return None
        rule = rule.replace(whole, str(rows[0][0]))
    return rule
