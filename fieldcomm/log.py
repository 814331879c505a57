"""Structured logs: one constant event name, ids as fields, never a phone number or a text.

Use `log = get_logger(__name__)` and `log.info("message_sent", message=12, attempt=1)`.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog


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
            structlog.processors.format_exc_info,
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
