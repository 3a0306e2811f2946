"""A note follows its material into a newer cut: reordered, trimmed, sped up, or gone."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.carried_notes import carried, frames_of, seen_at
from pipeline.documents.edit import Dissolve, Edit, PictureClip

RATE = Fraction(25)


def clip(media: str, start: int, frames: int, *, at: int = 0, **more: Any) -> PictureClip:
    """A clip that begins at a frame of its medium."""
    return PictureClip(
        media=media, source_in=Fraction(at) / RATE, start_frame=start, frames=frames, **more
    )


def cut(*clips: PictureClip, dissolves: tuple[Dissolve, ...] = ()) -> Edit:
    """A cut of these clips."""
    return Edit(
        name="Kite",
        frame_rate=RATE,
        width=320,
        height=180,
        frames=max((one.end_frame for one in clips), default=0),
        picture=clips,
        dissolves=dissolves,
    )


FIRST = cut(clip("A", 0, 50, at=10), clip("B", 50, 50), clip("C", 100, 50))


def test_clips_in_another_order_take_their_notes_along() -> None:
    now = cut(clip("C", 0, 50), clip("A", 50, 50, at=10), clip("B", 100, 50))
    assert frames_of(FIRST, now, 7) == (57,)
    assert frames_of(FIRST, now, 60) == (110,)
    assert frames_of(FIRST, now, 149) == (49,)


def test_a_trimmed_head_moves_a_note_and_a_trimmed_tail_loses_it() -> None:
    now = cut(clip("A", 0, 20, at=15), clip("B", 20, 50))
    assert frames_of(FIRST, now, 8) == (3,)
    assert frames_of(FIRST, now, 4) == ()
    assert frames_of(FIRST, now, 40) == ()
    assert frames_of(FIRST, now, 50) == (20,)


def test_a_clip_that_is_out_takes_its_notes_out() -> None:
    now = cut(clip("A", 0, 50, at=10), clip("C", 50, 50))
    assert carried(FIRST, now, 70).frames == ()
    assert frames_of(FIRST, now, 100) == (50,)


def test_another_speed_finds_the_same_moment() -> None:
    fast = cut(clip("A", 0, 25, at=10, speed=Fraction(2)), clip("B", 25, 50))
    assert frames_of(FIRST, fast, 20) == (10,)
    back = cut(clip("A", 0, 50, at=59, speed=Fraction(-1)))
    assert frames_of(FIRST, back, 0) == (49,)
    assert frames_of(back, FIRST, 49) == (0,)


def test_a_freeze_of_the_moment_is_found_and_of_another_is_not() -> None:
    frozen = cut(clip("A", 0, 30, at=22, speed=Fraction(0)))
    assert frames_of(FIRST, frozen, 12) == (0,)
    assert frames_of(FIRST, frozen, 20) == ()
    assert frames_of(frozen, FIRST, 9) == (12,)
    longer = cut(clip("A", 10, 60, at=22, speed=Fraction(0)))
    assert frames_of(frozen, longer, 9) == (19,)


def test_what_is_used_twice_is_found_twice_the_nearest_first() -> None:
    now = cut(clip("A", 0, 50, at=10), clip("B", 50, 50), clip("A", 100, 50, at=10))
    assert frames_of(FIRST, now, 20) == (20, 120)
    assert frames_of(now, now, 120)[0] == 120


def test_what_is_covered_by_another_clip_is_not_seen_there() -> None:
    now = cut(clip("A", 0, 50, at=10), clip("X", 0, 50, layer=1), clip("B", 50, 50))
    assert frames_of(FIRST, now, 7) == ()
    assert frames_of(now, FIRST, 7) == ()


def test_a_dissolve_is_parted_in_its_middle() -> None:
    both = cut(
        clip("A", 0, 60),
        clip("B", 40, 60, layer=1),
        dissolves=(
            Dissolve(
                start_frame=40,
                frames=20,
                ramp_start=Fraction(40),
                ramp_frames=Fraction(20),
                outgoing=(0, 1),
                incoming=(1, 2),
            ),
        ),
    )
    assert frames_of(both, both, 45) == (45,)
    assert frames_of(both, FIRST, 55) == (65,)


def test_a_title_is_known_by_its_words() -> None:
    was = cut(clip("", 0, 25, generator="title", text="The kite"), clip("A", 25, 25))
    now = cut(clip("A", 0, 25), clip("", 25, 25, generator="title", text="The kite"))
    other = cut(clip("", 0, 25, generator="title", text="A kite"))
    assert frames_of(was, now, 5) == (30,)
    assert frames_of(was, other, 5) == ()


def test_black_has_no_material() -> None:
    gap = cut(clip("A", 10, 10))
    assert seen_at(gap, 3) is None
    assert carried(gap, gap, 3).frames == ()


def test_a_range_keeps_its_length_where_both_ends_are_there() -> None:
    now = cut(clip("B", 0, 50), clip("A", 50, 50, at=10))
    assert carried(FIRST, now, 5, 15).to_frame == 65
    assert carried(FIRST, now, 5, 60).to_frame is None
    assert carried(FIRST, now, 5).to_frame is None


SPEEDS = [Fraction(1), Fraction(2), Fraction(-1), Fraction(1, 3), Fraction(0)]


@st.composite
def cuts(draw: st.DrawFn) -> Edit:
    """A cut of some clips, one after the other, of media that are used once."""
    start, made = 0, []
    for number in range(draw(st.integers(1, 6))):
        frames = draw(st.integers(1, 60))
        start += draw(st.integers(0, 5))
        speed = draw(
            st.sampled_from([Fraction(1), Fraction(2), Fraction(-1), Fraction(1, 3), Fraction(0)])
        )
        made.append(clip(f"M{number}", start, frames, at=draw(st.integers(0, 200)), speed=speed))
        start += frames
    return cut(*made)


@given(cuts(), st.integers(0, 400))
def test_the_same_cut_has_the_same_frames(edit: Edit, frame: int) -> None:
    wanted = (frame,) if seen_at(edit, frame) else ()
    assert frames_of(edit, edit, frame) == wanted


@given(cuts(), cuts(), st.integers(0, 400))
def test_a_note_never_leaves_its_material(before: Edit, now: Edit, frame: int) -> None:
    shown = seen_at(before, frame)
    for place in frames_of(before, now, frame):
        there = seen_at(now, place)
        assert shown is not None
        assert there is not None
        assert there.clip.media == shown.clip.media
