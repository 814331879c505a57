"""Two `worker outbox` share a wave: each text arrives once, and each of the two has sent its part."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.fleet import PASSERS_BY, Site, site, until
from redis import Redis
from rq import Worker

PROCESSES = ("web", "clock", "inbox", "outbox.1", "outbox.2")
TEXTS = 200


def jobs_done(redis_url: str) -> list[int]:
    """By each worker of the outbox, as RQ counts them."""
    with Redis.from_url(redis_url) as client:
        workers = Worker.all(connection=client)
        return [
            one.successful_job_count
            for one in workers
            if one.queue_names() == ["fieldcomm-outbox"] and one.successful_job_count
        ]


def write(place: Site) -> None:
    """One after the other, as they come from a wave: each rings."""
    for n in range(TEXTS):
        place.queue(f"+140455501{20 + n % 20}", f"Text {n} of this wave.")


@pytest.mark.slow
@pytest.mark.timeout(150)
def test_two_outbox_workers_share_a_wave_and_each_text_arrives_once(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    with site(database_url, redis_url, tmp_path) as place:
        place.fleet.start(*PROCESSES)
        until(place.web_is_up, 40)
        write(place)
        until(place.done, 90, place.busy)
        assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}
        arrived = [text["to"] for text in place.twilio.ledger()]
        assert sum(to not in PASSERS_BY for to in arrived) == TEXTS
        until(lambda: len(jobs_done(redis_url)) == 2, 20, lambda: jobs_done(redis_url))
