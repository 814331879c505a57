"""An office at its desk: the web app over a real, migrated PostgreSQL, and browsers without a window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from fieldcomm.app import TEMPLATES
from fieldcomm.clock import Entropy, FrozenClock
from fieldcomm.config import load_config
from fieldcomm.messaging.render import Renderer
from fieldcomm.services import people
from fieldcomm.services.add_job import add_job
from fieldcomm.services.deps import Deps
from fieldcomm.services.first_run import ensure_company
from fieldcomm.store.engine import make_engine, straight
from fieldcomm.web import make_web

ATLANTA = ZoneInfo("America/New_York")
NOON = datetime(2026, 1, 13, 12, tzinfo=ATLANTA).astimezone(UTC)  # a Tuesday
ANA, BO = "+14045550101", "+14045550102"
LUIS, MIA = "+14045550111", "+14045550112"
DANA, FOX = "+14045550123", "+14045550124"
OURS = "+14045550100"
PASSWORD = "otter lantern quarry moss"


@dataclass
class Office:
    """Ana and Bo may sign in with PASSWORD; the clock stands still until moved."""

    deps: Deps
    app: Flask
    clock: FrozenClock
    links: dict[str, str] = field(default_factory=dict)

    def browser(self) -> Browser:
        return Browser(self.app.test_client())

    def ana(self) -> Browser:
        return self.browser().sign_in("ana@example.com")

    def job(self, phone: str = DANA, **given: Any) -> str:
        usual = {
            "customer_name": "Dana Reed",
            "address": "14 Oak St, Atlanta",
            "summary": "kitchen drying",
        }
        return add_job(self.deps, customer_phone=phone, **(usual | given))

    def sql(self, query: str, **given: Any) -> list[Any]:
        with self.deps.engine.begin() as connection:
            found = connection.execute(text(query), given)
            return list(found) if found.returns_rows else []

    def statements(self) -> Counter:
        return Counter(self.deps.engine)


class Client(FlaskClient):
    """Takes each answer whole and closes it, as a server does: the gate counts who is inside."""

    def open(self, *args: Any, **given: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **given})


class Browser:
    """Follows forms as a browser does: with the token of the page they stand on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, **given)

    def post(self, path: str, page: str | None = None, **form: Any) -> TestResponse:
        """Send a form that stands on `page` (the same path by default)."""
        token = self.token(page or path)
        return self.client.post(path, data={"csrf_token": token, **form})

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page).text)
        assert found, f"no form on {page}"
        return found[1]

    def sign_in(self, email: str, password: str = PASSWORD) -> Browser:
        answer = self.post("/sign-in", email=email, password=password)
        assert answer.status_code == 303, answer.text
        return self


class Counter:
    """Counts the statements that reach PostgreSQL inside `with`."""

    def __init__(self, engine: Any) -> None:
        self._engines = engine, straight(engine)
        self.count = 0

    def _seen(self, *_: Any) -> None:
        self.count += 1

    def __enter__(self) -> Counter:
        from sqlalchemy import event

        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        from sqlalchemy import event

        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._seen)


@contextmanager
def office(database_url: str, *, gateway: Any = None, **env: str) -> Iterator[Office]:
    """At noon on a Tuesday in January, with Ana (dispatcher), Bo (manager), Luis and Mia."""
    config = load_config(
        {
            "DATABASE_URL": database_url,
            "SECRET_KEY": "a secret key for tests",
            "PUBLIC_URL": "http://localhost",
            "COMPANY_NAME": "Kiwi Drying",
            "TWILIO_ACCOUNT_SID": "AC" + "a" * 32,
            "TWILIO_AUTH_TOKEN": "a token for tests",
            "TWILIO_FROM_NUMBER": OURS,
            "TWILIO_API_URL": "http://127.0.0.1:9",
            "FIELDCOMM_CLOCK": "adjustable",
            **env,
        }
    )
    clock = FrozenClock(NOON)
    deps = Deps(
        engine=make_engine(database_url, pool=4),
        clock=clock,
        entropy=Entropy(),
        gateway=gateway,
        renderer=Renderer(TEMPLATES / "sms"),
        ring=lambda _queue: None,
        config=config,
        our_phone=OURS,
    )
    ensure_company(deps.engine, config, NOON)
    try:
        app = make_web(deps)
        app.test_client_class = Client
        yield _staffed(Office(deps, app, clock))
    finally:
        deps.engine.dispose()


def _staffed(place: Office) -> Office:
    from fieldcomm.services.sign_in_links import use_link

    for email, role, name, phone in (
        ("ana@example.com", "dispatcher", "Ana Ruiz", ANA),
        ("bo@example.com", "manager", "Bo Lind", BO),
    ):
        made = people.add_user(
            place.deps, email=email, role=role, name=name, phone=phone, on_call=True
        )
        use_link(place.deps, str(made["link"]).rsplit("/", 1)[1], PASSWORD)
    people.add_contractor(place.deps, name="Luis Mora", phone=LUIS)
    people.add_contractor(place.deps, name="Mia Chen", phone=MIA)
    return place


MINUTE = timedelta(minutes=1)
