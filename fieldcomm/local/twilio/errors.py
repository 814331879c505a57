"""Twilio's refusals: code, HTTP status and words, as its API gives them."""

from __future__ import annotations

import json

from fieldcomm.local.twilio.wire import Answer

_TABLE: dict[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20009: (409, "The message has not been completed and cannot be changed"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable"),
    21211: (400, "The 'To' number is not a valid phone number."),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number is not a valid, SMS-capable number of your account."),
    21609: (400, "The 'StatusCallback' URL is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit."),
    21624: (400, "The 'ValidityPeriod' must be from 1 to 36000 seconds."),
    21701: (404, "The Messaging Service resource does not exist"),
    30409: (409, "The message cannot be canceled any more"),
}


def refusal(code: int, status: int | None = None, message: str | None = None) -> Answer:
    """The error as an answer; unknown codes are 400s unless `status` says otherwise."""
    usual_status, usual_words = _TABLE.get(code, (400, f"Error {code}"))
    status = status or usual_status
    body = {
        "code": code,
        "message": message or usual_words,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return Answer(status, json.dumps(body).encode())
