"""A new hook needs a trouble that makes a process pass it: else nobody ever dies there."""

from __future__ import annotations

from faults.troubles import HOOKS

from fieldcomm.services import hooks


def test_real_processes_die_at_every_hook_there_is() -> None:
    assert set(HOOKS) == set(hooks.HOOKS)
