"""Each request has a name: whatever is logged while it is answered carries it, and its answer too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from fieldcomm.clock import Entropy
from fieldcomm.log import about

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class RequestId:
    """Takes the name the proxy gave, where it looks like one, so that both logs can be laid together.

    Ours are the process's, at random, and a number: to be unlike, not to be secret.
    """

    def __init__(self, entropy: Entropy, inside: Application) -> None:
        self._process = entropy.token()[:8]
        self._numbers = count(1)
        self._inside = inside

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = given if _GIVEN.fullmatch(given) else f"{self._process}-{next(self._numbers)}"

        def named(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, (HEADER, name)], *more)

        with about(request=name):
            return self._inside(environ, named)
