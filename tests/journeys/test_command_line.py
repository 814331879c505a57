"""Every command of the public contract, its JSON, its exit codes; nothing is left half-done."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fixtures.logs import logs
from journeys.town import ANA, DANA, LUIS, Town, town

from fieldcomm import cli, log
from fieldcomm.app import make_deps
from fieldcomm.services.serve import serve

JOB = {
    *("code", "status", "waiting_on", "summary", "customer", "contractor", "next_check_in_at"),
    *("visits", "promises", "messages"),
}
PROMISE = {"id", "kind", "job", "owner", "words", "due_at", "state", "settled_at"}
MESSAGE = {
    *("id", "job", "direction", "from", "to", "body", "moment", "state", "segments"),
    *("provider_sid", "error_code", "created_at", "sent_at"),
}
ADD = [
    *("job", "add", "--customer-name", "Dana Reed", "--customer-phone", DANA),
    *("--address", "14 Oak St, Atlanta", "--summary", "kitchen drying"),
]


class Shell:
    """A command line on the town's database."""

    def __init__(self, place: Town) -> None:
        self.place = place

    def run(self, *words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(cli.main, list(words), env=self.place.env, input=given)

    def json(self, *words: str) -> Any:
        done = self.run(*words, "--json")
        assert done.exit_code == 0, done.output
        assert done.stderr == ""
        return json.loads(done.stdout)

    def refused(self, *words: str, status: int = 2) -> str:
        done = self.run(*words)
        assert done.exit_code == status, (words, done.output)
        assert done.stdout == ""
        assert done.stderr
        return done.stderr


@pytest.fixture
def shell(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    made = []

    def kept(*args: Any, **given: Any) -> Any:
        made.append(make_deps(*args, **given))
        return made[-1]

    monkeypatch.setattr("fieldcomm.app.make_deps", kept)
    monkeypatch.setattr(log, "configure", lambda *_args, **_given: None)
    with logs(), town(database_url) as place:
        yield Shell(place)
        for deps in made:
            deps.engine.dispose()


@contextmanager
def workers(place: Town) -> Iterator[None]:
    """Somebody serves the queues meanwhile."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            for queue in ("inbox", "due", "outbox"):
                serve(place.deps, queue, seconds=1.0)
            stop.wait(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_job_from_the_command_line(shell: Shell) -> None:
    job = shell.json(*ADD, "--contractor", LUIS, "--timezone", "America/Chicago")
    assert job.keys() == JOB
    assert job["customer"] == {
        "name": "Dana Reed",
        "phone": DANA,
        "timezone": "America/Chicago",
        "language": "en",
        "consent": "given",
    }
    assert job["contractor"] == {"name": "Luis Mora", "phone": LUIS}
    assert (job["status"], job["waiting_on"]) == ("waiting", "crew")
    assert job["next_check_in_at"] == "2026-01-13T22:30:00Z"
    assert [m["moment"] for m in job["messages"]] == ["job_opened"]
    assert job["messages"][0].keys() == MESSAGE
    assert job["promises"][0].keys() == PROMISE
    shell.place.settle()
    code = job["code"]
    assert shell.json("job", "show", code)["code"] == code
    assert shell.json("job", "show", code.lower())["code"] == code
    assert [row["code"] for row in shell.json("job", "list")] == [code]
    assert shell.json("job", "list")[0].keys() == JOB
    texts = shell.json("message", "list", "--job", code)
    assert [(m["direction"], m["to"], m["state"]) for m in texts] == [("out", DANA, "delivered")]
    assert shell.json("message", "list", "--to", DANA) == texts
    assert texts[0]["provider_sid"].startswith("SM")
    assert code in shell.run("job", "list").stdout
    assert "kitchen drying" in shell.run("job", "show", code).stdout


def test_a_visit_from_the_command_line(shell: Shell) -> None:
    code = shell.json(*ADD, "--contractor", LUIS)["code"]
    book = ["visit", "book", code, "--from", "2026-01-14T13:00", "--to", "2026-01-14T15:00-05:00"]
    job = shell.json(*book, "--kind", "estimate")
    assert job["visits"] == [
        {
            "kind": "estimate",
            "from": "2026-01-14T18:00:00Z",
            "to": "2026-01-14T20:00:00Z",
            "status": "proposed",
            "eta": None,
        }
    ]
    shell.place.settle()
    shell.place.text(LUIS, "Y")
    assert shell.json("job", "show", code)["visits"][0]["status"] == "accepted"
    assert shell.json("message", "list", "--to", LUIS)[0]["moment"] == "visit_proposed"
    told = shell.json(
        *("visit", "book", code, "--from", "2026-01-20T13:00Z", "--to", "2026-01-20T15:00Z"),
        "--tell-now",
    )
    assert told["visits"][1]["status"] == "accepted"
    shell.place.settle()


def test_a_callback_from_the_command_line(shell: Shell) -> None:
    code = shell.json(*ADD)["code"]
    add = ["promise", "add", code, "--kind", "callback", "--owner", ANA]
    made = shell.json(*add, "--due", "2026-01-13T15:00")
    assert made.keys() == PROMISE
    assert (made["kind"], made["job"], made["state"]) == ("callback", code, "open")
    assert made["due_at"] == "2026-01-13T20:00:00Z"
    assert made["owner"] == {"name": "Ana Ruiz", "phone": ANA}
    assert {p["kind"] for p in shell.json("promise", "list")} == {"callback", "check_in"}
    shell.place.settle()
    shell.place.text(ANA, "called")
    assert [p["kind"] for p in shell.json("promise", "list", "--open")] == ["check_in"]
    settled = next(p for p in shell.json("promise", "list") if p["kind"] == "callback")
    assert (settled["state"], bool(settled["settled_at"])) == ("kept", True)


def test_people_and_updates_from_the_command_line(shell: Shell) -> None:
    made = shell.json("contractor", "add", "--name", "Zoe Hall", "--phone", "(404) 555-0115")
    assert made == {"name": "Zoe Hall", "phone": "+14045550115"}
    user = shell.json("user", "add", "kim@example.com", "--role", "manager", "--on-call")
    assert (user["email"], user["role"], user["on_call"]) == ("kim@example.com", "manager", True)
    assert "/sign-in/" in user["link"]
    assert "/sign-in/" in shell.run("user", "add", "kim@example.com", "--role", "manager").stdout
    code = shell.json(*ADD)["code"]
    update = shell.json("update", "add", code, "The pumps are here.")
    assert update == {"job": code, "text": "The pumps are here.", "state": "released"}
    shell.place.settle()
    shell.place.until("2026-01-13 17:00")
    assert "The pumps are here." in shell.place.last(DANA)


def test_the_clock_plays_through_every_due_moment(shell: Shell) -> None:
    code = shell.json(*ADD)["code"]
    before = shell.json("clock", "show")["now"]
    assert before.startswith("2026-01-13T15:00")
    with workers(shell.place):
        after = shell.json("clock", "advance", "25h")["now"]
    assert after.startswith("2026-01-14T16:00")
    assert shell.json("clock", "show")["now"].startswith("2026-01-14T16:00")
    moments = [m["moment"] for m in shell.json("message", "list", "--job", code)]
    assert moments == ["job_opened", "check_in", "check_in"]
    sent = [t.at for t in shell.place.got(DANA)]
    assert [f"{at:%d %H:%M}" for at in sent[1:]] == ["13 16:30", "14 09:30"]


def test_a_clock_that_cannot_finish_says_what_is_left(shell: Shell) -> None:
    shell.json(*ADD)
    said = shell.refused("clock", "advance", "1h", "--timeout", "0.3", status=1)
    assert "1 queued" in said
    shell.place.settle()


def test_a_real_clock_is_not_moved(shell: Shell) -> None:
    shell.place.env["FIELDCOMM_CLOCK"] = "real"
    assert "real" in shell.refused("clock", "advance", "1h")


def test_a_span_that_means_nothing_is_refused(shell: Shell) -> None:
    for span in ("", "soon", "-1h", "1w", "9999999999999d"):
        assert shell.refused("clock", "advance", span)


def test_bad_input_is_refused_and_nothing_is_half_done(shell: Shell) -> None:
    code = shell.json(*ADD)["code"]
    shell.place.settle()
    counts = everything(shell.place)
    book = ["visit", "book", code, "--to", "2026-01-14T15:00", "--from"]
    owe = ["promise", "add", code, "--kind", "callback", "--owner", ANA, "--due"]
    wrong: list[list[str]] = [
        ["job", "show", "ZZZ9"],
        ["message", "list", "--job", "ZZZ9"],
        ["message", "list", "--to", "12"],
        ["update", "add", "ZZZ9", "hello"],
        ["update", "add", code, "  "],
        ["visit", "book", "ZZZ9", "--from", "2026-01-14T13:00", "--to", "2026-01-14T15:00"],
        [*book, "2026-01-14T16:00"],
        [*book, "tomorrow"],
        [*book, "2026-01-14T13:00", "--kind", "party"],
        [*book, "2026-01-14T13:00", "--contractor", "+14045550199"],
        [*owe, "2026-01-13T09:00"],
        [*owe, "yesterday"],
        [*owe[:-3], "--owner", "+14045550199", "--due", "2026-01-13T15:00"],
        [*owe[:-5], "--kind", "arrival", "--owner", ANA, "--due", "2026-01-13T15:00"],
        ["promise", "add", "ZZZ9", *owe[3:], "2026-01-13T15:00"],
        [*ADD[:-1], "", "--summary", " "],
        [*ADD, "--timezone", "Mars/Base"],
        [*ADD, "--language", "tlh"],
        [*ADD, "--contractor", "+14045550199"],
        [*ADD, "--customer-phone", "call me maybe"],
        ["contractor", "add", "--name", "Luis", "--phone", LUIS],
        ["contractor", "add", "--name", "Zoe", "--phone", "7"],
        ["user", "add", "nobody", "--role", "manager"],
        ["user", "add", "zoe@example.com", "--role", "king"],
        ["job", "add"],
        ["frobnicate"],
    ]
    for words in wrong:
        shell.refused(*words)
    assert everything(shell.place) == counts


def everything(place: Town) -> dict[str, int]:
    tables = ("customers", "contacts", "jobs", "visits", "promises", "messages", "updates")
    more = ("contractors", "users", "events", "tasks", "phones")
    return {t: place.sql(f"SELECT count(*) AS n FROM {t}")[0].n for t in (*tables, *more)}


def test_configuration_problems_are_listed_all_at_once(shell: Shell) -> None:
    shell.place.env |= {"PORT": "many", "QUIET_HOURS": "late"}
    said = shell.refused("job", "list")
    assert "PORT" in said
    assert "QUIET_HOURS" in said


def test_a_database_that_is_not_there_is_a_failure(shell: Shell) -> None:
    shell.place.env["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:9/nothing"
    assert "does not answer" in shell.refused("job", "list", status=1)


def test_a_database_that_is_empty_is_a_failure(shell: Shell, empty_database_url: str) -> None:
    shell.place.env["DATABASE_URL"] = empty_database_url
    assert shell.refused("job", "list", status=1)
    assert shell.run("db", "upgrade").exit_code == 0
    assert shell.run("db", "upgrade").exit_code == 0
    assert shell.json("job", "list") == []


def test_read_says_what_it_understands_and_which_words_decided(shell: Shell) -> None:
    now = ["--now", "2026-01-13T10:00", "--timezone", "America/New_York"]
    read = shell.json("read", "omw b there in 20", "--as", "contractor", *now)
    assert read["intent"] == "on_my_way"
    assert read["eta"] == "2026-01-13T10:20:00-05:00"
    assert read["because"]
    asked = shell.json("read", "call me after 5 pls", "--as", "customer", *now)
    assert (asked["intent"], asked["at"]) == ("call_me", "2026-01-13T17:00:00-05:00")
    yes = shell.json("read", "Y", "--as", "customer", "--asked", "visit_booked", *now)
    assert yes["intent"] == "confirm"
    assert "on_my_way" in shell.run("read", "omw 20", "--as", "contractor").stdout
    shell.refused("read", "omw", "--timezone", "Mars/Base")
    shell.refused("read", "omw", "--now", "noonish")
    shell.refused("read", "omw", "--as", "cat")
    shell.refused("read")


def test_read_answers_a_batch_line_by_line(shell: Shell) -> None:
    lines = [
        '{"as": "customer", "text": "STOP", "now": "2026-01-13T10:00:00-05:00"}',
        "not json",
        '{"as": "contractor", "text": "late 40", "now": "2026-01-13T10:00:00-05:00"}',
    ]
    done = shell.run("read", "--batch", given="\n".join(lines) + "\n")
    assert done.exit_code == 0
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["intent"] == "stop"
    assert "error" in second
    assert (third["intent"], third["minutes"]) == ("late", 40)


def test_doctor_finds_a_healthy_town_healthy(shell: Shell) -> None:
    done = shell.run("doctor", "--json")
    findings = json.loads(done.stdout)
    assert isinstance(findings, list)
    assert findings
    shell.place.env["TWILIO_AUTH_TOKEN"] = "wrong"
    assert shell.run("doctor").exit_code == 1
