"""Fetch the pictures of a text from Twilio: with our credentials, from Twilio only, bounded.

Twilio answers with a redirect to its store (https://www.twilio.com/docs/messaging/api/media-resource):
our credentials never go there.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import requests

from fieldcomm.config import LOOPBACK

TWILIO = "https://api.twilio.com"
_PATH = r"/2010-04-01/Accounts/{account}/Messages/(?:MM|SM)[0-9a-f]{{32}}/Media/ME[0-9a-f]{{32}}"
_STORES = (".twilio.com", ".twiliocdn.com")
_CHUNK = 64 * 1024


class MediaRefused(Exception):
    """Not Twilio's, or more than we take: it is not fetched."""


class MediaGone(Exception):
    """Twilio does not hold it (any more)."""


class MediaUnknown(Exception):
    """Twilio did not answer: try again later."""


class TwilioMedia:
    """`api_url` is another base (local Twilio); `timeout` seconds for each wait."""

    def __init__(
        self, account_sid: str, auth_token: str, api_url: str | None, timeout: float = 10.0
    ) -> None:
        self._credentials = (account_sid, auth_token)
        self._base = (api_url or TWILIO).rstrip("/")
        self._path = re.compile(_PATH.format(account=re.escape(account_sid)))
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = urlsplit(self._base).hostname not in LOOPBACK

    def fetch(self, url: str, most: int) -> bytes:
        """At most `most` bytes. Raises MediaRefused, MediaGone, MediaUnknown."""
        self._check(url)
        try:
            answer = self._get(url, self._credentials)
            if answer.is_redirect:
                answer = self._get(_store(answer.headers.get("Location", "")), None)
            return _read(answer, most)
        except requests.RequestException as error:
            raise MediaUnknown(type(error).__name__) from error

    def _check(self, url: str) -> None:
        if not url.startswith(self._base + "/") or not self._path.fullmatch(url[len(self._base) :]):
            raise MediaRefused("not one of our texts' pictures at Twilio")

    def _get(self, url: str, credentials: tuple[str, str] | None) -> requests.Response:
        return self._session.get(
            url, auth=credentials, timeout=self._timeout, stream=True, allow_redirects=False
        )


def _store(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not (parts.hostname or "").endswith(_STORES):
        raise MediaRefused("leads away from Twilio")
    return url


def _read(answer: requests.Response, most: int) -> bytes:
    with answer:
        if answer.status_code in (404, 410):
            raise MediaGone("Twilio does not hold it any more")
        if answer.status_code in (401, 403):
            raise MediaRefused("Twilio refuses our credentials")
        if answer.status_code != 200:
            raise MediaUnknown(f"answer {answer.status_code}")
        found = bytearray()
        for chunk in answer.iter_content(_CHUNK):
            found += chunk
            if len(found) > most:
                raise MediaRefused(f"larger than {most // 1024 // 1024} MB")
        return bytes(found)
