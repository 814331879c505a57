"""Numbers as people write them."""

from __future__ import annotations

import pytest

from fieldcomm.domain.phone import PhoneError, mask, parse, pretty, zone_of


@pytest.mark.parametrize(
    "raw",
    [
        "4045550123",
        "404-555-0123",
        "(404) 555-0123",
        "1-404-555-0123",
        "+1 404.555.0123",
        " 404 555 0123 ",
        "tel:+14045550123",
        "٤٠٤٥٥٥٠١٢٣",
        "４０４５５５０１２３",
    ],
)
def test_one_number_however_written(raw: str) -> None:
    assert parse(raw) == "+14045550123"


def test_a_number_from_abroad_keeps_its_country() -> None:
    assert parse("+44 20 7946 0123") == "+442079460123"
    assert parse("55 1234 5678", region="MX") == "+525512345678"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "An empty text is not a phone number"),
        ("911", "short number"),
        ("55512", "short number"),
        ("555-0123", "lacks its area code"),
        ("+19005550123", "pay-per-call"),
        ("404-976-0123", "pay-per-call"),
        ("+44 909 8790000", "pay-per-call"),
        ("404 555 O123", "letters"),
        ("1-800-FLOWERS", "letters"),
        ("404-555-0123 ext 5", "extension"),
        ("404-555-0123 x5", "extension"),
        ("004-555-0123", "Check the digits"),
        ("404-155-0123", "Check the digits"),
        ("411-555-0123", "Check the digits"),
        ("+1404555012345", "Check the digits"),
        ("call me", "letters"),
    ],
)
def test_a_number_we_cannot_text_is_refused_saying_why(raw: str, said: str) -> None:
    with pytest.raises(PhoneError, match=said):
        parse(raw)


def test_a_refusal_says_what_would_work() -> None:
    with pytest.raises(PhoneError, match="such as 404-555-0123"):
        parse("12345")


def test_numbers_are_shown_as_people_write_them() -> None:
    assert pretty("+14045550123") == "404-555-0123"
    assert pretty("+442079460123") == "+44 20 7946 0123"
    assert pretty("nonsense") == "nonsense"


def test_logs_see_four_digits_at_most() -> None:
    assert mask("+14045550123") == "***0123"
    assert mask("911") == "***"


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+14045550123", "America/New_York"),
        ("+14155550123", "America/Los_Angeles"),
        ("+18505550123", None),
        ("+19065550123", None),
        ("+12705550123", None),
        ("+18005550123", None),
        ("+447700900123", None),
        ("nonsense", None),
    ],
)
def test_a_zone_is_named_only_where_it_is_certain(number: str, zone: str | None) -> None:
    assert zone_of(number) == zone


@pytest.mark.parametrize("raw", ["+62000000000000000", "+620000000000000"])
def test_what_does_not_stay_the_same_when_read_again_is_no_number(raw: str) -> None:
    with pytest.raises(PhoneError, match="not a number anybody has"):
        parse(raw)
