"""Whatever a customer's phone can send: always 200, the bytes kept, read as words, shown inert."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from urllib.parse import quote_from_bytes

import pytest
from fixtures.figures import Figure, Fuzz, Logs, sizes
from fixtures.wire import ACCOUNT
from hypothesis import strategies as st
from web.office import DANA, OURS, Office, office

from fieldcomm.messaging.signature import sign
from fieldcomm.services.read_inbox import read_inbox

PATH, TOKEN = "/twilio/sms", "a token for tests"
ODD = {
    "emoji": "👩\u200d👩\u200d👧 👍🏽 🇺🇸",
    "joined": "a\u0301\u0301\u0301 क्षि \u200d\u200c",
    "turned round": "\u202egnp.exe\u2066 \u05e9\u05dc\u05d5\u05dd",
    "NUL": "before \0 after",
    "lone surrogates": "odd \ud83d and \udc4d here",
    "long": 10_000 * "x",
    "long and wide": 10_000 * "\U0001f4a7",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7*191 }} {% raw %} ${7*191} %s %(x)s",
    "formula": '=HYPERLINK("http://127.0.0.1/","x")',
    "SQL": "'; DROP TABLE messages; --",
    "empty": "",
    "only spaces": " \t\r\n\u2028\u00a0",
}
EXTRA = {"NumMedia": "2", "MediaContentType0": "application/x-msdownload"} | {
    f"MediaUrl{n}": f"http://127.0.0.1:9/{n}.exe" for n in range(2)
}
SURROGATES = st.characters(categories=["Cs", "Cc", "Cf", "Lo", "Mn", "So", "Zl"])


def text(place: Office, body: str, number: int, **more: str) -> int:
    form = [
        ("MessageSid", f"SM{number:032x}"),
        ("AccountSid", ACCOUNT),
        ("From", DANA),
        ("To", OURS),
        ("Body", body),
        *more.items(),
    ]
    raw = "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}" for name, value in form
    )
    answer = place.app.test_client().post(
        PATH,
        data=raw.encode(),
        headers={"X-Twilio-Signature": sign("http://localhost" + PATH, form, TOKEN)},
        content_type="application/x-www-form-urlencoded",
    )
    return answer.status_code


def kept(place: Office, number: int) -> str:
    """What was written, out of what is stored."""
    (row,) = place.sql("SELECT params FROM inbox WHERE sid = :s", s=f"SM{number:032x}")
    raw = row.params.get("Body_b64")
    return b64decode(raw).decode("utf-8", "surrogatepass") if raw else str(row.params["Body"])


def shown(page: str) -> list[str]:
    """The words in the bubbles of a job's page."""
    found = re.findall(r'<p class="bubble">(.*?)</p>', page, re.DOTALL)
    return [html.unescape(words) for words in found]


@pytest.mark.parametrize("name", ODD)
def test_it_is_kept_read_and_shown_as_words(database_url: str, name: str, logs: Logs) -> None:
    with office(database_url) as place:
        code = place.job()
        body = ODD[name]
        assert text(place, body, 1, **(EXTRA if name in ("empty", "markup") else {})) == 200
        assert kept(place, 1) == body
        read_inbox(place.deps)
        assert [row.state for row in place.sql("SELECT state FROM inbox")] == ["read"]
        readable = place.sql("SELECT body FROM messages WHERE direction = 'in'")[0].body
        for char in "\0\ud83d\udc4d":
            assert char not in readable
        answer = place.ana().get(f"/jobs/{code}")
        assert answer.status_code == 200
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", answer.text)
        assert "<script>" not in answer.text
        assert "<img src=x" not in answer.text
        assert not re.search(r"(?<!\w)1337(?!\w)", answer.text)
        as_shown = re.sub("[\u202a-\u202e\u2066-\u2069]", "", readable)
        assert as_shown.strip() in [words.strip() for words in shown(answer.text)]
    assert logs.tracebacks() == []


def test_what_is_sent_along_and_is_no_picture_is_refused_in_words(database_url: str) -> None:
    """Nor is anything fetched from elsewhere than the provider."""
    from fieldcomm.services.fetch_photos import fetch_photos

    with office(database_url) as place:
        code = place.job()
        assert text(place, "see this", 1, **EXTRA) == 200
        read_inbox(place.deps)
        fetch_photos(place.deps)
        found = place.sql("SELECT state, why FROM photos ORDER BY id")
        assert [row.state for row in found] == ["refused", "refused"]
        assert all(row.why for row in found)
        assert place.ana().get(f"/jobs/{code}").status_code == 200


@sizes(150, 5000)
def test_any_characters_at_all(
    database_url: str, size: int, fuzz: Fuzz, figure: Figure, logs: Logs
) -> None:
    with office(database_url) as place:
        code, numbers = place.job(), iter(range(1, 10**9))
        ana = place.ana()

        def write(body: str) -> None:
            number = next(numbers)
            assert text(place, body, number) == 200
            assert kept(place, number) == body
            read_inbox(place.deps)
            assert place.sql("SELECT 1 FROM inbox WHERE state <> 'read'") == []
            if number % 25 == 0:
                assert ana.get(f"/jobs/{code}").status_code == 200
                place.sql("DELETE FROM inbox")
                place.clock.move(place.deps.timing.fetch_after)

        fuzz(size, write, body=st.text(SURROGATES | st.characters(), max_size=400))
    assert logs.tracebacks() == []
    figure("Text", f"{len(ODD)} kinds and {size:,} of any characters: 200, bytes kept, shown inert")
