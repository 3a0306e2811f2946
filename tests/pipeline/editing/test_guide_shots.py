from fractions import Fraction

import pytest

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.editing.guide_shots import Reel, Said, said_of


def clip(media: str, start: int, frames: int, **more: object) -> PictureClip:
    values: dict[str, object] = {"source_in": Fraction(0), **more}
    return PictureClip(media=media, start_frame=start, frames=frames, **values)  # type: ignore[arg-type]


def edit_of(*picture: PictureClip, frames: int, dissolves: tuple[Dissolve, ...] = ()) -> Edit:
    return Edit(
        name="x",
        frame_rate=Fraction(25),
        width=320,
        height=180,
        frames=frames,
        picture=picture,
        dissolves=dissolves,
    )


def test_take_and_timecode_run_with_the_picture_and_black_says_nothing() -> None:
    edit = edit_of(clip("A", 0, 3, source_in=Fraction(1)), clip("B", 5, 2), frames=7)
    reels = {"A": Reel(rate=Fraction(25), start_timecode="10:00:00:00")}
    assert list(said_of(edit, reels)) == [
        Said(name="A", timecode="10:00:01:00"),
        Said(name="A", timecode="10:00:01:01"),
        Said(name="A", timecode="10:00:01:02"),
        Said(),
        Said(),
        Said(name="B", timecode="00:00:00:00"),
        Said(name="B", timecode="00:00:00:01"),
    ]


def test_a_take_counts_at_its_own_rate_and_at_its_own_speed() -> None:
    reels = {"A": Reel(rate=Fraction(50)), "B": Reel(rate=Fraction(25))}
    edit = edit_of(clip("A", 0, 2), clip("B", 2, 2, speed=Fraction(-1), source_in=1), frames=4)
    assert [one.timecode for one in said_of(edit, reels)] == [
        "00:00:00:00",
        "00:00:00:02",
        "00:00:01:00",
        "00:00:00:24",
    ]


def test_in_a_dissolve_the_one_that_is_seen_more_is_named() -> None:
    dissolve = Dissolve(
        start_frame=2,
        frames=4,
        ramp_start=Fraction(2),
        ramp_frames=Fraction(4),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    edit = edit_of(clip("A", 0, 6), clip("B", 2, 6, layer=1), frames=8, dissolves=(dissolve,))
    assert "".join(one.name for one in said_of(edit, {})) == "AAAABBBB"


def test_a_generator_is_named_without_a_timecode() -> None:
    edit = edit_of(clip("", 0, 1, generator="bars", name="Test picture"), frames=1)
    assert list(said_of(edit, {})) == [Said(name="Test picture")]


@pytest.mark.parametrize("start", ["", "nonsense", "00:00:00:99"])
def test_a_reel_without_a_timecode_begins_at_zero(start: str) -> None:
    assert Reel(rate=Fraction(25), start_timecode=start).timecode(Fraction(1)) == "00:00:01:00"


def test_a_drop_frame_reel_stays_one() -> None:
    reel = Reel(rate=Fraction(30000, 1001), start_timecode="00:00:59;29")
    assert reel.timecode(Fraction(1001, 30000)) == "00:01:00;02"
