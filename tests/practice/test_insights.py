"""How counts are said."""

import pytest

from app.practice.insights import lasting


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (185, "3 min 5 s"),
        (3599.6, "1 h"),
        (4800, "1 h 20 min"),
        (7200, "2 h"),
    ],
)
def test_a_time_is_said_as_exactly_as_one_would_say_it(seconds: float, said: str) -> None:
    assert lasting(seconds) == said
