"""Lines share the voices of a scene in their order, and leave out what is nobody's."""

from pipeline.editing.subtitle_voices import shared_out
from pipeline.editing.voices import Voice


def voices(*spans: tuple[int, int]) -> tuple[Voice, ...]:
    return tuple(Voice(start=start, end=end) for start, end in spans)


def test_each_line_takes_the_voice_that_is_as_long_as_its_words() -> None:
    heard = voices((100, 200), (400, 700), (900, 950))
    assert shared_out([14, 42, 7], heard) == heard


def test_a_long_noise_between_two_lines_is_nobodys() -> None:
    heard = voices((100, 250), (400, 1600), (1800, 1950))
    first, second = shared_out([21, 21], heard)
    assert (first.start, second.start) == (100, 1800)


def test_where_nobody_speaks_no_line_is_placed() -> None:
    assert shared_out([10], ()) == ()
    assert shared_out([], voices((0, 100))) == ()
