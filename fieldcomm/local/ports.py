"""Ports on loopback."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from fieldcomm.local.errors import LocalServiceError

_HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int) -> None:
    """Raises LocalServiceError when somebody listens on it already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise LocalServiceError(
                f"Port {port} cannot be used ({error.strerror}): stop what listens there, "
                f"or choose another with --port (`make demo PORT=...`)."
            ) from None


def listens(port: int) -> Callable[[], bool]:
    """A question: does somebody accept connections on it?"""

    def ask() -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((_HOST, port)) == 0

    return ask


def answers_200(url: str) -> Callable[[], bool]:
    """A question: does this http URL answer 200 within a second?"""
    parts = urlsplit(url)

    def ask() -> bool:
        connection = http.client.HTTPConnection(parts.netloc, timeout=1)
        try:
            connection.request("GET", parts.path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return ask
