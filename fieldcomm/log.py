"""Structured logs: one constant event name, ids as fields, never a phone number or a text.

Use `log = get_logger(__name__)` and `log.info("message_sent", message=12, attempt=1)`.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

# structlog imports rich where it is installed: 10 MB a process, to print the values of variables
# in tracebacks, which hold numbers and names.
_rich = sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402

if _rich is None:
    del sys.modules["rich"]


def get_logger(name: str) -> Any:
    return structlog.get_logger(name)


def configure(process: str, *, json: bool = False) -> None:
    """Set up logging once per process, from the composition root."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    # The SDK logs whole requests at INFO, with numbers and bodies.
    logging.getLogger("twilio").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def _without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
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
