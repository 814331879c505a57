"""The page of a storm stands alone: nothing runs, nothing is asked for, everything can be read."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser.chromium import chromium
from storm.reports import DANA, report
from web.office import office

from fieldcomm.services.last_storm import last_storm
from fieldcomm.storm.page import page_of

ALONE = {"meta", "br", "link", "img", "input", "hr"}


class Seen(HTMLParser):
    """What stands in a page: its elements, and whether every one is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.all if name == tag]


def test_every_element_is_closed_and_every_id_stands_once() -> None:
    seen = Seen(page_of(report()))
    assert seen.wrong == []
    assert seen.open == []
    ids = [attrs["id"] for _, attrs in seen.all if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_nothing_runs_and_nothing_is_asked_for() -> None:
    page = page_of(report())
    seen = Seen(page)
    assert {"script", "link", "img", "iframe", "object", "form"} & {
        tag for tag, _ in seen.all
    } == set()
    for tag, attrs in seen.all:
        assert [
            name for name in attrs if name.startswith("on") or name in ("src", "style")
        ] == [], tag
        for address in (attrs.get("href"), attrs.get("xlink:href")):
            assert address is None or address.startswith("#"), address
    assert not re.search(r"url\(|@import", page)


def test_its_policy_lets_in_its_own_style_and_nothing_else() -> None:
    page = page_of(report())
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = next(m for m in Seen(page).named("meta") if "http-equiv" in m)["content"]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_what_people_wrote_is_shown_as_they_wrote_it() -> None:
    page = page_of(report())
    assert "&lt;b&gt;help&lt;/b&gt;" in page
    assert "Dana &lt;Reed&gt;" in page


def test_a_case_leads_to_the_story_of_its_household() -> None:
    page = page_of(report())
    assert '<a href="#K7F">' in page
    assert '<ol id="K7F">' in page
    assert "1 of 2 measures fell short" in page
    assert f"{DANA} from Mon 09:00" in page


def test_a_chart_has_a_name_a_description_and_its_table() -> None:
    seen = Seen(page_of(report()))
    (svg,) = seen.named("svg")
    ids = {attrs.get("id") for _, attrs in seen.all}
    assert svg["role"] == "img"
    assert set((svg["aria-labelledby"] or "").split()) <= ids
    assert len(seen.named("table")) == 2


@pytest.fixture
def written(tmp_path: Path) -> Path:
    page = last_storm(tmp_path)
    page.parent.mkdir()
    page.write_text(page_of(report()), encoding="utf-8")
    return tmp_path


def test_the_demo_links_to_the_last_report_and_serves_it(database_url: str, written: Path) -> None:
    with office(database_url, FIELDCOMM_DATA=str(written)) as place:
        browser = place.browser()
        assert 'href="/demo/storm"' in browser.get("/demo").text
        answer = browser.get("/demo/storm")
        assert answer.text == last_storm(written).read_text(encoding="utf-8")
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert policy.endswith("frame-ancestors 'none'")
        assert "unsafe" not in policy


def test_before_the_first_storm_the_demo_says_what_makes_one(
    database_url: str, tmp_path: Path
) -> None:
    with office(database_url, FIELDCOMM_DATA=str(tmp_path)) as place:
        browser = place.browser()
        assert "<code>fieldcomm storm</code>" in browser.get("/demo").text
        assert browser.get("/demo/storm").status_code == 404


def test_where_texts_are_real_there_is_no_report(database_url: str, written: Path) -> None:
    with office(database_url, FIELDCOMM_DATA=str(written)) as place:
        object.__setattr__(place.clock, "adjustable", False)
        assert place.browser().get("/demo/storm").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_it_from_the_file_and_nothing_is_wider_than_a_phone(
    written: Path, scheme: str
) -> None:
    wrong = []
    with chromium() as browser:
        page = browser.new_page(color_scheme=scheme)
        page.set_viewport_size({"width": 360, "height": 700})
        page.on("console", lambda said: wrong.append(said.text))
        page.on("request", lambda asked: wrong.append(asked.url))
        page.goto(last_storm(written).as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert wrong == [last_storm(written).as_uri()]
    assert wide <= 360
    assert ground == {"light": "rgb(243, 245, 247)", "dark": "rgb(17, 22, 27)"}[scheme]
