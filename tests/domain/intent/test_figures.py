from __future__ import annotations

import pytest

from fieldcomm.domain.phrases.words import make_words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("twenty five minutes", "25 minutes"),
        ("quarter past four", "4:15"),
        ("quarter to 4", "3:45"),
        ("ten of two", "1:50"),
        ("half past three", "3:30"),
        ("two forty five", "2:45"),
        ("treinta y cinco minutos", "35 minutes"),
        ("the one in two rooms", "the one in two rooms"),
        ("one twenty minutes", "one 20 minutes"),
    ],
)
def test_spelled_out_numbers_become_figures(text: str, line: str) -> None:
    assert make_words(text, ()).line == f" {line} "


def test_a_figure_quotes_the_words_it_stands_for() -> None:
    words = make_words("call at quarter past four please", ())
    assert (
        words.quote(words.line.index("4:15"), words.line.index("4:15") + 4) == "quarter past four"
    )


def test_the_code_of_a_job_is_left_out_unless_it_is_all_that_was_said() -> None:
    assert make_words("call K7F", (), code="K7F").line == " call "
    assert make_words("K7F", (), code="K7F").line == " k7f "


def test_titles_end_no_sentence() -> None:
    assert make_words("Mrs. Reed at 3 p.m. today", ()).line == " mrs reed at 3 pm today "
