"""What the provider's error codes mean, in words for the office (twilio.com/docs/api/errors)."""

from __future__ import annotations

REASONS = {
    20003: "our account was refused",
    20429: "too many requests at once",
    20500: "the provider's own trouble",
    21211: "no such number",
    21408: "texts to that country are switched off",
    21610: "they opted out",
    21611: "too much waiting at the provider",
    21612: "no route to that number",
    21614: "not a mobile number",
    21635: "a landline",
    30001: "too much waiting at the provider",
    30002: "our account is suspended",
    30003: "phone switched off or out of reach",
    30004: "blocked by the carrier or the phone",
    30005: "number unknown to the carrier",
    30006: "a landline, or a carrier we cannot reach",
    30007: "filtered by the carrier",
    30008: "the carrier gave no reason",
    30022: "more than our registration may send at once",
    30023: "more than our registration may send in a day",
    30034: "our number is not registered",
    30036: "came too late to be of use",
    30410: "the carrier did not answer in time",
}


def reason(code: int | None) -> str:
    return REASONS.get(code or 0, "no reason given" if code is None else "see the provider's list")
