"""Nothing anybody types or bends makes a page fail: an answer that says what is wrong, never a 500."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from web.office import LUIS, Office, office

WEB = Path(__file__).parents[2]
ODD = {
    "digits": "9" * 5000,
    "too big": "99999999999999999",
    "nothing": "",
    "NUL": "a\0b",
    "far year": "9999-12-31T23:59",
    "first year": "0001-01-01T00:00",
    "a day": "0001-01-01",
    "another day": "9999-12-31",
    "zoned": "2026-01-13T12:00+99:99",
    "letters of elsewhere": "\u0661\u0662 \U0001f600 \u202e ñ \u00b2",
    "formula": "=1+1",
    "percent": "%s %(x)s {0} {{ 7*7 }}",
}
# What a field may hold for the rest of the form to be looked at.
_CHOICES = re.compile(r'name="([a-z_]+)"')


def _names() -> list[str]:
    found = set()
    for path in (WEB / "templates/web").rglob("*.html"):
        found |= set(_CHOICES.findall(path.read_text("utf-8")))
    for path in (WEB / "fieldcomm/web").rglob("*.py"):
        found |= set(re.findall(r'form(?:\.get\(|\[|\.getlist\()"([a-z_]+)"', path.read_text()))
    return sorted(found - {"csrf_token", "deed", "back", "password"})


def _routes(place: Office, code: str) -> list[str]:
    ids = {
        "code": code,
        "token": "x" * 22,
        "moment": "check_in",
        "item": "task-1",
        "section": "company",
        "step": "company",
        "who": "+14045550123",
    }
    found = []
    for rule in place.app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()) or rule.endpoint.startswith(("webhook", "auth")):
            continue
        path = rule.rule
        for name in rule.arguments:
            path = re.sub(rf"<(\w+:)?{name}>", str(ids.get(name, "1")), path)
        found.append(path)
    return found


# Forms in which all but the odd field is right: those of a job that hold times and numbers.
_TIMES = {
    "callback": ("due", {}),
    "call": ("next_by", {"heard": "voicemail"}),
    "waiting": ("chase_at", {"waiting_on": "insurer"}),
    "snooze": ("until", {"reason": "insurer"}),
    "happened": ("at", {"what": "called"}),
    "door": ("until", {"words": "code 1"}),
    "visits": ("window_from", {"window_to": "2026-01-14T15:00", "contractor": LUIS}),
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_times_are_refused_in_words(database_url: str, odd: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        token = ana.token("/jobs/new")
        for path, (name, right) in _TIMES.items():
            form = {"csrf_token": token, **right, name: ODD[odd]}
            answer = ana.client.post(f"/jobs/{code}/{path}", data=form)
            assert answer.status_code in (303, 422), path
        form = {"csrf_token": token, "heard": "voicemail", "next_in": ODD[odd]}
        assert ana.client.post(f"/jobs/{code}/call", data=form).status_code in (303, 422)


@pytest.mark.parametrize("odd", ["digits", "NUL", "far year"])
def test_no_page_fails(database_url: str, odd: str) -> None:
    with office(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        bo = place.browser().sign_in("bo@example.com")
        bo.post(
            f"/jobs/{code}/visits",
            page=f"/jobs/{code}",
            window_from="2026-01-13T13:00",
            window_to="2026-01-13T15:00",
            contractor=LUIS,
        )
        token, names = bo.token("/jobs/new"), _names()
        failed = []
        for path in _routes(place, code):
            for anyway in ({}, {"name": "Dana", "phone": "+14045550177", "words": "word"}):
                form = dict.fromkeys(names, ODD[odd]) | anyway
                answer = bo.client.post(path, data={"csrf_token": token, **form})
                if answer.status_code >= 500:
                    failed.append((path, answer.status_code))
        assert failed == []
