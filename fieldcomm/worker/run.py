"""A worker process: one queue, SimpleWorker, so that connection pools live on between jobs."""

from __future__ import annotations

from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from fieldcomm.clock import sleep
from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.worker import jobs
from fieldcomm.worker.bell import connect, queue_name

log = get_logger(__name__)


def run_worker(deps: Deps, queue: str) -> None:
    """Serve one queue until told to stop. While Redis is away, try again every two seconds."""
    jobs.use(deps)
    url = deps.config.redis_url
    if url is None:
        raise RuntimeError("a worker needs REDIS_URL")
    while True:
        try:
            redis = connect(url)
            redis.connection_pool.connection_kwargs["socket_timeout"] = None  # it waits for jobs
            worker = SimpleWorker(
                [Queue(queue_name(queue), connection=redis, serializer=JSONSerializer)],
                connection=redis,
                serializer=JSONSerializer,
                default_worker_ttl=60,
            )
            deps.ring(queue)  # what came in while nobody served
            worker.work(logging_level="WARNING", with_scheduler=False)
            return
        except (ConnectionError, OSError) as error:
            log.warning("redis_away", error=type(error).__name__)
            sleep(2)
