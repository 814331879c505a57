"""What to call somebody."""

from __future__ import annotations

import pytest

from fieldcomm.domain.names import first_name


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dana Reed", "Dana"),
        ("Dana", "Dana"),
        ("  Dana   Reed ", "Dana"),
        ("Reed, Dana", "Dana"),
        ("Dr. Kim", "Dr. Kim"),
        ("Mrs. Ana Hill", "Mrs. Ana Hill"),
        ("Mia and Tom Hill", "Mia and Tom Hill"),
        ("Hill & Sons", "Hill & Sons"),
        ("The Hill family", "The Hill family"),
        ("Crew 4", "Crew 4"),
        ("Oak Dental LLC", "Oak Dental LLC"),
        ("", ""),
    ],
)
def test_people_by_first_name_the_rest_whole(name: str, called: str) -> None:
    assert first_name(name) == called
    assert first_name(first_name(name)) == called
