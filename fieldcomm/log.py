"""Structured logs: one constant event name, ids as fields, never a phone number or a text.

Use `log = get_logger(__name__)` and `log.info("handed_over", message=12, attempt=1)`. On a terminal
for the eye, else one line of `name=value` an event, for machines and for grep. Whatever looks like a phone number all the same is masked, here and in what libraries log.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TextIO

# structlog imports rich where it is installed: 10 MB a process, to print the values of variables
# in tracebacks, which hold numbers and names.
_rich = sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402

from fieldcomm.logfmt import one_line  # noqa: E402

if _rich is None:
    del sys.modules["rich"]

# +14045550123 and %2B14045550123, 404-555-0123 however it is spaced, and 555-0123. What they begin
# with is looked for first: every line passes here.
_NUMBERS = re.compile(
    r"(?=[+%(0-9])(?:"
    r"(?:\+|%2[Bb])\d[\d .()-]{5,17}\d"
    r"|(?<!\w)(?:1[-. ]?)?\(?[2-9]\d{2}\)?[-. ]{0,2}[2-9]\d{2}[-. ]?\d{4}(?!\w)"
    r"|(?<![\w-])[2-9]\d{2}[-.]\d{4}(?![\w-])"
    r")"
)


def get_logger(name: str) -> Any:
    return structlog.get_logger(name)


def configure(process: str, *, json: bool = False, file: TextIO | None = None) -> None:
    """Set up logging once per process, from the composition root; into stderr unless `file` is given.
    A command (`cli`) answers whoever typed it, and logs only what is wrong."""
    file = file or sys.stderr
    renderer: Any = one_line
    if json:
        renderer = structlog.processors.JSONRenderer()
    elif file.isatty():
        renderer = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            partial(_said_by, process),
            without_words,
            _masked,
            # Ours, and without numbers.
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if process == "cli" else logging.INFO
        ),
        logger_factory=lambda *_: _Lines(file),
        cache_logger_on_first_use=True,
    )
    logging.setLogRecordFactory(_record)
    # The SDK logs whole requests at INFO, with numbers and bodies.
    logging.getLogger("twilio").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


class _Lines:
    """Writes each line with one call; stderr passes it on at once. structlog's own flush once more, and
    each time the interpreter is let go a webhook queues for it behind the others."""

    def __init__(self, file: TextIO) -> None:
        self._write = file.write

    def msg(self, line: str) -> None:
        self._write(line + "\n")

    debug = info = warning = error = critical = exception = msg


@contextmanager
def about(**ids: Any) -> Iterator[None]:
    """Whatever is logged inside carries these ids too."""
    before = structlog.contextvars.bind_contextvars(**ids)
    try:
        yield
    finally:
        structlog.contextvars.reset_contextvars(**before)


def mask_numbers(words: str) -> str:
    """`***0123` for everything that looks like a phone number: enough to tell two apart."""
    return _NUMBERS.sub(lambda found: "***" + re.sub(r"\D", "", found[0])[-4:], words)


def _said_by(
    process: str, _: Any, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    event["process"] = process
    return event


def _masked(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        event[name] = _mask(value)
    return event


def _mask(value: Any) -> Any:
    """A value without numbers in it, however deep; what no log can write plainly, as words."""
    if isinstance(value, str):
        return mask_numbers(value)
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if value < 10**9 else _number(value)
    if isinstance(value, Mapping):
        return {_mask(key): _mask(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_mask(inner) for inner in value]
    return mask_numbers(str(value))


def _number(value: int) -> int | str:
    masked = mask_numbers(str(value))
    return masked if masked != str(value) else value


def _record(*given: Any, **more: Any) -> logging.LogRecord:
    """What libraries log: without numbers, and errors without what they say."""
    record = logging.LogRecord(*given, **more)
    said = mask_numbers(record.getMessage())
    if record.exc_info and record.exc_info[1] is not None:
        said = "\n".join([said, *_places(record.exc_info[1])])
    record.msg, record.args, record.exc_info = said, (), None
    return record


def without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception as the places it passed and the kinds of error it was, without what it says: a
    driver's or a parser's words hold the values they failed on, people's numbers and texts."""
    said = event.pop("exc_info", None)
    if not said:
        return event
    error = said if isinstance(said, BaseException) else sys.exc_info()[1]
    if error is not None:
        event["exception"] = "\n".join(_places(error))
    return event


def _places(error: BaseException) -> Iterator[str]:
    if error.__cause__ or (error.__context__ and not error.__suppress_context__):
        yield from _places(error.__cause__ or error.__context__)  # type: ignore[arg-type]
    state = getattr(error, "sqlstate", None)
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (f" {state}" if state else "")
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
