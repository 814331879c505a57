"""Numbers nobody can be texted at, through every form and command that takes one: E.164, or words
that say what would work; never a failure, and nothing half-done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from fixtures.figures import Figure, Fuzz, Logs, sizes
from hypothesis import strategies as st
from web.office import DANA, Browser, Office, office

from fieldcomm.domain.phone import PhoneError, parse
from fieldcomm.services import people
from fieldcomm.services.errors import Refused
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.visits import book

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
DIGITS = st.characters(categories=["Nd"])
PLACES = st.sampled_from(["", "+", "+1", "1", "001", "+44", "tel:", "(", "00", "+1900", "*67"])
NUMBERS = st.one_of(
    st.from_regex(r"[0-9]{1,8}", fullmatch=True),  # short codes, half a number
    st.from_regex(r"\+?1?(900[0-9]{7}|[2-9][0-9]{2}976[0-9]{4}|[2-9]11[0-9]{7})", fullmatch=True),
    st.from_regex(r"\+?[0-9]{9,18}", fullmatch=True),
    st.builds(str.__add__, PLACES, st.text(DIGITS, min_size=1, max_size=14)),
    st.from_regex(r"\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9O]{4}( ?(x|ext\.?|#) ?[0-9]{1,5})?", fullmatch=True),
    st.text(DIGITS | st.sampled_from("+-.() /#*,;wWpP\0\u202e\u200f\ud800\t\n"), max_size=24),
    st.text(max_size=40),
)  # fmt: skip
PHONES = (
    "SELECT phone FROM phones UNION SELECT phone FROM contacts UNION SELECT phone FROM contractors"
    " UNION SELECT phone FROM users WHERE phone IS NOT NULL UNION SELECT phone FROM messages"
)


@sizes(500, 10_000)
def test_a_number_is_e164_or_an_error_that_says_what_would_work(
    size: int, fuzz: Fuzz, figure: Figure
) -> None:
    found: dict[str, int] = {"understood": 0, "refused": 0}
    said: set[str] = set()

    def read(raw: str) -> None:
        try:
            number = parse(raw)
        except PhoneError as error:
            said.add(str(error))
            found["refused"] += 1
        else:
            assert E164.fullmatch(number)
            assert parse(number) == number
            found["understood"] += 1

    fuzz(size, read, raw=NUMBERS)
    assert min(found.values()) > size / 100
    assert min(map(len, said)) > 20
    figure("Numbers", f"{size:,} read: {found['understood']:,} E.164, {found['refused']:,} refused")


def forms(place: Office, code: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(path, field, the rest of the form) of everything that takes a number."""
    customer = place.sql("SELECT customer_id, id FROM contacts")[0]
    luis = place.sql("SELECT id FROM contractors ORDER BY id")[0].id
    bo = place.sql("SELECT id FROM users WHERE role = 'manager'")[0].id
    person = f"/people/customers/{customer.customer_id}"
    somebody = {"name": "Sam Fox", "role": "other", "agreed": "1", "consent_words": "yes"}
    job = {"address": "3 Ivy Ln", "summary": "wet", "zone": "America/New_York", "consent": "yes"}
    yield "/jobs/new", "phone", somebody | job
    yield "/jobs/new", "contractor", somebody | job | {"phone": DANA}
    yield f"/jobs/{code}/contacts", "phone", somebody
    yield f"{person}/contacts", "phone", somebody
    yield f"{person}/contacts/{customer.id}", "phone", somebody
    yield f"{person}/consent", "phone", {"state": "stopped", "words": "said so"}
    yield "/people/contractors", "phone", somebody
    yield f"/people/contractors/{luis}", "phone", {"name": "Luis Mora", "active": "1"}
    yield "/team", "phone", {"name": "Eve", "email": "not an address", "role": "manager"}
    yield f"/team/{bo}", "phone", {"name": "Bo Lind", "role": "manager", "on_call": "1"}
    yield (
        f"/jobs/{code}/visits",
        "contractor",
        {"window_from": "2026-01-14T13:00", "window_to": "2026-01-14T15:00"},
    )
    yield "/settings/company", "public_phone", {}
    yield "/demo/text", "phone", {"body": "hello"}


def commands(place: Office, code: str) -> Iterator[Callable[[str], object]]:
    """What `fieldcomm` calls with a number from its command line."""
    deps = place.deps
    yield lambda raw: people.checked_phone(raw)
    yield lambda raw: people.add_contractor(deps, name="Kim", phone=raw)
    yield lambda raw: people.add_user(
        deps, email="no address", role="manager", name="Kim", phone=raw
    )
    yield lambda raw: place.job(raw)
    yield lambda raw: place.job(DANA, contractor_phone=raw)
    yield lambda raw: add_callback(deps, code, due="2026-01-14T15:00", owner_phone=raw)
    yield lambda raw: book(
        deps,
        code,
        window_from="2026-01-14T13:00",
        window_to="2026-01-14T15:00",
        contractor_phone=raw,
    )


@sizes(150, 10_000)
def test_no_form_fails_over_a_number(
    database_url: str, size: int, fuzz: Fuzz, figure: Figure, logs: Logs
) -> None:
    with office(database_url) as place:
        code = place.job()
        bo = place.browser().sign_in("bo@example.com")
        token, taking = bo.token("/jobs/new"), list(forms(place, code))

        def send(raw: str, to: tuple[str, str, dict[str, str]]) -> None:
            path, name, rest = to
            form = {"csrf_token": token, **rest, name: raw.encode("utf-8", "replace").decode()}
            answer = bo.client.post(path, data=form)
            assert answer.status_code in (200, 302, 303, 400, 422), (path, answer.status_code)
            assert "Something went wrong" not in answer.text

        fuzz(size, send, raw=NUMBERS, to=st.sampled_from(taking))
        assert [row.phone for row in place.sql(PHONES) if not E164.fullmatch(row.phone)] == []
    assert logs.tracebacks() == []
    figure("Numbers", f"{size:,} through {len(taking)} forms: E.164 or refused in words, 0 failed")


@sizes(150, 10_000)
def test_no_command_fails_over_a_number(
    database_url: str, size: int, fuzz: Fuzz, figure: Figure
) -> None:
    with office(database_url) as place:
        taking, said = list(commands(place, place.job())), set()

        def run(raw: str, command: Callable[[str], object]) -> None:
            try:
                command(raw)
            except Refused as error:  # exit 2, and its words
                said.add(str(error))

        fuzz(size, run, raw=NUMBERS, command=st.sampled_from(taking))
        assert min(map(len, said)) > 10
        assert [row.phone for row in place.sql(PHONES) if not E164.fullmatch(row.phone)] == []
    figure(
        "Numbers", f"{size:,} through {len(taking)} commands: E.164 or refused in words, 0 failed"
    )


@pytest.mark.parametrize("raw", ["12", "+19005550100", "\u0661\u0662", "88000", "a" * 5000, "%00"])
def test_the_web_knows_no_number_it_cannot_read(database_url: str, raw: str) -> None:
    with office(database_url) as place:
        ana: Browser = place.ana()
        for path in ("/jobs/new?phone=", "/people?q=", "/crews?phone=", "/jump?q="):
            assert ana.get(path + raw).status_code in (200, 302, 303, 404)
