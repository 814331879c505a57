"""Where an address says that the place is."""

from __future__ import annotations

import pytest

from fieldcomm.domain.address import city_and_state_of, zip_of


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("14 Oak St, Atlanta, GA 30303", "30303"),
        ("14 Oak St, Atlanta GA 30303-1234", "30303"),
        ("14 Oak St, Nashville, TN 37203, USA", "37203"),
        ("30303", None),  # nothing but digits is no address
        ("12345 Long Road, Atlanta", None),  # a house number
    ],
)
def test_a_zip_code_stands_at_the_end(address: str, code: str | None) -> None:
    assert zip_of(address) == code


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("14 Oak St, Atlanta, GA", ("Atlanta", "GA")),
        ("14 Oak St, new york, ny 10001", ("New York", "NY")),
        ("14 Oak St, Atlanta", None),
        ("5 Rue du Lac, St", None),
        ("", None),
    ],
)
def test_city_and_state_stand_before_it(address: str, place: tuple[str, str] | None) -> None:
    assert city_and_state_of(address) == place
