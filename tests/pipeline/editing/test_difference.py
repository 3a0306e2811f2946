"""What changed between two edits, in words that can be read aloud."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.edit import Dissolve, Edit, PictureClip, SoundClip
from pipeline.documents.grade import Grade
from pipeline.editing.difference import NOTHING, ChangeKind, compare, difference, first_list


def shot(media: str, start: int, frames: int = 25, source_in: int = 1) -> PictureClip:
    source = Fraction(source_in)
    return PictureClip(media=media, source_in=source, start_frame=start, frames=frames)


def film(*shots: tuple[str, int], sound: tuple[SoundClip, ...] = ()) -> Edit:
    """Shots in a row: name and frames."""
    at, picture = 0, []
    for media, frames in shots:
        picture.append(shot(media, at, frames))
        at += frames
    return Edit(
        name="film",
        frame_rate=Fraction(25),
        width=640,
        height=360,
        frames=at,
        picture=tuple(picture),
        sound=sound,
    )


BRIDGE, SALMA, RIVER = ("S01_P01_T01", 25), ("S01_P02_T02", 25), ("S02_P01_T01", 25)
EDIT = film(BRIDGE, SALMA, RIVER)


def told(now: Edit, before: Edit = EDIT) -> list[str]:
    return difference(before, now).splitlines()[1:]


def test_a_first_edit_is_a_list_of_its_shots() -> None:
    assert first_list(EDIT).splitlines() == [
        "First edit: 3.0 seconds, 3 shots.",
        "  1. 00:00:00:00  S01_P01_T01, 25 frames",
        "  2. 00:00:01:00  S01_P02_T02, 25 frames",
        "  3. 00:00:02:00  S02_P01_T01, 25 frames",
    ]


def test_an_equal_edit_has_not_changed() -> None:
    assert difference(EDIT, EDIT) == NOTHING


def test_another_take_of_a_shot_is_told_as_that() -> None:
    now = film(BRIDGE, ("S01_P02_T03", 25), RIVER)
    assert told(now) == ["00:00:01:00  Shot 2, S01_P02_T03: take 2 became take 3."]


def test_shots_that_came_and_went_are_named_with_their_place() -> None:
    now = film(BRIDGE, RIVER, ("S03_P01_T01", 10))
    assert told(now) == [
        "00:00:01:00  Out: shot 2, S01_P02_T02.",
        "00:00:02:00  New: shot 3, S03_P01_T01, 10 frames.",
    ]


def test_a_trim_says_by_how_many_frames_and_at_which_end() -> None:
    now = replace(EDIT, picture=(*EDIT.picture[:2], shot("S02_P01_T01", 50, 13)), frames=63)
    assert difference(EDIT, now).splitlines() == [
        "The film is 2.5 seconds long, 12 frames shorter than before.",
        "00:00:02:00  Shot 3 is 12 frames shorter.",
    ]
    first = replace(EDIT.picture[0], source_in=Fraction(26, 25), frames=26)
    assert told(replace(EDIT, picture=(first, *EDIT.picture[1:]), frames=76)) == [
        "00:00:00:00  Shot 1 is one frame longer.",
        "00:00:00:00  Shot 1 begins one frame later in its take.",
    ]


def test_a_shot_that_changed_its_place_is_neither_new_nor_out() -> None:
    assert told(film(RIVER, BRIDGE, SALMA)) == [
        "00:00:00:00  Shot 1, S02_P01_T01, was shot 3 before."
    ]


def test_a_new_speed_is_told_instead_of_its_trims() -> None:
    slow = replace(EDIT.picture[0], speed=Fraction(1, 2))
    now = replace(EDIT, picture=(slow, *EDIT.picture[1:]))
    assert told(now) == ["00:00:00:00  Shot 1 runs at 0.5 times its speed, not 1."]


def dissolved(frames: int) -> Edit:
    """Both clips of a dissolve have their handles; the cut between them is its middle."""
    half = frames // 2
    mixed = Dissolve(
        start_frame=25 - half,
        frames=frames,
        ramp_start=Fraction(25 - half),
        ramp_frames=Fraction(frames),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    handled = replace(
        EDIT.picture[1],
        start_frame=25 - half,
        source_in=1 - Fraction(half, 25),
        frames=25 + half,
        layer=1,
    )
    first = replace(EDIT.picture[0], frames=25 + frames - half)
    return replace(EDIT, picture=(first, handled, EDIT.picture[2]), dissolves=(mixed,))


def test_a_dissolve_is_no_trim_of_its_shots() -> None:
    assert told(dissolved(10)) == ["00:00:01:00  Shot 2 dissolves in over 10 frames."]
    assert told(EDIT, dissolved(10)) == ["00:00:01:00  Shot 2 begins with a cut again."]


def sound(media: str, start: int = 0, gain_db: float = 0.0) -> SoundClip:
    return SoundClip(
        media=media,
        source_in=Fraction(0),
        start_sample=start,
        samples=48000,
        gain_db=gain_db,
    )


def test_sounds_that_came_went_moved_or_got_louder_are_named() -> None:
    before = film(BRIDGE, sound=(sound("wind.wav"), sound("song.wav"), sound("bell.wav")))
    now = film(
        BRIDGE,
        sound=(sound("wind.wav", gain_db=3), sound("bell.wav", 24000), sound("steps.wav", 1920)),
    )
    assert told(now, before) == [
        "00:00:00:00  “wind.wav” is 3.0 dB louder.",
        "00:00:00:12  “bell.wav” lies somewhere else, or is trimmed.",
        "00:00:00:01  “steps.wav” is heard now.",
        "00:00:00:00  “song.wav” is not heard any more.",
    ]


def test_the_own_sound_of_a_shot_is_told_only_when_it_falls_silent_or_its_loudness_changes() -> (
    None
):
    before = film(BRIDGE, SALMA, sound=(sound("S01_P01_T01"), sound("S01_P02_T02", 48000)))
    now = film(BRIDGE, SALMA, sound=(sound("S01_P01_T01", 1920, gain_db=-6),))
    assert told(now, before) == [
        "00:00:00:01  “S01_P01_T01” is 6.0 dB softer.",
        "00:00:01:00  “S01_P02_T02” is not heard any more.",
    ]


SHOTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                f"S0{scene}_P0{shot}_T0{take}"
                for scene, shot, take in (
                    (1, 1, 1),
                    (1, 1, 2),
                    (1, 2, 1),
                    (2, 1, 1),
                    (2, 1, 3),
                    (3, 4, 5),
                )
            ]
        ),
        st.integers(1, 60),
    ),
    max_size=8,
)


@given(SHOTS, SHOTS)
def test_every_shot_of_both_edits_is_in_exactly_one_pair(
    before: list[tuple[str, int]], now: list[tuple[str, int]]
) -> None:
    found = compare(film(*before), film(*now))
    were = sorted(pair.was.number for pair in found.pairs if pair.was)
    assert were == list(range(1, len(before) + 1))
    assert [pair.now.number for pair in found.pairs if pair.now] == list(range(1, len(now) + 1))
    out = sum(change.kind is ChangeKind.OUT for change in found.changes)
    new = sum(change.kind is ChangeKind.NEW for change in found.changes)
    assert len(now) - len(before) == new - out


@given(SHOTS)
def test_an_edit_is_never_different_from_itself(shots: list[tuple[str, int]]) -> None:
    assert difference(film(*shots), film(*shots)) == NOTHING


def test_another_grade_of_a_shot_is_told() -> None:
    warm, cold = (
        replace(EDIT, picture=(replace(EDIT.picture[0], grade=grade), *EDIT.picture[1:]))
        for grade in (Grade(warmth=20), Grade(warmth=-20))
    )
    assert told(warm) == ["00:00:00:00  Shot 1 is graded now."]
    assert told(cold, warm) == ["00:00:00:00  Shot 1 has another grade."]
    assert told(EDIT, cold) == ["00:00:00:00  Shot 1 is shown as it was shot again."]
    assert [change.kind for change in compare(EDIT, warm).changes] == [ChangeKind.GRADE]
