"""A phone texts one of our numbers: keep it, act on keywords, call the webhook, obey its TwiML."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.call import Heard
from fieldcomm.local.twilio.keywords import REPLIES, Keyword, keyword
from fieldcomm.local.twilio.media import media_type, media_url
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.segments import segments
from fieldcomm.local.twilio.twiml import BadTwiML, Reply, replies
from fieldcomm.local.twilio.webhooks import Form, Hook


@dataclass(frozen=True, slots=True)
class Texted:
    """What somebody typed into a phone. `media` are addresses of pictures; a `data:` address holds one."""

    phone: str
    to: str
    body: str
    media: tuple[str, ...] = ()


def receive(account: Account, text: Texted) -> Message:
    """Take the text at once; everything after it happens by itself."""
    now = account.now()
    message = Message(
        sid=account.new_sid("MM" if text.media else "SM"),
        account_sid=account.settings.account_sid,
        direction="inbound",
        from_number=text.phone,
        to=text.to,
        body=text.body,
        status="received",
        created_at=now,
        updated_at=now,
        sent_at=now,
        segments=segments(text.body),
        messaging_service_sid=account.settings.messaging_service_sid,
        media=text.media,
    )
    account.ledger.add(message)
    word = None if text.media else keyword(text.body)
    if word:
        _heed(account, text, word)
    _call_webhook(account, message, word)
    return message


def _heed(account: Account, text: Texted, word: Keyword) -> None:
    pair = (text.phone, text.to)
    stopped = pair in account.ledger.stopped
    if word is Keyword.STOP and not stopped:
        account.ledger.opt_out(*pair, out=True)
    elif word is Keyword.START and stopped:
        account.ledger.opt_out(*pair, out=False)
    elif word is not Keyword.HELP:
        return  # nothing changed, so there is nothing to confirm
    if account.settings.keyword_replies:
        account.ledger.show_own_reply(*pair, REPLIES[word], account.now())


def _call_webhook(account: Account, message: Message, word: Keyword | None) -> None:
    settings = account.settings
    if not settings.sms_url:
        return
    form = _form(message, account.home)
    if word and settings.advanced_opt_out:
        form.append(("OptOutType", word))

    def done(heard: Heard) -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            account.loop.call_soon_threadsafe(_obey, account, message, heard)

    key = message.from_number or message.sid
    account.webhooks.call(Hook(key, settings.sms_url, form, done, settings.fallback_url))


def _form(message: Message, home: str) -> Form:
    """Every parameter Twilio sends with a text (https://www.twilio.com/docs/messaging/guides/webhook-request)."""
    form = [
        ("ToCountry", "US"),
        ("ToState", "GA"),
        ("SmsMessageSid", message.sid),
        ("NumMedia", str(len(message.media))),
        ("ToCity", ""),
        ("FromZip", ""),
        ("SmsSid", message.sid),
        ("FromState", "GA"),
        ("SmsStatus", "received"),
        ("FromCity", ""),
        ("Body", message.body),
        ("FromCountry", "US"),
        ("To", message.to),
        ("ToZip", ""),
        ("NumSegments", str(message.segments)),
        ("MessageSid", message.sid),
        ("AccountSid", message.account_sid),
        ("From", message.from_number or ""),
        ("ApiVersion", "2010-04-01"),
    ]
    if message.messaging_service_sid:
        form.append(("MessagingServiceSid", message.messaging_service_sid))
    for number, address in enumerate(message.media):
        form.append((f"MediaUrl{number}", media_url(home, message, number)))
        form.append((f"MediaContentType{number}", media_type(address)))
    return form


def _obey(account: Account, message: Message, heard: Heard) -> None:
    if not heard.fine:
        return
    try:
        wanted = replies(heard)
    except BadTwiML as error:
        account.webhooks.log.append({"sid": message.sid, "error": str(error)})
        return
    for reply in wanted:
        _send_back(account, message, reply)


def _send_back(account: Account, asked: Message, reply: Reply) -> None:
    to = reply.to or asked.from_number or ""
    if not reply.body or (to, asked.to) in account.ledger.stopped:
        return
    now = account.now()
    message = Message(
        sid=account.new_sid(),
        account_sid=asked.account_sid,
        direction="outbound-reply",
        from_number=asked.to,
        to=to,
        body=reply.body,
        status="queued",
        created_at=now,
        updated_at=now,
        segments=segments(reply.body),
        status_callback=reply.status_callback,
    )
    account.ledger.add(message)
    account.progress.start(message)
