"""Phone numbers as people write them, as we store them (E.164), and as we show them."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, timezone

# 9 is in no geographic use as "900"; 976 exchanges are premium in every area code. N11 are services.
_NANP = re.compile(r"(?!.11)[2-9]\d\d(?!.11)[2-9]\d{6}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_PREMIUM = re.compile(r"900\d{7}|\d{3}976\d{4}")
_COSTLY_TYPES = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}

# Area codes that lie in two time zones, or whose people keep another than their state's.
# phonenumbers names one zone for several of them, which is wrong for some of their households.
# fmt: off
_TWO_ZONES = {
    "208", "219", "270", "308", "334", "364", "423", "432", "458", "541", "574", "605", "606",
    "620", "701", "775", "785", "812", "850", "906", "907", "915", "928", "930", "931", "986",
}
# fmt: on


class PhoneError(ValueError):
    """Not a number we can text; the message says what would work."""


def parse(raw: str, region: str = "US") -> str:
    """A number as written, to E.164. Raises PhoneError saying what would work."""
    _refuse_letters(raw)
    try:
        number = phonenumbers.parse(raw, region)
    except NumberParseException:
        raise PhoneError(f"{_quoted(raw)} is not a phone number. {_EXAMPLE}") from None
    if number.extension:
        raise PhoneError(f"{_quoted(raw)}: a text cannot reach an extension. Leave it out.")
    _refuse_unreachable(raw, number)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Some countries' plans take one digit more than E.164 has, or drop another each time they read it.
    if not _E164.fullmatch(e164) or phonenumbers.parse(e164) != number:
        raise PhoneError(
            f"{_quoted(raw)} is not a number anybody has. Check the digits. {_EXAMPLE}"
        )
    return e164


@lru_cache(maxsize=65536)
def pretty(e164: str) -> str:
    """`+14045550123` as people write it: `404-555-0123`; abroad, the international form."""
    if e164.startswith("+1") and len(e164) == 12:
        return f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}"
    try:
        number = phonenumbers.parse(e164)
    except NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask(e164: str) -> str:
    """`***0123`: enough to tell two numbers apart, too little to text one."""
    return f"***{e164[-4:]}" if len(e164) >= 8 else "***"


def zone_of(e164: str) -> str | None:
    """The IANA zone of the number's area, or None where it is not one and certain.

    Only for an unknown sender without an address: people keep numbers when they move.
    """
    if e164.startswith("+1") and e164[2:5] in _TWO_ZONES:
        return None
    try:
        number = phonenumbers.parse(e164)
    except NumberParseException:
        return None
    zones = timezone.time_zones_for_number(number)
    return zones[0] if len(zones) == 1 and zones[0] != "Etc/Unknown" else None


_EXAMPLE = "Write all ten digits, such as 404-555-0123, or +44 20 7946 0123 for another country."


def _quoted(raw: str) -> str:
    shown = " ".join(raw.split())
    return f'"{shown[:30]}"' if shown else "An empty text"


def _refuse_letters(raw: str) -> None:
    """Keypads turn O into 6: a slip of the finger would text a stranger."""
    digits_only = re.sub(r"(?i)\s*(ext\.?|x)\s*\d+\s*$|^\s*tel:", "", raw)
    if any(character.isalpha() for character in digits_only):
        raise PhoneError(f"{_quoted(raw)} has letters in it. {_EXAMPLE}")


def _refuse_unreachable(raw: str, number: PhoneNumber) -> None:
    digits = phonenumbers.national_significant_number(number)
    if len(digits) <= 6:
        raise PhoneError(f"{_quoted(raw)} is a short number we cannot text. {_EXAMPLE}")
    if _is_premium(number, digits):
        raise PhoneError(f"{_quoted(raw)} is a pay-per-call number. Give a person's own number.")
    if number.country_code == 1 and len(digits) == 7:
        raise PhoneError(f"{_quoted(raw)} lacks its area code. {_EXAMPLE}")
    if not _is_reachable(number, digits):
        raise PhoneError(
            f"{_quoted(raw)} is not a number anybody has. Check the digits. {_EXAMPLE}"
        )


def _is_premium(number: PhoneNumber, digits: str) -> bool:
    if number.country_code == 1:
        return _PREMIUM.fullmatch(digits) is not None
    return phonenumbers.number_type(number) in _COSTLY_TYPES


def _is_reachable(number: PhoneNumber, digits: str) -> bool:
    """By shape in North America, where new area codes appear faster than libraries learn them."""
    if number.country_code == 1:
        return _NANP.fullmatch(digits) is not None
    return phonenumbers.is_possible_number(number)
