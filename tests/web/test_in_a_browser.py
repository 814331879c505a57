"""A real Chromium: Ana signs in and writes to Dana; the page keeps itself true."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from web.office import PASSWORD, Office, office
from werkzeug.serving import make_server

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


@contextmanager
def _served(place: Office) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, place.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.browser
def test_ana_signs_in_writes_and_sees_what_comes(database_url: str) -> None:
    if CHROMIUM is None:
        why = "NO CHROMIUM FOUND: the browser tests did not run (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(why)
        warnings.warn(pytest.PytestWarning(why), stacklevel=1)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with office(database_url) as place, _served(place) as url, sync_playwright() as play:
        code = place.job()
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request", lambda r: None if r.url.startswith((url, "data:")) else wrong.append(r.url)
        )
        page.goto(f"{url}/")
        page.get_by_label("E-mail").fill("ana@example.com")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Dana Reed").first.click()
        page.get_by_label("Your text").fill("We can bring two more fans at 4.")
        page.get_by_text("32 characters, 1 segment").wait_for()
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#timeline").get_by_text("We can bring two more fans at 4.").wait_for()
        page.get_by_label("Your text").fill("half a sentence")
        place.sql(
            "INSERT INTO events (job_id, at, kind, actor, data) SELECT id, created_at, 'note', 'Bo',"
            " '{\"text\": \"the dog is friendly\"}' FROM jobs WHERE code = :c", c=code,
        )  # fmt: skip
        page.get_by_text("the dog is friendly").wait_for()
        assert page.get_by_label("Your text").input_value() == "half a sentence"
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        chromium.close()
        assert sideways <= 0
        assert wrong == []
