"""What a webhook's answer asks for: the texts to send back, if any."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from fieldcomm.local.twilio.call import Heard


@dataclass(frozen=True, slots=True)
class Reply:
    body: str
    to: str | None = None  # None: whoever wrote
    status_callback: str | None = None


class BadTwiML(Exception):
    """Twilio's 12100 or 12300: an answer it cannot act on."""


def replies(heard: Heard) -> list[Reply]:
    """The texts an answer asks for. Raises BadTwiML."""
    if not heard.body.strip():
        return []
    if heard.content_type == "text/plain":
        return [Reply(heard.body.strip())]
    if "xml" not in heard.content_type and not heard.body.lstrip().startswith("<?xml"):
        raise BadTwiML(f"12300: {heard.content_type} is no TwiML")
    if "<!" in heard.body:
        raise BadTwiML("12100: a document type has no place in TwiML")
    try:
        root = ElementTree.fromstring(heard.body)  # noqa: S314 - no entities get this far
    except ElementTree.ParseError as error:
        raise BadTwiML(f"12100: {error}") from error
    if root.tag != "Response":
        raise BadTwiML(f"12100: <{root.tag}> is no <Response>")
    return [_reply(verb) for verb in root if verb.tag in ("Message", "Sms")]


def _reply(verb: ElementTree.Element) -> Reply:
    body = verb.find("Body")
    words = (body if body is not None else verb).text or ""
    callback = verb.get("statusCallback") or verb.get("action")
    return Reply(words.strip(), verb.get("to"), callback)
