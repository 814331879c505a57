"""A town to play conversations in: real PostgreSQL, the real web app over HTTP, the real SDK, the
local Twilio. Only the workers are missing: the test does their work, in order, when it waits.

When a story ends, what must be true of every story is checked (truths.py)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from journeys.truths import check_truths
from sqlalchemy import text
from werkzeug.serving import make_server

from fieldcomm.app import make_deps
from fieldcomm.clock import Entropy
from fieldcomm.config import load_config
from fieldcomm.local.twilio import LocalTwilio, Settings
from fieldcomm.services import people, views, visits
from fieldcomm.services.add_job import add_job
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.serve import serve
from fieldcomm.services.set_up import set_up
from fieldcomm.services.timing import Timing
from fieldcomm.web import make_web

ACCOUNT, TOKEN = "AC" + "a" * 32, "a token for tests"
OURS = "+14045550100"
ANA, BO = "+14045550101", "+14045550102"
LUIS, MIA = "+14045550111", "+14045550112"
DANA, FOX = "+14045550123", "+14045550124"
NAMES = {ANA: "Ana", BO: "Bo", LUIS: "Luis", MIA: "Mia", DANA: "Dana", FOX: "Fox"}
ATLANTA = ZoneInfo("America/New_York")


class Text(NamedTuple):
    """A text that reached a phone, when by the clock in Atlanta (or wherever it was asked for)."""

    moment: str
    at: datetime
    body: str


class Town:
    """One company, its people and their phones. Times are given as local to Atlanta."""

    def __init__(self, deps: Deps, twilio: LocalTwilio, env: dict[str, str]) -> None:
        self.deps = deps
        self.env = env
        self.twilio = twilio
        self._told: set[int] = set()

    # --- time ---------------------------------------------------------------------------

    def now(self) -> datetime:
        return look(self.deps).now

    def set_time(self, local: str) -> None:
        """Jump to a local time without playing what lies between. `2026-01-13 10:00`."""
        at = datetime.fromisoformat(local).replace(tzinfo=ATLANTA).astimezone(UTC)
        self._jump(at - self.now())

    def advance(self, **span: float) -> None:
        """Play through every due moment of a span, in order."""
        self.play_until(self.now() + timedelta(**span))

    def until(self, local: str) -> None:
        self.play_until(datetime.fromisoformat(local).replace(tzinfo=ATLANTA).astimezone(UTC))

    def play_until(self, target: datetime) -> None:
        self.settle()
        while (following := look(self.deps).next_business) is not None and following < target:
            self._jump(following - self.now())
            self.settle()
        self._jump(target - self.now())
        self.settle()

    def _jump(self, by: timedelta) -> None:
        with self.deps.engine.begin() as connection:
            connection.execute(
                text("UPDATE company SET clock_offset_ms = clock_offset_ms + :ms"),
                {"ms": int(by.total_seconds() * 1000) + 1},
            )

    def settle(self, seconds: float = 20.0) -> None:
        """Do the workers' work until nothing is left that this moment brought."""
        until = time.monotonic() + seconds
        while True:
            queues = look(self.deps).heads
            for queue in ("inbox", "due", "outbox"):
                if queue in queues:
                    serve(self.deps, queue, seconds=5.0)
            if not queues and not self._busy():
                return
            assert time.monotonic() < until, f"never settled: {self._busy()} {look(self.deps)}"
            if not queues:
                time.sleep(0.01)

    def once(self, queue: str) -> None:
        """One worker serves its queue, whatever the others do."""
        serve(self.deps, queue, seconds=5.0)

    def waits_for(self, phone: str, moment: str) -> None:
        """Until a text has arrived, doing no more than taking in delivery reports."""
        until = time.monotonic() + 10
        while moment not in self.moments(phone):
            assert time.monotonic() < until, f"{moment} never arrived: {self.messages(phone)}"
            self.once("inbox")

    def _busy(self) -> dict[str, int]:
        query = text(
            "SELECT 'inbox' AS what, count(*) AS n FROM inbox WHERE state = 'unread'"
            " UNION ALL SELECT state, count(*) FROM messages WHERE direction = 'out' AND state IN"
            " ('queued', 'attempting', 'unknown', 'accepted', 'sent') GROUP BY state"
        )
        with self.deps.engine.connect() as connection:
            return {row.what: row.n for row in connection.execute(query) if row.n}

    def minute_passes(self) -> None:
        """A minute of machine time: what waited for a NO goes out."""
        self.change("UPDATE messages SET hold_until = now() WHERE hold_until > now()")
        self.settle()

    def patience_ends(self) -> None:
        """What the provider refused for now may be tried again."""
        self.change("UPDATE messages SET retry_at = now() WHERE retry_at > now()")

    def configure(self, **env: str) -> None:
        """The operator changes the environment and starts everything anew."""
        self.env |= env
        self.deps = replace(self.deps, config=load_config(self.env))

    # --- what people do -----------------------------------------------------------------

    def text(self, phone: str, body: str) -> None:
        """Somebody texts us; everything that follows at once has happened when this returns."""
        self.send(phone, body)
        self.settle()

    def send(self, phone: str, body: str) -> str:
        """Somebody texts us, and nobody has read it yet. Returns its SID."""
        sid = self.twilio.text(phone, body)
        until = time.monotonic() + 10
        while not self.sql("SELECT 1 FROM once WHERE key = :key", key=f"in/{sid}"):
            assert time.monotonic() < until, f"the webhook never came: {self.twilio.webhooks()}"
            time.sleep(0.005)
        return sid

    def job(self, phone: str = DANA, **given: Any) -> str:
        usual: dict[str, Any] = {
            "customer_name": "Dana Reed",
            "address": "14 Oak St, Atlanta",
            "summary": "kitchen drying",
        }
        code = add_job(self.deps, customer_phone=phone, **(usual | given))
        self.settle()
        return code

    def book(self, code: str, start: str, end: str, **given: Any) -> None:
        visits.book(self.deps, code, window_from=start, window_to=end, **given)
        self.settle()

    # --- what people see ----------------------------------------------------------------

    def heard(self, phone: str) -> list[str]:
        """What this handset received from us, in order."""
        return [
            entry["body"]
            for entry in self.twilio.thread(phone)
            if not entry["mine"] and not entry["auto"]
        ]

    def got(self, phone: str, moment: str | None = None, zone: ZoneInfo = ATLANTA) -> list[Text]:
        """The texts that reached this phone, in order; only those of one kind if given."""
        sent = [
            Text(m["moment"], datetime.fromisoformat(m["sent_at"]).astimezone(zone), m["body"])
            for m in sorted(self.messages(phone), key=lambda m: m["sent_at"] or "")
            if m["state"] == "delivered"
        ]
        return [one for one in sent if moment in (None, one.moment)]

    def moments(self, phone: str) -> list[str]:
        """The kinds of text this phone received, in order."""
        return [one.moment for one in self.got(phone)]

    def news(self) -> dict[str, list[str]]:
        """Who received what since the last time this was asked; nobody else received anything."""
        found: dict[str, list[str]] = {}
        rows = self.sql(
            "SELECT id, phone, moment FROM messages WHERE direction = 'out'"
            " AND state = 'delivered' ORDER BY sent_at, id"
        )
        for row in rows:
            if row.id not in self._told:
                self._told.add(row.id)
                found.setdefault(NAMES.get(row.phone, row.phone), []).append(row.moment)
        return found

    def last(self, phone: str) -> str:
        """The words of the last text that reached this phone."""
        return self.got(phone)[-1].body

    def messages(self, phone: str) -> list[dict[str, Any]]:
        return views.list_messages(self.deps, to=phone)

    def show(self, code: str) -> dict[str, Any]:
        return views.show_job(self.deps, code)

    def promises(self, code: str, kind: str | None = None) -> list[dict[str, Any]]:
        """A job's promises, soonest due first, without those of check-ins unless asked for."""
        found = self.show(code)["promises"]
        return [
            p for p in found if (p["kind"] != "check_in" if kind is None else p["kind"] == kind)
        ]

    def states(self, code: str, kind: str | None = None) -> list[str]:
        return [p["state"] for p in self.promises(code, kind)]

    def visit(self, code: str) -> str:
        """The status of the job's last visit."""
        return str(self.show(code)["visits"][-1]["status"])

    def visit_id(self, code: str) -> int:
        query = "SELECT v.id FROM visits v JOIN jobs j ON j.id = v.job_id WHERE j.code = :code"
        return int(self.sql(query + " ORDER BY v.id DESC", code=code)[0].id)

    def tasks(self) -> list[str]:
        with self.deps.engine.connect() as connection:
            query = text("SELECT kind FROM tasks WHERE settled_at IS NULL ORDER BY id")
            return list(connection.scalars(query))

    def change(self, statement: str) -> None:
        with self.deps.engine.begin() as connection:
            connection.execute(text(statement))

    def sql(self, query: str, **given: Any) -> list[Any]:
        with self.deps.engine.connect() as connection:
            return list(connection.execute(text(query), given))


@contextmanager
def town(database_url: str, **settings: Any) -> Iterator[Town]:
    """A town with Ana and Bo in the office, Luis and Mia outside, at 10:00 on a Tuesday in January."""
    with (
        LocalTwilio(_twilio_settings(**settings)) as twilio,
        _web(database_url, twilio) as (deps, env),
    ):
        set_up(deps)
        place = Town(deps, twilio, env)
        place.set_time("2026-01-13 10:00")
        people.add_user(
            deps,
            email="ana@example.com",
            role="dispatcher",
            name="Ana Ruiz",
            phone=ANA,
            on_call=True,
        )
        people.add_user(
            deps, email="bo@example.com", role="manager", name="Bo Lind", phone=BO, on_call=True
        )
        people.add_contractor(deps, name="Luis Mora", phone=LUIS)
        people.add_contractor(deps, name="Mia Chen", phone=MIA)
        yield place
        check_truths(place)


def _twilio_settings(**settings: Any) -> Settings:
    usual: dict[str, Any] = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "numbers": (OURS,),
        "sent_after": 0.0,
        "delivered_after": 0.01,
        "seed": 1,
    }
    return Settings(**(usual | settings))


@contextmanager
def _web(database_url: str, twilio: LocalTwilio) -> Iterator[tuple[Deps, dict[str, str]]]:
    env = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a secret key for tests",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": OURS,
        "TWILIO_API_URL": twilio.url,
        "FIELDCOMM_CLOCK": "adjustable",
        "SEGMENTS_PER_SECOND": "10000",
        "COMPANY_NAME": "Kiwi Drying",
        "COMPANY_TIMEZONE": "America/New_York",
    }
    server_deps = make_deps(load_config(env), ring=lambda _queue: None)
    server = make_server("127.0.0.1", 0, make_web(server_deps), threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    public = f"http://127.0.0.1:{server.server_port}"
    # The web checks signatures over the address Twilio was told, known only now.
    object.__setattr__(server_deps, "config", replace(server_deps.config, public_url=public))
    twilio.phones.settings(sms_url=public + "/twilio/sms")
    env["PUBLIC_URL"] = public
    deps = make_deps(
        load_config(env),
        ring=lambda _queue: None,
        timing=Timing(
            lease=timedelta(seconds=4),
            first_look=timedelta(seconds=0.3),
            second_look=timedelta(seconds=0.3),
            provider_timeout=timedelta(seconds=1.5),
        ),
    )
    deps = replace(deps, entropy=Entropy(7))
    try:
        yield deps, env
    finally:
        deps.engine.dispose()
        server.shutdown()
        thread.join()
        server.server_close()
        server_deps.engine.dispose()
