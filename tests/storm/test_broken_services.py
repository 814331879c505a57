"""A service broken on purpose is found within a few seeds, shrunk, and found again by the command printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fieldcomm.messaging.gateway import SendUnknown
from fieldcomm.services import receive, record_send, send_outbox
from fieldcomm.services.claim import Claim
from fieldcomm.services.deps import Deps
from fieldcomm.storm import command as command_line
from fieldcomm.storm import play
from fieldcomm.storm.faults import HARSH
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.options import Options
from fieldcomm.storm.seeds import Outcome, play_seed, town_of
from fieldcomm.storm.shrink import command, shrunk

FEW = 12  # seeds
MOST = 60  # storms to shrink with
HANDFUL = 4  # faults that are left then
MORNING: dict[str, Any] = {}  # the usual small town


def tries_again_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost answer is taken for a text not sent."""
    real = record_send._record_problem

    def wrong(work: Any, outcome: record_send.Outcome) -> None:
        if isinstance(outcome.problem, SendUnknown):
            outcome = replace(outcome, problem=record_send.NotSent("surely not"))
        real(work, outcome)

    monkeypatch.setattr(record_send, "_record_problem", wrong)


def forgets_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was frozen goes on as if nothing had been."""

    def always(_deps: Deps, _one: Claim) -> bool:
        return True

    monkeypatch.setattr(send_outbox, "_still_ours", always)
    monkeypatch.setattr(play, "HARSH", replace(HARSH, freeze=0.1))


def acknowledges_before_it_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """200 first; then the process may die, and nobody polls for it either."""
    real = receive.receive_text

    def hasty(deps: Deps, **given: Any) -> bool:
        try:
            return real(deps, **given)
        except BaseException:
            return True

    monkeypatch.setattr(play, "receive_text", hasty)
    monkeypatch.setattr(play, "poll_provider", lambda _deps: 0)


@pytest.mark.timeout(1200)  # dozens of storms
@pytest.mark.prints_numbers
@pytest.mark.parametrize(
    ("breaks", "town", "way"),
    [
        pytest.param(tries_again_blindly, MORNING, "twice", marks=pytest.mark.chaos),
        pytest.param(acknowledges_before_it_commits, MORNING, "unread", marks=pytest.mark.chaos),
        # To go out anew, a text takes others that are seen to have left after it: a fuller town.
        pytest.param(forgets_its_lease, {"customers": 24}, "twice", marks=pytest.mark.chaos),
    ],
)
def test_a_broken_service_is_found_shrunk_and_found_again(
    ground: Ground,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    breaks: Callable[[pytest.MonkeyPatch], None],
    town: dict[str, Any],
    way: str,
) -> None:
    breaks(monkeypatch)

    def plays(options: Options) -> Outcome:
        return play_seed(ground.fresh(), options)

    failed = next(o for seed in range(FEW) if (o := plays(replace(town_of(seed), **town))).wrong)
    print(command(failed.options), failed.wrong)
    smallest = shrunk(plays, failed, MOST)
    print(command(smallest.options), smallest.struck)
    assert len(smallest.struck) <= HANDFUL < len(failed.struck)
    assert smallest.options.customers <= failed.options.customers

    again = plays(understood(command(smallest.options), tmp_path))
    assert again.struck == smallest.struck
    assert again.wrong == smallest.wrong
    assert any(line.startswith(way) or f" {way}: " in line for line in again.wrong)


def understood(printed: str, folder: Path) -> Options:
    """What the command line makes of it."""
    given: list[Options] = []

    def keep(options: Options, *_: Any, **__: Any) -> Any:
        given.append(options)
        raise SystemExit(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command_line, "_played", keep)
        CliRunner().invoke(command_line.storm, [*printed.split()[2:], "--data", str(folder)])
    return given[0]
