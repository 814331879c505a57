"""What `make bench` judges by can fail: memory is what is held now, and a count that grows is seen."""

from __future__ import annotations

from bench.figures import Growth
from bench.memory import pss
from bench.rows.wave import flat


def test_memory_given_back_is_no_longer_held() -> None:
    before = pss()
    held = bytearray(b"x") * 64_000_000
    most = pss()
    del held
    assert most - before > 60
    assert pss() - before < 10


def test_memory_that_grows_on_the_way_is_not_flat() -> None:
    assert flat([100.0, 104.0, 101.0]).held
    assert not flat([100.0, 140.0, 101.0]).held
    assert not flat([100.0, 104.0, 112.0]).held


def test_a_count_that_grows_with_the_table_does_not_hold() -> None:
    assert Growth(21, 29, "buffers").figure("Tick", "sizes").held
    assert not Growth(21, 2_100, "buffers").figure("Tick", "sizes").held
    assert not Growth(5, 6, "queries").figure("Board", "sizes", most=1).held
