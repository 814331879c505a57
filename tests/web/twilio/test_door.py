"""The door webhooks come in by: what is genuine is stored before 200, what is not has no effect."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text
from werkzeug.test import Client, TestResponse

from fieldcomm.app import make_deps
from fieldcomm.config import load_config
from fieldcomm.messaging.signature import sign
from fieldcomm.services.deps import Deps
from fieldcomm.services.set_up import set_up
from fieldcomm.web.twilio import TwilioDoor

ACCOUNT, TOKEN, PUBLIC = "AC" + 32 * "d", "a token for tests", "https://texts.example.com"
SM1, SM2, SM9 = ("SM" + 32 * digit for digit in "129")
FORM = {"AccountSid": ACCOUNT, "MessageSid": SM1, "From": "+14045550123", "Body": "hi"}


def inside(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("200 OK", [])
    return [b"the desk"]


@pytest.fixture
def rung() -> list[str]:
    return []


@pytest.fixture
def deps(database_url: str, rung: list[str]) -> Iterator[Deps]:
    env = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a secret key for tests",
        "PUBLIC_URL": PUBLIC,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": "+14045550100",
    }
    made = make_deps(load_config(env), ring=rung.append)
    set_up(made)
    yield made
    made.engine.dispose()


@pytest.fixture
def client(deps: Deps) -> Client:
    return Client(TwilioDoor(deps, inside))


def post(
    client: Client, form: dict[str, str] = FORM, path: str = "/twilio/sms", **more: Any
) -> TestResponse:
    signature = sign(PUBLIC + path, list(form.items()), TOKEN)
    usual: dict[str, Any] = {
        "data": urlencode(form),
        "content_type": "application/x-www-form-urlencoded; charset=UTF-8",
        "headers": {"X-Twilio-Signature": signature},
    }
    return client.post(path, **(usual | more))


def inbox(deps: Deps) -> list[Any]:
    with deps.engine.connect() as connection:
        query = text("SELECT kind, sid, phone, token, params FROM inbox ORDER BY id")
        return list(connection.execute(query))


def test_a_text_is_stored_and_rung_for_once_however_often_it_comes(
    client: Client, deps: Deps, rung: list[str]
) -> None:
    answers = [post(client) for _ in range(3)]
    assert [(a.status_code, a.mimetype) for a in answers] == 3 * [(200, "text/xml")]
    assert answers[0].data.endswith(b"<Response/>")
    assert inbox(deps) == [("text", SM1, "+14045550123", None, FORM)]
    assert rung == ["inbox"]


def test_a_report_is_stored_with_its_attempts_token(client: Client, deps: Deps) -> None:
    form = {"AccountSid": ACCOUNT, "MessageSid": SM2, "MessageStatus": "sent"}
    answer = post(client, form, "/twilio/status/some-token_1")
    assert (answer.status_code, answer.data) == (204, b"")
    assert inbox(deps) == [("delivery", SM2, None, "some-token_1", form)]


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {}},
        {"headers": {"X-Twilio-Signature": "bm90IHNpZ25lZA=="}},
        {"data": urlencode({**FORM, "Body": "bye"})},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": ""},
        {"data": b"\xff\xfe"},
        {"data": urlencode({**FORM, "Body": "x" * 2_000_000})},
        {"environ_overrides": {"RAW_URI": "/twilio/sms?a=b"}},
    ],
    ids=["unsigned", "forged", "altered", "multipart", "untyped", "no text", "huge", "elsewhere"],
)
def test_what_is_odd_is_refused_and_leaves_nothing(
    client: Client, deps: Deps, more: dict[str, Any]
) -> None:
    assert post(client, **more).status_code == 403
    assert inbox(deps) == []


def test_a_body_that_comes_in_chunks_is_read(client: Client, deps: Deps) -> None:
    raw = urlencode(FORM).encode()
    answer = post(
        client,
        data=None,
        input_stream=io.BytesIO(raw),
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 200
    assert len(inbox(deps)) == 1


def test_texts_nobody_can_answer_are_kept_for_a_person(client: Client, deps: Deps) -> None:
    for sid, sender in ((SM1, "88000"), (SM2, "KIWI")):
        assert post(client, {**FORM, "MessageSid": sid, "From": sender}).status_code == 200
    assert [row.phone for row in inbox(deps)] == ["88000", "KIWI"]


@pytest.mark.parametrize("sid", ["", "SM1", "CA" + 32 * "1", SM1 + "1", SM1 + "\n"])
def test_what_names_no_message_is_refused_even_signed(client: Client, deps: Deps, sid: str) -> None:
    assert post(client, {**FORM, "MessageSid": sid}).status_code == 403
    assert inbox(deps) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/twilio/", 404),
        ("/twilio/voice", 404),
        ("/twilio/status/", 404),
        ("/twilio/status/a/b", 404),
        ("/twilio/sms/", 404),
    ],
)
def test_other_addresses_are_not_there(client: Client, path: str, status: int) -> None:
    assert post(client, path=path).status_code == status


def test_webhooks_are_posted(client: Client) -> None:
    assert client.get("/twilio/sms").status_code == 405


def test_everything_else_is_for_the_desk(client: Client) -> None:
    assert client.get("/").data == b"the desk"
    assert client.get("/twiliox").data == b"the desk"


def test_without_a_database_nothing_is_acknowledged(client: Client, deps: Deps) -> None:
    with deps.engine.begin() as connection:
        connection.execute(text("ALTER TABLE inbox RENAME TO gone"))
    assert post(client).status_code == 503


def test_after_the_server_cut_its_connections_the_next_text_opens_a_new_one(
    client: Client, deps: Deps
) -> None:
    assert post(client).status_code == 200
    with deps.engine.connect() as connection:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(cut + " AND datname = current_database()"))
    assert post(client, {**FORM, "MessageSid": SM9}).status_code == 200
