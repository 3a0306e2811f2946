"""A film was cut on another computer, and its timeline calls the media as they were called there.

The table below is how to read the matcher: what the timeline asks for, what is found, and by what.
"""

import unicodedata
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.relink import Deciding, Doubt, Evidence, Reason, Standing, Wanted
from pipeline.editing.relink_choices import Choice
from pipeline.editing.relink_media import Medium
from pipeline.timeline.asked import Asked
from tests.pipeline.editing.rushes_on_a_shelf import (
    RATE,
    asked,
    film,
    matched,
    row_of,
    seconds,
    sound,
)

KITCHEN = film(
    "S01_P01_T01",
    "IMG_0042.MOV",
    "DCIM/100APPLE/IMG_0042.MOV",
    earlier=("S01_P01_T09", "proxies/S01_P01_T01.mp4"),
    frames=212,
    timecode="10:00:00:00",
    digest="a" * 64,
)
WINDOW = film("S01_P01_T02", "IMG_0043.MOV", frames=341, timecode="10:02:00:00", digest="b" * 64)
STAIRS = film("S02_P01_T01", "été à Nice.mp4", frames=600, digest="c" * 64)
PHONE = film("S02_P02_T01", "VID_20260801_101500.mp4", frames=377, digest="d" * 64)
ZOOM = sound("ZOOM0001.WAV", frames=1000)
MEDIA = [KITCHEN, WINDOW, STAIRS, PHONE, ZOOM]

BY_NAME = [
    # what the timeline says                              found          by
    ("S01_P01_T01", KITCHEN, Evidence.NAME),
    ("s01_p01_t01.mov", KITCHEN, Evidence.NAME),
    ("S01_P01_T01.mp4", KITCHEN, Evidence.NAME),
    ("IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("img_0042.mov", KITCHEN, Evidence.FILE),
    ("/films/ben/Movies/kite/IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("C:\\Users\\Ben\\Videos\\IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("\\\\nas\\kite\\IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("file:///C:/films/Ben/IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("file://localhost/Volumes/CARD/IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("../../rushes/IMG_0042.MOV", KITCHEN, Evidence.FILE),
    ("été à Nice.mp4", STAIRS, Evidence.FILE),
    (unicodedata.normalize("NFD", "été à Nice.mp4"), STAIRS, Evidence.FILE),
    ("file:///films/%C3%A9t%C3%A9%20%C3%A0%20Nice.mp4", STAIRS, Evidence.FILE),
    ("%C3%A9t%C3%A9%2520%C3%A0%2520Nice.mp4", STAIRS, Evidence.FILE),
    ("S01_P01_T09.mp4", KITCHEN, Evidence.EARLIER),
    ("IMG_0042.mp4", KITCHEN, Evidence.SUFFIX),
    ("IMG_0042", KITCHEN, Evidence.SUFFIX),
    ("IMG_0042 (1).MOV", KITCHEN, Evidence.COPY),
    ("IMG_0042 - Copie (2).mov", KITCHEN, Evidence.COPY),
    ("IMG_0042 copy 2.mov", KITCHEN, Evidence.COPY),
    ("IMG_0042_proxy.mp4", KITCHEN, Evidence.COPY),
    ("Scene 1 shot 1 take 2 graded.mov", WINDOW, Evidence.SLATE),
    ("BLU_S01_P01_T02_v3.mov", WINDOW, Evidence.SLATE),
    ("zoom0001.wav", ZOOM, Evidence.NAME),
]


@pytest.mark.parametrize(("target", "medium", "evidence"), BY_NAME)
def test_a_medium_is_found_by_every_name_it_has_had(
    target: str, medium: Medium, evidence: Evidence
) -> None:
    row = row_of(asked(target), MEDIA)
    assert (row.media, row.evidence) == (medium.name, evidence)
    assert row.standing is Standing.FOUND
    assert row.proposals == ()


BY_MORE = [
    # the timeline                                                       found  by
    (asked("cut1.mov", digests=("b" * 64,)), WINDOW, Evidence.DIGEST),
    (asked("cut1.mov", digests=("0" * 64, "b" * 64)), WINDOW, Evidence.DIGEST),
    (asked("cut1.mov", label="IMG_0043"), WINDOW, Evidence.LABEL),
    (asked("cut1.mov", start=900_000, length=212), KITCHEN, Evidence.TIMECODE_LENGTH),
    (asked("cut1.mov", start=900_000, length=90), KITCHEN, Evidence.TIMECODE),
    (asked("cut1.mov", use=(903_020, 903_060)), WINDOW, Evidence.TIMECODE),
    (asked("cut1.mov", length=377), PHONE, Evidence.LENGTH),
    (asked("cut1.mov", length=378), PHONE, Evidence.LENGTH),
    (asked("cut1.wav", length=1000, is_picture=False), ZOOM, Evidence.LENGTH),
]


@pytest.mark.parametrize(("wanted", "medium", "evidence"), BY_MORE)
def test_without_a_name_its_bytes_its_timecode_or_its_length_tell(
    wanted: Asked, medium: Medium, evidence: Evidence
) -> None:
    row = row_of(wanted, MEDIA)
    assert (row.media, row.evidence) == (medium.name, evidence)


@pytest.mark.parametrize(
    ("wanted", "standing"),
    [
        (asked("cut1.mov", length=377), Standing.UNCERTAIN),
        (asked("cut1.mov", start=900_000, length=212), Standing.UNCERTAIN),
        (asked("cut1.mov", digests=("b" * 64,)), Standing.FOUND),
        (asked("IMG_0042.MOV"), Standing.FOUND),
    ],
)
def test_what_only_times_have_told_is_uncertain(wanted: Asked, standing: Standing) -> None:
    assert row_of(wanted, MEDIA).standing is standing


NOT_FOUND = [
    asked("cut1.mov"),
    asked("IMG_9999.MOV", length=450),  # nothing is as long
    asked("cut1.mov", length=1000),  # a sound is, but a picture is wanted
    asked("cut1.mov", start=40, length=377, use=(0, 377)),  # says the stretch that is used
    asked("", length=450),
]


@pytest.mark.parametrize("wanted", NOT_FOUND)
def test_what_nothing_tells_is_missing(wanted: Asked) -> None:
    row = row_of(wanted, MEDIA)
    assert (row.media, row.standing) == ("", Standing.MISSING)


CARD_A = film(
    "S03_P01_T01",
    *("IMG_0001.MOV", "CARD_A/DCIM/IMG_0001.MOV"),
    frames=300,
    timecode="09:00:00:00",
    digest="e" * 64,
)
CARD_B = film(
    "S03_P01_T02",
    *("IMG_0001 (2).MOV", "CARD_B/DCIM/IMG_0001.MOV"),
    frames=480,
    timecode="11:00:00:00",
    digest="f" * 64,
)
TWO_CARDS = [CARD_A, CARD_B]

TOLD_APART = [
    (asked("IMG_0001.MOV", start=990_000, length=480), CARD_B, Deciding.TIMECODE),
    (asked("IMG_0001.MOV", length=480), CARD_B, Deciding.LENGTH),
    (asked("IMG_0001.MOV", length=301), CARD_A, Deciding.LENGTH),
    (asked("IMG_0001.MOV", use=(400, 470)), CARD_B, Deciding.FITS),
    (asked("E:/CARD_B/DCIM/IMG_0001.MOV"), CARD_B, Deciding.FOLDER),
    (asked("/media/ben/card_a/dcim/IMG_0001.mov"), CARD_A, Deciding.FOLDER),
    (asked("IMG_0001.MOV", digests=("e" * 64,)), CARD_A, Deciding.DIGEST),
    (asked("IMG_0001.MOV", label="S03_P01_T02"), CARD_B, Deciding.LABEL),
    (asked("IMG_0001.MOV", use=(810_100, 810_150)), CARD_A, Deciding.TIMECODE),
]


@pytest.mark.parametrize(("wanted", "medium", "deciding"), TOLD_APART)
def test_of_two_cards_with_the_same_file_name_the_rest_decides(
    wanted: Asked, medium: Medium, deciding: Deciding
) -> None:
    row = row_of(wanted, TWO_CARDS)
    assert (row.media, row.evidence, row.decided_by) == (medium.name, Evidence.FILE, deciding)


@pytest.mark.parametrize(
    "wanted",
    [
        asked("IMG_0001.MOV"),
        asked("IMG_0001.MOV", length=390),
        asked("/elsewhere/IMG_0001.mp4"),
        asked("IMG_0001 (1).mov"),
    ],
)
def test_between_two_equal_ones_nothing_is_guessed(wanted: Asked) -> None:
    row = row_of(wanted, TWO_CARDS)
    assert (row.media, row.standing) == ("", Standing.AMBIGUOUS)
    assert {one.media for one in row.proposals} == {CARD_A.name, CARD_B.name}
    assert all(Reason.SAME_NAME in one.reasons for one in row.proposals)


def test_our_own_name_of_the_second_one_is_its_alone() -> None:
    assert row_of(asked("IMG_0001 (2).MOV"), TWO_CARDS).media == CARD_B.name


def test_two_of_the_same_length_are_ambiguous() -> None:
    twin = replace(PHONE, name="S02_P02_T02", files=("other.mp4",), digest="9" * 64)
    row = row_of(asked("cut1.mov", length=377), [*MEDIA, twin])
    assert (row.standing, row.evidence) == (Standing.AMBIGUOUS, Evidence.LENGTH)
    assert [one.media for one in row.proposals[:2]] == [PHONE.name, twin.name]
    assert row.proposals[0].reasons == (Reason.SAME_LENGTH, Reason.UNUSED)


def test_a_name_counts_more_than_a_length() -> None:
    row = row_of(asked("IMG_0042.MOV", length=377), MEDIA)
    assert (row.media, row.standing) == (KITCHEN.name, Standing.FOUND)


def test_a_name_that_was_given_to_another_recording_since_is_doubted() -> None:
    """T01 was called T09 when the film was cut; now another one is T09."""
    now = film("S01_P01_T09", "IMG_0077.MOV", frames=900, digest="7" * 64)
    row = row_of(asked("S01_P01_T09.mp4", length=212), [*MEDIA, now])
    assert (row.media, row.doubt) == (now.name, Doubt.OTHER_RECORDING)
    assert row.standing is Standing.UNCERTAIN
    assert row.proposals[0].media == KITCHEN.name


def test_bytes_that_are_another_recording_make_a_name_doubtful() -> None:
    row = row_of(asked("IMG_0042.MOV", digests=("b" * 64,)), MEDIA)
    assert (row.media, row.doubt) == (KITCHEN.name, Doubt.OTHER_BYTES)
    assert Reason.SAME_BYTES in row.proposals[0].reasons
    assert row.proposals[0].media == WINDOW.name


def test_bytes_that_nobody_has_say_nothing() -> None:
    assert row_of(asked("IMG_0042.MOV", digests=("0" * 64,)), MEDIA).doubt is Doubt.NONE


COUNTED = [
    # the timeline                                             first frame is called  anew
    (asked("IMG_0042.MOV", length=212), 0, False),
    (asked("IMG_0042.MOV", start=900_000, length=212), 900_000, False),
    (asked("IMG_0042.MOV", use=(900_010, 900_060)), 900_000, True),
    (asked("IMG_0042.MOV", length=212, use=(900_010, 900_060)), 900_000, True),
    (asked("IMG_0042.MOV", start=900_000, length=212, use=(-899_990, -899_940)), 0, True),
    (asked("IMG_0042.MOV", use=(300, 350)), 0, False),
]


@pytest.mark.parametrize(("wanted", "start", "anew"), COUNTED)
def test_times_are_counted_as_the_timeline_does_or_from_the_timecode(
    wanted: Asked, start: int, *, anew: bool
) -> None:
    found = matched(wanted, media=MEDIA)
    link = found.links.of(wanted.reference)
    assert link is not None
    assert link.start == seconds(start)
    assert found.relinks.rows[0].is_counted_anew is anew


@pytest.mark.parametrize(
    ("use", "beyond"), [((0, 212), 0), ((0, 213), 0), ((200, 232), 19), ((-9, 40), 9)]
)
def test_frames_that_a_recording_does_not_have_are_counted(
    use: tuple[int, int], beyond: int
) -> None:
    row = row_of(asked("IMG_0042.MOV", length=212, use=use), MEDIA)
    assert row.beyond_frames == beyond
    assert row.standing is (Standing.UNCERTAIN if beyond else Standing.FOUND)


def test_the_name_tells_which_shot_and_its_other_takes_are_proposed() -> None:
    row = row_of(asked("S01_P01_T07.mov", length=100), MEDIA)
    assert row.standing is Standing.MISSING
    proposed = {one.media: one.reasons for one in row.proposals}
    assert set(list(proposed)[:2]) == {KITCHEN.name, WINDOW.name}
    assert Reason.SAME_SHOT in proposed[KITCHEN.name]


def test_a_name_that_is_nearly_the_same_is_proposed_and_says_so() -> None:
    row = row_of(asked("VID_20260801_101500_final.mp4"), MEDIA)
    assert row.proposals[0].media == PHONE.name
    assert Reason.ALIKE in row.proposals[0].reasons


def test_no_sound_is_proposed_for_a_picture() -> None:
    assert ZOOM.name not in {one.media for one in row_of(asked("x"), MEDIA).proposals}


def test_picture_and_sound_of_a_file_are_one_row() -> None:
    picture = asked("cut1.mov", use=(0, 50), at=10)
    heard = asked("cut1.mov", use=(0, 60), at=10, is_picture=False, length=377)
    rows = matched(picture, heard, media=MEDIA).relinks.rows
    assert [(place.frame, place.frames) for place in rows[0].places] == [(10, 60)]
    assert len(rows) == 1


def test_what_is_switched_off_is_linked_and_has_no_row() -> None:
    off = replace(asked("IMG_0042.MOV"), uses=())
    found = matched(off, media=MEDIA)
    assert found.relinks.rows == ()
    assert found.links.of(off.reference) is not None


def test_rows_come_in_the_order_of_the_film() -> None:
    late, early = asked("b.mov", at=500), asked("a.mov", at=20)
    rows = matched(late, early, media=MEDIA).relinks.rows
    assert [row.wanted.name for row in rows] == ["a.mov", "b.mov"]


def said(name: str, medium: Medium, *, folder: str = "", start: str = "") -> Choice:
    wanted = Wanted(name=name, folder=folder, start=start)
    return Choice(wanted=wanted, media=medium.name, digest=medium.digest)


def test_what_the_group_says_counts_before_everything() -> None:
    row = row_of(asked("IMG_0042.MOV"), MEDIA, said("IMG_0042.MOV", WINDOW))
    assert (row.media, row.evidence) == (WINDOW.name, Evidence.PEOPLE)
    assert row.standing is Standing.FOUND


def test_what_the_group_said_stays_with_the_recording_when_its_take_is_renamed() -> None:
    choice = said("cut1.mov", WINDOW)
    renamed = [replace(WINDOW, name="S01_P01_T05"), replace(STAIRS, name="S01_P01_T02")]
    assert row_of(asked("cut1.mov"), renamed, choice).media == "S01_P01_T05"


def test_what_the_group_said_of_a_recording_that_is_gone_says_nothing() -> None:
    assert row_of(asked("cut1.mov"), [PHONE], said("cut1.mov", WINDOW)).media == ""


def test_another_computer_has_other_folders_and_the_answer_still_counts() -> None:
    choice = said("cut1.mov", WINDOW, folder="Users/ben/film")
    assert row_of(asked("D:/film/cut1.mov"), MEDIA, choice).media == WINDOW.name


def test_of_two_files_with_one_name_an_answer_counts_only_for_its_own() -> None:
    first, second = asked("/a/x.mov", at=0), asked("/b/x.mov", at=50)
    rows = matched(first, second, media=MEDIA, choices=(said("x.mov", WINDOW, folder="a"),))
    assert [row.media for row in rows.relinks.rows] == [WINDOW.name, ""]


def test_a_timeline_of_two_thousand_unknown_names_is_matched_in_a_moment() -> None:
    many = [asked(f"clip {at}.mov", length=50 + at, at=at) for at in range(2000)]
    media = [
        film(f"S{1 + at // 30:02d}_P01_T{1 + at % 30:02d}", f"IMG_{at:04d}.MOV", frames=90 + at)
        for at in range(300)
    ]
    rows = matched(*many, media=media).relinks.rows
    assert len(rows) == 2000
    assert sum(bool(row.proposals) for row in rows) == 200


LETTERS = st.text(alphabet="abcXYZ019_é ", min_size=1, max_size=8).map(lambda text: f"n{text}n.mov")
FRAMES = st.integers(min_value=60, max_value=400)


@st.composite
def shelves(draw: st.DrawFn) -> list[Medium]:
    """Up to six takes whose files and lengths may be alike."""
    files = draw(st.lists(LETTERS, min_size=1, max_size=6))
    return [
        film(
            f"S01_P01_T{number:02d}",
            name,
            frames=draw(FRAMES),
            timecode=draw(st.sampled_from(("", "10:00:00:00", "10:00:04:00"))),
            digest=f"{number:064x}",
        )
        for number, name in enumerate(files, start=1)
    ]


@st.composite
def clips(draw: st.DrawFn) -> Asked:
    """A clip that may ask for anything."""
    name = draw(LETTERS | st.sampled_from(("S01_P01_T01", "S01_P01_T02.mp4", "IMG_0042.MOV")))
    length = draw(st.none() | FRAMES)
    start = draw(st.sampled_from((0, 900_000, 900_100)))
    digests = draw(st.sampled_from(((), (f"{1:064x}",), (f"{2:064x}",))))
    return asked(name, start=start, length=length, digests=digests)


@given(media=shelves(), wanted=clips(), number=st.integers(min_value=0, max_value=5))
def test_the_name_of_exactly_one_medium_always_wins(
    media: list[Medium], wanted: Asked, number: int
) -> None:
    medium = media[number % len(media)]
    reference = replace(wanted.reference, names=(medium.name,))
    row = row_of(replace(wanted, reference=reference), media)
    assert (row.media, row.evidence) == (medium.name, Evidence.NAME)


@given(media=shelves(), wanted=clips(), frames=FRAMES)
def test_an_unrelated_medium_never_changes_what_a_name_has_found(
    media: list[Medium], wanted: Asked, frames: int
) -> None:
    before = row_of(wanted, media)
    stranger = film("S77_P07_T07", "something else.mkv", frames=frames, digest="9" * 64)
    after = row_of(wanted, [*media, stranger])
    if before.evidence in (Evidence.NAME, Evidence.FILE, Evidence.DIGEST, Evidence.SUFFIX):
        assert (after.media, after.evidence) == (before.media, before.evidence)


@given(media=shelves(), wanted=clips())
def test_only_media_of_the_group_are_found_or_proposed(media: list[Medium], wanted: Asked) -> None:
    row = row_of(wanted, media)
    own = {one.name for one in media}
    assert {row.media, *(one.media for one in row.proposals)} <= own | {""}
    link = matched(wanted, media=media).links.of(wanted.reference)
    assert link is None or link.media in own


@given(media=shelves(), wanted=clips(), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_rushes_changes_nothing(
    media: list[Medium], wanted: Asked, seed: object
) -> None:
    mixed = [*media]
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    assert row_of(wanted, mixed) == row_of(wanted, media)


@given(wanted=clips(), frames=FRAMES, name=LETTERS, other=LETTERS)
def test_two_that_are_alike_in_everything_are_never_told_apart(
    wanted: Asked, frames: int, name: str, other: str
) -> None:
    """Whatever is found for one must be found for the other: so it is neither."""
    one = Medium(name="S05_P01_T01", files=(name,), length=Fraction(frames) / RATE, rate=RATE)
    twin = replace(one, name="S05_P01_T02")
    called = replace(wanted, reference=replace(wanted.reference, names=(other,)))
    row = row_of(called, [one, twin])
    assert row.media == ""
    reasons = {each.media: each.reasons for each in row.proposals}
    assert reasons.get(one.name) == reasons.get(twin.name)
