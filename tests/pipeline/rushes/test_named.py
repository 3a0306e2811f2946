"""Which recording is which take, and who says so."""

from collections.abc import Mapping

from pipeline.documents.project import SlateSystem
from pipeline.documents.shot_list import Shot
from pipeline.documents.takes import Rating, SoundRole
from pipeline.rushes.catalogue import COLUMNS, Entry, read_entries
from pipeline.rushes.clip import SlateMark
from pipeline.rushes.named import (
    Named,
    NamedBy,
    Recording,
    counted_ratings,
    name_recordings,
)
from tests.pipeline.rushes.shoot import logged

NO_ROWS: Mapping[str, Entry] = {}


def film(file: str, *codes: str, timecode: str = "") -> Recording:
    marks = tuple(SlateMark(text=code, frame=frame) for frame, code in enumerate(codes))
    return Recording(file=file, marks=marks, timecode=timecode)


def sound(file: str) -> Recording:
    return Recording(file=file, is_sound=True)


def rows(*lines: str) -> Mapping[str, Entry]:
    entries, findings = read_entries("\n".join((",".join(COLUMNS), *lines)))
    assert findings == ()
    return entries


def names(named: tuple[Named, ...]) -> dict[str, str]:
    return {one.file: one.name for one in named}


def test_people_win_over_the_picture_and_the_picture_over_the_name() -> None:
    named = name_recordings(
        [
            film("S01_P01_T01.mov", "CLQ1 S03 P02 T04"),
            film("S01_P01_T02.mov", "CLQ1 S03 P02 T05"),
            film("S01_P01_T03.mov"),
            film("IMG_0001.MOV"),
        ],
        rows("s01_p01_t01.MOV,7,1,1"),
    )
    assert [(one.name, one.by) for one in named] == [
        ("IMG_0001.MOV", NamedBy.NOBODY),
        ("S07_P01_T01", NamedBy.PEOPLE),
        ("S03_P02_T05", NamedBy.PICTURE),
        ("S01_P01_T03", NamedBy.NAME),
    ]
    assert [one.is_open for one in named] == [True, False, False, False]


def test_takes_of_a_slate_on_paper_are_counted_as_they_were_shot() -> None:
    paper = "CLQ1 S03 P02"
    named = name_recordings(
        [film(f"IMG_{n}.MOV", paper) for n in (10, 9, 11)]
        + [film("IMG_1.MOV", "CLQ1 S03 P02 T02"), film("S03_P02_T07.mov", paper)],
        NO_ROWS,
    )
    assert names(named) == {
        "IMG_1.MOV": "S03_P02_T02",
        "IMG_9.MOV": "S03_P02_T01",
        "IMG_10.MOV": "S03_P02_T03",
        "IMG_11.MOV": "S03_P02_T04",
        "S03_P02_T07.mov": "S03_P02_T07",
    }


def test_the_clock_of_the_camera_tells_the_order_where_all_have_one() -> None:
    paper = "CLQ1 S03 P02"
    clips = [
        film("C2.MP4", paper, timecode="10:00:00:00"),
        film("C1.MP4", paper, timecode="11:00:00:00"),
    ]
    assert names(name_recordings(clips, NO_ROWS))["C2.MP4"] == "S03_P02_T01"
    clips.append(film("C3.MP4", paper))
    assert names(name_recordings(clips, NO_ROWS))["C1.MP4"] == "S03_P02_T01"


def test_the_code_of_a_phone_tells_more_than_one_on_paper_and_a_strange_code_nothing() -> None:
    (one,) = name_recordings(
        [film("a.mov", "WIFI:S:guests", "CLQ1 S03A P02", "CLQ1 S03A P02 T04", "CLQ1 S9 P1 T1")],
        NO_ROWS,
    )
    assert one.name == "S03A_P02_T04"
    (other,) = name_recordings([film("b.mov", "CLQ1 S01 P00", "hello")], NO_ROWS)
    assert other.is_open


def test_a_row_without_a_slate_rates_a_recording_that_its_picture_names() -> None:
    (one,) = name_recordings(
        [film("IMG_1.MOV", "CLQ1 S01 P01 T01")], rows("IMG_1.MOV,,,,hold,,,wind")
    )
    assert (one.name, one.rating, one.entry.note) == ("S01_P01_T01", Rating.HOLD, "wind")


def test_the_name_that_the_camera_gave_is_read_too() -> None:
    (one,) = name_recordings(
        [Recording(file="clip (2).mov", original_name="S02_P01_T03.mov")], NO_ROWS
    )
    assert (one.name, one.by) == ("S02_P01_T03", NamedBy.NAME)


def test_two_recordings_that_a_camera_called_alike_both_keep_what_that_name_tells() -> None:
    called = "S02_P01_T03.mov"
    named = name_recordings(
        [Recording(file=file, original_name=called) for file in ("clip (2).mov", "clip.mov")],
        NO_ROWS,
    )
    assert [(one.file, one.name) for one in named] == [
        ("clip.mov", "S02_P01_T03"),
        ("clip (2).mov", "S02_P01_T03"),
    ]


def test_the_log_rates_and_notes_what_nobody_has_rated_here() -> None:
    log = [
        logged("S01_P01_T01", rating="no_good", note="boom in frame"),
        logged("S01_P01_T02", rating="good"),
        logged("S01_P01_T02", rating="hold", at=5),
        logged("S01_P01_T03", rating="void"),
    ]
    clips = [film(f"S01_P01_T0{take}.mov") for take in (1, 2, 3)]
    named = name_recordings(clips, rows("S01_P01_T01.mov,,,,good,,,"), log)
    assert [one.rating for one in named] == [Rating.GOOD, Rating.HOLD, None]
    assert named[0].entry.note == "boom in frame"


def test_a_take_that_nobody_judged_is_good_until_another_of_its_shot_is_circled() -> None:
    clips = [film(f"S01_P0{shot}_T0{take}.mov") for shot in (1, 2) for take in (1, 2)]
    named = name_recordings(clips, rows("S01_P01_T01.mov,,,,good,,,"))
    assert list(counted_ratings(named).values()) == [
        *(Rating.GOOD, Rating.HOLD),
        *(Rating.GOOD, Rating.GOOD),
    ]


def test_what_was_logged_between_two_known_takes_lies_between_their_clips() -> None:
    log = [logged(f"S01_P01_T{n:02d}", at=n) for n in range(1, 7)]
    clips = [
        film("IMG_1.MOV", "CLQ1 S01 P01 T01"),
        film("IMG_2.MOV"),
        film("IMG_3.MOV", "CLQ1 S01 P01 T04"),
        film("IMG_4.MOV"),
        film("IMG_5.MOV"),
    ]
    named = name_recordings(clips, NO_ROWS, log)
    proposed = {one.file: [slate.name for slate in one.proposals] for one in named}
    assert proposed == {
        "IMG_1.MOV": [],
        "IMG_2.MOV": ["S01_P01_T02", "S01_P01_T03"],
        "IMG_3.MOV": [],
        "IMG_4.MOV": ["S01_P01_T05", "S01_P01_T06"],
        "IMG_5.MOV": ["S01_P01_T06", "S01_P01_T05"],
    }
    assert all(one.slate is None for one in named if one.proposals)


def test_what_no_log_knows_has_no_proposal() -> None:
    assert name_recordings([film("IMG_1.MOV")], NO_ROWS)[0].proposals == ()
    log = [logged("S01_P01_T01")]
    clips = [film("IMG_1.MOV", "CLQ1 S01 P01 T01"), film("IMG_2.MOV")]
    assert name_recordings(clips, NO_ROWS, log)[1].proposals == ()


def test_sounds_are_for_what_the_table_or_their_name_says_and_are_never_asked_about() -> None:
    named = name_recordings(
        [
            film("S01_P01_T01.mov"),
            film("IMG_7.MOV"),
            *map(sound, ("S01_P01_T01.wav", "ZOOM_1.WAV", "ZOOM_2.WAV", "ZOOM_3.WAV", "RT.wav")),
            sound("S09_P09_T09.wav"),
        ],
        rows(
            "S01_P01_T01.mov,,,,,,,,,,zoom_1.wav",
            "ZOOM_2.WAV,,,,,,,,effect",
            "ZOOM_3.WAV,1,1,1",
            "IMG_7.MOV,,,,,,,,wild,hill",
        ),
    )
    roles = {one.file: (one.role, one.slate.name if one.slate else "") for one in named}
    assert roles == {
        "IMG_7.MOV": (SoundRole.WILD, ""),
        "RT.wav": (SoundRole.ROOM_TONE, ""),
        "S01_P01_T01.mov": (None, "S01_P01_T01"),
        "S01_P01_T01.wav": (SoundRole.DOUBLE, "S01_P01_T01"),
        "S09_P09_T09.wav": (SoundRole.WILD, ""),
        "ZOOM_1.WAV": (SoundRole.DOUBLE, "S01_P01_T01"),
        "ZOOM_2.WAV": (SoundRole.EFFECT, ""),
        "ZOOM_3.WAV": (SoundRole.DOUBLE, "S01_P01_T01"),
    }
    assert not any(one.is_open for one in named)


def test_a_slate_that_never_repeats_finds_its_scene_in_the_plan() -> None:
    shots = [Shot(scene="12", shot=37), Shot(scene="13", shot=38)]
    clips = [film("Slate 37 T2.mov"), film("38-1.mov"), film("Scene 14 Slate 39 T1.mov")]
    clips += [film("39_T2.mov"), film("40_T1.mov")]
    named = name_recordings(clips, NO_ROWS, system=SlateSystem.CONSECUTIVE, shots=shots)
    assert names(named) == {
        "Slate 37 T2.mov": "S12_P37_T02",
        "38-1.mov": "S13_P38_T01",
        "Scene 14 Slate 39 T1.mov": "S14_P39_T01",
        "39_T2.mov": "S14_P39_T02",
        "40_T1.mov": "40_T1.mov",
    }


def test_two_bare_numbers_are_a_slate_only_where_slates_are_american() -> None:
    clips = [film("12_3.mov"), film("12A_1.mov")]
    american = name_recordings(clips, NO_ROWS, system=SlateSystem.AMERICAN)
    assert names(american) == {"12_3.mov": "S12_P01_T03", "12A_1.mov": "S12_P02_T01"}
    assert names(name_recordings(clips, NO_ROWS))["12_3.mov"] == "12_3.mov"


def test_a_letter_that_could_be_an_inserted_scene_or_a_set_up_is_asked_about() -> None:
    shots = [Shot(scene="56", shot=1), Shot(scene="56A", shot=1)]
    clips = [film("56A_T1.mov"), film("56_T1.mov")]
    named = name_recordings(clips, NO_ROWS, system=SlateSystem.AMERICAN, shots=shots)
    assert names(named) == {"56A_T1.mov": "56A_T1.mov", "56_T1.mov": "S56_P01_T01"}
    only = [Shot(scene="56A", shot=1)]
    named = name_recordings(clips, NO_ROWS, system=SlateSystem.AMERICAN, shots=only)
    assert names(named)["56A_T1.mov"] == "S56A_P01_T01"
