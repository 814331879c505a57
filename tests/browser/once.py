"""What stands there only once, or only for a moment: the first run's start, the phones of a demo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from journeys.town import DANA, FOX, LUIS, MIA, town
from web.office import Office

from fieldcomm.services.first_sign_in import sign_in_hint
from fieldcomm.web import make_web


def nobody_yet(place: Office) -> str:
    """The page that the printed link of a new fieldcomm opens."""
    place.sql("TRUNCATE users CASCADE")
    found = re.search(r"http://localhost(/welcome/start/\S+)", sign_in_hint(place.deps))
    assert found
    return found[1]


@contextmanager
def handsets(database_url: str) -> Iterator[Any]:
    """A demo whose phones hold texts: it has a provider of its own, whose phones these are."""
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.job(FOX, customer_name="Familia Fox", summary="s\u00f3tano inundado", language="es")
        place.book(code, "2026-01-13T13:00", "2026-01-13T15:00")
        for phone, words in ((LUIS, "Y"), (DANA, "C"), (LUIS, "OMW 20"), (MIA, "JOBS")):
            place.text(phone, words)
        yield SimpleNamespace(app=make_web(place.deps))
