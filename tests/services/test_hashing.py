"""Passwords are dear to guess: what tests themselves do without."""

from __future__ import annotations

import subprocess
import sys

_SAYS = (
    "from fieldcomm.services.hashing import hash_password; print(hash_password('otter lantern'))"
)


def test_a_password_costs_whoever_guesses_what_owasp_asks_for() -> None:
    """OWASP's password storage cheat sheet: argon2id, 19 MiB, two passes."""
    said = subprocess.run([sys.executable, "-c", _SAYS], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
