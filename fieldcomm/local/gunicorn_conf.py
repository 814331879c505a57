"""How gunicorn runs the web: threads in few processes, as the work is waiting for PostgreSQL.

WEB_CONCURRENCY, gunicorn's own variable, asks for more processes than one.
"""

from __future__ import annotations

import signal
from typing import Any

from fieldcomm.local.process import dying_with_parent

worker_class = "gthread"
# The desk holds ten of them at most (web/gate.py): the other six are always there for webhooks.
threads = 16
timeout = 30
graceful_timeout = 8  # less than the supervisor waits before it kills
# A management socket in the home folder, which a second fieldcomm on the machine would share.
control_socket_disable = True
loglevel = "warning"

_die_with_master = dying_with_parent(signal.SIGTERM)


def post_fork(server: Any, worker: Any) -> None:
    """Gunicorn's hook, in each new worker: not to serve on when the master was killed."""
    if _die_with_master is not None:
        _die_with_master()
