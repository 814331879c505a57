"""Time, texts and their carrier for an office whose clock stands still: everything arrives at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from web.office import ATLANTA, OURS, Office

from fieldcomm.messaging.gateway import Outgoing, ProviderMessage
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.receive import receive_delivery, receive_text
from fieldcomm.services.serve import serve

_PASSES = timedelta(seconds=11)  # what the desk says waits ten


class Carrier:
    """Takes every text and reports it delivered; to `dead` numbers it reports 30003."""

    def __init__(self) -> None:
        self.deps: Deps | None = None
        self.dead: set[str] = set()
        self._taken = 0

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        assert self.deps is not None
        self._taken += 1
        sid = f"SM{self._taken:032x}"
        token = (text.status_callback or "").rsplit("/", 1)[-1]
        for status in ("sent", "undelivered" if text.to in self.dead else "delivered"):
            told = {"MessageSid": sid, "MessageStatus": status}
            told |= {"ErrorCode": "30003"} if status == "undelivered" else {}
            receive_delivery(self.deps, sid=sid, token=token, params=told)
        now = self.deps.clock.machine()
        return ProviderMessage(
            sid, "outbound-api", OURS, text.to, text.body, "queued", None, 1, now, None
        )

    def list_to(self, *_: Any, **__: Any) -> list[ProviderMessage]:
        return []


class Day:
    """Plays an office's day: `at` a local time, `text` from a phone, `settle` what follows."""

    def __init__(self, place: Office) -> None:
        given = place.deps.gateway
        self.carrier = given if isinstance(given, Carrier) else Carrier()
        self.place = place
        self.deps = self.carrier.deps = replace(place.deps, gateway=self.carrier)  # type: ignore[arg-type]
        place.sql("UPDATE senders SET segments_per_second = 10000")
        self._texts = 0

    def begin(self, local: str) -> None:
        """Jump there, backwards too, without playing what lies between."""
        self.place.clock.move(_aware(local) - self.deps.clock.machine())
        self.place.sql("UPDATE senders SET next_free_at = :now", now=_aware(local))

    def at(self, local: str) -> None:
        """Play through all that falls due until then."""
        target = _aware(local)
        self.settle()
        while (due := look(self.deps).next_business) is not None and due < target:
            self.place.clock.move(max(due - self.deps.clock.machine(), timedelta(seconds=1)))
            self.settle()
        self.place.clock.move(max(target - self.deps.clock.machine(), timedelta()))
        self.settle()

    def settle(self) -> None:
        for _ in range(40):
            queues = [q for q in ("inbox", "due", "outbox") if q in look(self.deps).heads]
            if not queues:
                return
            for queue in queues:
                serve(self.deps, queue, seconds=0.2)  # a pace waits in vain: time stands still
            self.place.clock.move(timedelta(milliseconds=100))

    def text(self, phone: str, body: str, *pictures: bytes) -> None:
        self._texts += 1
        sid = f"{'MM' if pictures else 'SM'}{9_000_000 + self._texts:032d}"
        params = {"From": phone, "To": OURS, "Body": body, "MessageSid": sid}
        params |= {"NumMedia": str(len(pictures))}
        for n in range(len(pictures)):
            params |= {f"MediaUrl{n}": f"https://api.twilio.com/{sid}/{n}"}
            params |= {f"MediaContentType{n}": "image/jpeg"}
        receive_text(self.deps, sid=sid, phone=phone, params=params)
        serve(self.deps, "inbox", seconds=5.0)
        for content in pictures:
            self.place.sql(
                "UPDATE photos SET state = 'kept', content = :c, width = 800, height = 600,"
                " next_try_at = NULL, source_url = NULL WHERE id ="
                " (SELECT min(id) FROM photos WHERE state = 'wanted')",
                c=content,
            )
        self.settle()
        self.place.clock.move(_PASSES)


def _aware(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ATLANTA)


def drawn_room(wall: str, floor: str, water: str) -> bytes:
    """A wet room, drawn: no photograph of anybody's home."""
    picture = Image.new("RGB", (800, 600), wall)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 420), (800, 360), (800, 600), (0, 600)], fill=floor)
    draw.ellipse((150, 440, 660, 570), fill=water)
    draw.rectangle((90, 110, 270, 400), outline="#6b5a48", width=10)
    draw.rectangle((470, 160, 700, 360), fill="#efe9dd", outline="#8b8172", width=8)
    return _jpeg(picture)


def drawn_face(ground: str, skin: str, hair: str, shirt: str) -> bytes:
    """A portrait, drawn: nobody's face."""
    picture = Image.new("RGB", (400, 400), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((70, 290, 330, 560), fill=shirt)
    draw.rectangle((170, 240, 230, 320), fill=skin)
    draw.ellipse((125, 70, 275, 250), fill=hair)
    draw.ellipse((130, 95, 270, 280), fill=skin)
    draw.ellipse((165, 170, 180, 185), fill="#222")
    draw.ellipse((220, 170, 235, 185), fill="#222")
    draw.arc((165, 195, 235, 245), 20, 160, fill="#222", width=5)
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
