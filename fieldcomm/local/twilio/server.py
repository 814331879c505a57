"""The local Twilio itself: in this process for tests, or a process of its own."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from fieldcomm.local.twilio.account import Account, open_account
from fieldcomm.local.twilio.control import Control
from fieldcomm.local.twilio.errors import refusal
from fieldcomm.local.twilio.rest import Rest
from fieldcomm.local.twilio.settings import Settings
from fieldcomm.local.twilio.wire import Answer, Request, Wire
from fieldcomm.log import get_logger
from fieldcomm.messaging.local_phones import LocalPhones

log = get_logger(__name__)
HOST = "127.0.0.1"


def run(
    settings: Settings,
    *,
    port: int = 0,
    announce: Callable[[str], None] = print,
    stop: Sequence[signal.Signals] = (signal.SIGINT, signal.SIGTERM),
) -> None:
    """Serve until told to stop; `announce` gets the base URL once it answers."""

    async def serve() -> None:
        until = asyncio.Event()
        for number in stop:
            asyncio.get_running_loop().add_signal_handler(number, until.set)
        serving = await _Serving.start(settings, port)
        announce(serving.url)
        await until.wait()
        await serving.end()

    asyncio.run(serve())


class LocalTwilio:
    """`with LocalTwilio(settings) as t:` serves from a thread; everything else goes over HTTP,
    through `t.phones` or the short names below, as it would to a process of its own."""

    def __init__(self, settings: Settings, port: int = 0) -> None:
        self.settings = settings
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> LocalTwilio:
        self._thread.start()
        self._serving = self._on_loop(_Serving.start(self.settings, self.port))
        self.url = self._serving.url
        self.phones = LocalPhones(self.url)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.phones.close()
        self._on_loop(self._serving.end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def text(self, phone: str, body: str, to: str | None = None, media: Sequence[str] = ()) -> str:
        """The SID of the text this phone wrote to us."""
        return self.phones.text(phone, to or self.settings.numbers[0], body, media)

    def thread(self, phone: str) -> list[dict[str, Any]]:
        return self.phones.thread(phone)

    def ledger(self) -> list[dict[str, Any]]:
        return self.phones.ledger()

    def webhooks(self) -> list[dict[str, Any]]:
        return self.phones.webhooks()

    def faults(self, kind: str, **how: Any) -> None:
        self.phones.faults(kind, **how)

    def clear_faults(self) -> None:
        self.phones.clear_faults()

    def reset(self) -> None:
        self.phones.reset()

    def _on_loop(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)


class _Serving:
    """The account behind its wire, on the running loop."""

    def __init__(self, account: Account, port: int) -> None:
        self._account = account
        self._rest = Rest(account)
        self._control = Control(account, self._refuse_for)
        self._wire = Wire(self._handle, HOST, port)
        self._errands: set[asyncio.Task[None]] = set()

    @classmethod
    async def start(cls, settings: Settings, port: int) -> _Serving:
        serving = cls(open_account(settings, asyncio.get_running_loop()), port)
        await serving._wire.listen()
        serving._account.home = serving.url
        return serving

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._wire.port}"

    async def end(self) -> None:
        for errand in self._errands:
            errand.cancel()
        await self._wire.refuse()
        self._account.close()

    def _handle(self, request: Request) -> Answer:
        try:
            if request.path.startswith("/local/"):
                return self._control.answer(request)
            return self._rest.answer(request)
        except Exception:
            log.exception("local_twilio_failed", path=request.path.split("/")[1])
            return refusal(20500)

    def _refuse_for(self, seconds: float) -> None:
        async def errand() -> None:
            await asyncio.sleep(0.05)  # the one who asked still gets an answer
            await self._wire.refuse()
            await asyncio.sleep(seconds)
            await self._wire.listen()

        task = asyncio.get_running_loop().create_task(errand())
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
