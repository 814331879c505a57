"""The site's zone by its address: by ZIP code where a state has two."""

from __future__ import annotations

import pytest

from fieldcomm.services.zone_of_address import zone_of_address


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("14 Oak St, Atlanta, GA 30303", "America/New_York"),
        ("1 Main St, Nashville, TN", "America/Chicago"),
        ("1 Main St, Knoxville, TN 37902", "America/New_York"),  # the other end of Tennessee
        ("7 Palafox St, Pensacola, FL 32501", "America/Chicago"),  # 850 is both
        ("7 Monroe St, Tallahassee, FL 32301", "America/New_York"),
        ("1 Central Ave, Phoenix, AZ 85003", "America/Phoenix"),
        ("14 Oak St, Atlanta", None),
        ("14 Oak St, Nowhere, GA", None),
    ],
)
def test_the_zone_is_that_of_the_place(address: str, zone: str | None) -> None:
    assert zone_of_address(address) == zone
