"""What a pooler of transactions would break is known: docs/operations.md lists it."""

from __future__ import annotations

import re
from pathlib import Path

import fieldcomm

ROOT = Path(fieldcomm.__file__).parent
# What outlives its transaction on a connection.
_LASTING = re.compile(
    r"pg_(?:try_)?advisory_lock|pg_advisory_unlock|\bLISTEN\b|\bCREATE TEMP|WITH HOLD|[\"']SET (?!LOCAL)|SET SESSION"
)


def test_nothing_lasts_beyond_its_transaction_but_in_migrations_a_restore_and_one_vacuum() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if ROOT / "storm" not in path.parents and _LASTING.search(path.read_text())
    }
    assert found == {"store/migrations/env.py", "store/tidy.py", "local/backup/read.py"}
