"""Makes the pictures of docs/pictures anew: `PYTHONPATH=tests .venv/bin/python -m browser.pictures`.

From the top of the repository `python -m tests.browser.pictures` does the same. The office is the one
of `story.py`, its clock stands still, and no picture is kept in more than 128 colours: a change of a
picture is a change of the screen. A name given after it makes only that picture.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from browser.carrier import Carrier  # noqa: E402  found by the line above
from browser.chromium import chromium, served, sign_in  # noqa: E402
from browser.once import handsets, nobody_yet  # noqa: E402
from browser.story import story  # noqa: E402
from fixtures.servers import passable_folder  # noqa: E402
from PIL import Image  # noqa: E402
from web.office import office  # noqa: E402

from fieldcomm.local.postgres import start_postgres  # noqa: E402
from fieldcomm.services.tracking import link_for  # noqa: E402
from fieldcomm.store.migrate import upgrade  # noqa: E402
from fieldcomm.storm.options import Options  # noqa: E402
from fieldcomm.storm.page import page_of  # noqa: E402
from fieldcomm.storm.play import played  # noqa: E402
from fieldcomm.storm.report import report_of  # noqa: E402

WHERE = TESTS.parent / "docs" / "pictures"
COLOURS = 128
MOST = 1500  # px of a page's height; what comes after says nothing new


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    width: int = 1280
    scheme: str = "light"
    forced: str = "none"  # whether the system picks the colours


DESK = (
    Picture("board", "/"),
    Picture("board-dark", "/", scheme="dark"),
    Picture("board-forced", "/", forced="active"),
    Picture("board-360", "/", width=360),
    Picture("job", "/jobs/K7F"),
    Picture("job-dark", "/jobs/K7F", scheme="dark"),
    Picture("crews", "/crews"),
    Picture("new-job", "/jobs/new?phone=4045550123"),
    Picture("people", "/people/customers/1"),
    Picture("broadcast-check", "/broadcasts/3"),
    Picture("reports", "/reports"),
    Picture("settings-wording", "/settings/wording/check_in"),
    Picture("status", "/status"),
    Picture("tracking", "{tracking}", width=360),
)
FIRST_RUN, PHONES = Picture("first-run", "{start}"), Picture("phones", "/demo")
STORM = Picture("storm", "/storm.html")


def main(only: set[str]) -> None:
    WHERE.mkdir(exist_ok=True)
    with _database() as url, office(url, gateway=Carrier()) as place:
        story(place)
        link = link_for(place.deps, "J4S", by="Ana Ruiz")
        with served(place) as home, chromium() as browser:
            for one in _wanted(DESK, only):
                page = _page(browser, one)
                sign_in(page, home, "bo@example.com")
                _take(page, home, one, tracking="/t/" + link.rsplit("/", 1)[1])
            for one in _wanted((FIRST_RUN,), only):
                _take(_page(browser, one), home, one, start=nobody_yet(place))
    if _wanted((PHONES,), only):
        _phones()
    if _wanted((STORM,), only):
        _storm()


def _storm() -> None:
    """A small one, which takes a minute or two: the same seed is the same picture."""
    with _database() as url, played(url, Options(customers=40, days=3)) as play:
        shown = page_of(report_of(play))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        Path(folder, STORM.path[1:]).write_text(shown, encoding="utf-8")
        _take(_page(browser, STORM), Path(folder).as_uri(), STORM)


def _phones() -> None:
    with _database() as url, handsets(url) as shown, served(shown) as home, chromium() as browser:
        _take(_page(browser, PHONES), home, PHONES)


@contextmanager
def _database() -> Iterator[str]:
    with passable_folder() as folder:
        postgres = start_postgres(folder, fast=True)
        try:
            upgrade(postgres.url)
            yield postgres.url
        finally:
            postgres.stop()


def _wanted(pictures: tuple[Picture, ...], only: set[str]) -> list[Picture]:
    return [one for one in pictures if not only or one.name in only]


def _page(browser: Any, one: Picture) -> Any:
    page = browser.new_page(
        color_scheme=one.scheme, reduced_motion="reduce", forced_colors=one.forced
    )
    page.set_viewport_size({"width": one.width, "height": 800})
    return page


def _take(page: Any, home: str, one: Picture, **given: str) -> None:
    page.goto(home + one.path.format(**given))
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    _keep(one.name, page.screenshot(full_page=True))
    page.close()


def _keep(name: str, shot: bytes) -> None:
    picture = Image.open(BytesIO(shot)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, MOST)))
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(WHERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
