"""The phones of a local Twilio: read their screens, text as anybody, switch faults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import requests


class LocalPhonesDown(Exception):
    """The local Twilio did not answer, or not as asked; the message says which."""


class LocalPhones:
    """A client for the control API of `fieldcomm.local.twilio`; `base_url` as TWILIO_API_URL.

    A screen entry is `{sid, mine, other, body, at, media, auto}`: `mine` when the phone's owner
    wrote it, `auto` when the provider itself answered, `at` ISO 8601 UTC. Every method raises
    LocalPhonesDown.
    """

    def __init__(self, base_url: str, timeout: float = 10.0) -> None:
        self._base = base_url.rstrip("/") + "/local"
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands between us and this machine

    def threads(self) -> list[dict[str, Any]]:
        """Every phone that has texted or been texted: `{phone, texts, last, stopped}`."""
        return self._list("GET", "/phones")

    def thread(self, phone: str) -> list[dict[str, Any]]:
        """What this phone shows, oldest first; ours appear when they are delivered."""
        return self._list("GET", f"/phones/{quote(phone)}")

    def text(self, from_: str, to: str, body: str, media: Sequence[str] = ()) -> str:
        """Write to us from a phone; returns the SID. Our webhook is called soon after."""
        said = {"to": to, "body": body, "media": list(media)}
        return str(self._ask("POST", f"/phones/{quote(from_)}/texts", said)["sid"])

    def ledger(self, *, to: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """Every create call that was accepted, in order, from the `after`th on:
        `{sid, to, from, messaging_service_sid, body, status_callback, created, status}`."""
        where = f"?after={after}" + (f"&to={quote(to)}" if to else "")
        return self._list("GET", "/ledger" + where)

    def webhooks(self) -> list[dict[str, Any]]:
        """Every webhook try: `{url, sid, status, answer, error, try}`."""
        return self._list("GET", "/webhooks")

    def faults(self, kind: str, **how: Any) -> None:
        """Switch one on; kinds and fields are listed in `fieldcomm.local.twilio.faults`."""
        self._ask("POST", "/faults", {"kind": kind, **how})

    def clear_faults(self) -> None:
        self._ask("DELETE", "/faults")

    def settings(self, **changed: Any) -> dict[str, Any]:
        """Change settings (`sms_url`, `answer_ms`, ...) while it runs; returns all of them."""
        settings: dict[str, Any] = self._ask("POST", "/settings", changed)
        return settings

    def reset(self) -> None:
        """Forget every text, opt-out and fault."""
        self._ask("POST", "/reset")

    def close(self) -> None:
        self._session.close()

    def _list(self, method: str, path: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._ask(method, path)
        return listed

    def _ask(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        body = said if said is not None else {} if method == "POST" else None
        try:
            response = self._session.request(
                method, self._base + path, json=body, timeout=self._timeout
            )
            answer = response.json()
        except requests.RequestException as error:
            raise LocalPhonesDown(f"local Twilio did not answer: {type(error).__name__}") from error
        if not response.ok:
            raise LocalPhonesDown(str(answer.get("error", response.status_code)))
        return answer
