"""A real Chromium, and everything it complains about or asks others for."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from web.office import PASSWORD, Office
from werkzeug.serving import make_server

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
# Told by the page itself, so that a violation counts also where the console shows nothing.
_TELL = "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"


@dataclass
class Watched:
    """What went wrong on any page of a browser, in order."""

    home: str
    wrong: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> Any:
        page.on("console", lambda said: self._console(said, page))
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.add_init_script(_TELL)
        return page

    def _console(self, said: Any, page: Any) -> None:
        if said.type == "error":
            self.wrong.append(f"{page.url}: {said.text} ({said.location.get('url')})")

    def _request(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"asks elsewhere: {url}")


@contextmanager
def chromium() -> Iterator[Any]:
    """Playwright driving Debian's Chromium. Without one the test is skipped loudly; in CI it fails."""
    if CHROMIUM is None:
        why = "NO CHROMIUM FOUND: the browser tests did not run (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(why)
        warnings.warn(pytest.PytestWarning(why), stacklevel=1)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def served(place: Office) -> Iterator[str]:
    """The office's pages over HTTP; yields their address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, place.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sign_in(page: Any, url: str, email: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")
