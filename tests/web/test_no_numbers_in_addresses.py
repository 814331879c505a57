"""Addresses are kept by browsers, proxies and logs: none that we make carries a phone number."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote_plus

from browser.offices import typical
from browser.screens import screens
from fixtures.figures import Figure
from fixtures.numbers import NUMBER
from web.office import LUIS, office

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
