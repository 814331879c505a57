"""Nothing that looks like a phone number is written to a log, whoever logs it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from fieldcomm.log import configure, get_logger, mask_numbers


@pytest.fixture(autouse=True)
def said() -> Iterator[StringIO]:
    """What is logged."""
    written = StringIO()
    before = logging.getLogRecordFactory()
    configure("test", json=True)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    yield written
    logging.setLogRecordFactory(before)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.mark.parametrize(
    "written",
    [
        "+14045550177",
        "%2B14045550177",
        "14045550177",
        "4045550177",
        "404-555-0177",
        "404.555.0177",
        "404 555 0177",
        "(404) 555-0177",
        "(404)555-0177",
        "1-404-555-0177",
        "+1 404 555 0177",
        "+1 (404) 555-0177",
        "555-0177",
    ],
)
def test_a_number_is_masked_however_it_is_written(written: str) -> None:
    for around in ("{}", "no route to {}.", "to={}&body=x", '{{"To": "{}"}}', "<{}>"):
        masked = mask_numbers(around.format(written))
        assert "***0177" in masked
        assert "555" not in masked


@pytest.mark.parametrize(
    "words",
    [
        "2026-01-13T12:00:00.123456Z",
        "SM0123456789abcdef0123456789abcdef",
        "message 123456789",
        "file.py:404 read",
        "port 54321, 30007",
        "127.0.0.1",
        "d3b07384-d9a0-4c9b-8f9b-2c1d3e4f5a6b",
    ],
)
def test_what_is_no_number_stays(words: str) -> None:
    assert mask_numbers(words) == words


def test_fields_are_masked_however_deep(said: StringIO) -> None:
    get_logger("x").info(
        "went to +14045550177",
        to="+14045550177",
        many=["404-555-0177"],
        form={"From": "+14045550177", "4045550177": {"deep": ("(404) 555-0177",)}},
        digits=14045550177,
        message=12,
    )
    words = said.getvalue()
    assert words.count("***0177") == 7
    assert "555" not in words
    assert '"message": 12' in words


def test_an_exceptions_words_are_left_out_and_its_places_kept(said: StringIO) -> None:
    try:
        raise ValueError("cannot text +14045550177")
    except ValueError:
        get_logger("x").exception("failed")
    words = said.getvalue()
    assert "ValueError" in words
    assert "test_masked_logs.py" in words
    assert "555" not in words


def test_what_libraries_log_is_masked_too(caplog: pytest.LogCaptureFixture) -> None:
    library = logging.getLogger("some.library")
    library.warning("GET /jobs/new?phone=%s", "4045550177")
    try:
        raise ValueError("cannot text +14045550177")
    except ValueError:
        library.exception("job failed")
    assert "***0177" in caplog.text
    assert "ValueError" in caplog.text
    assert "555" not in caplog.text


def test_a_command_says_nothing_of_what_it_did_and_everything_of_what_is_wrong(
    said: StringIO,
) -> None:
    configure("cli", json=True)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(said))
    get_logger("x").info("text_decided", message=12)
    get_logger("x").warning("bell_not_rung", queue="due")
    assert "text_decided" not in said.getvalue()
    assert "bell_not_rung" in said.getvalue()


def test_where_nobody_looks_an_event_is_one_line_of_names_and_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("web")
    get_logger("y").info("text_read", inbox=5, sid="SM" + "a" * 32, words="two words\nand a line")
    [line] = capsys.readouterr().err.splitlines()
    assert "level=info event=text_read" in line
    assert "inbox=5" in line
    assert "process=web" in line
