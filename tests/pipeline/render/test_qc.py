from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.report import Report
from pipeline.errors import CannotRead
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.film_facts import is_faststart, streams_of
from pipeline.render.flashes import flashing_seconds, turns_of
from pipeline.render.levelling import Level
from pipeline.render.qc import ExpectedFilm, FilmProfile, check_film

pytestmark = pytest.mark.ffmpeg

RATE = Fraction(25)
SMALL = FilmProfile(width=320, height=180, level=Level(target_lufs=-20.7, limit_dbtp=-1.0))
TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
EDGES = "drawbox=enable='lt(t,0.6)+gt(t,3.36)':c=black:t=fill"
QUIET = "afade=t=in:st=0.56:d=0.02,afade=t=out:st=3.42:d=0.02"


def draw(
    path: Path,
    *,
    picture: str = "null",
    sound: str = "volume=-2.5dB",
    ends: str = QUIET,
    extra: tuple[str, ...] = (),
) -> Path:
    """Four seconds of a film that is right unless a filter spoils it."""
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=4"),
            *("-f", "lavfi", "-i", "aevalsrc=0.14*sin(880*PI*t)|0.14*sin(880*PI*t):s=48000:d=4"),
            *("-vf", f"{picture},{EDGES},{TAGS}", "-af", f"{sound},{ends}", "-c:v", "libx264"),
            *("-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            *("-movflags", "+faststart", *extra, "-y", str(path)),
        ]
    )
    return path


def told(report: Report) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in (*report.blockers, *report.warnings)]


def test_a_good_film_has_no_findings_and_its_figures(tmp_path: Path) -> None:
    expected = ExpectedFilm(rate=RATE, frames=100, picture=(15, 84))
    report = check_film(draw(tmp_path / "f.mp4"), SMALL, expected=expected)
    assert told(report) == []
    assert (report.facts["frames"], report.facts["samples"]) == (100, 192_000)
    assert report.facts["integrated_lufs"] == pytest.approx(-20.7, abs=0.4)


def test_a_wrong_format_length_and_loudness_hold_the_film_up(tmp_path: Path) -> None:
    film = draw(
        tmp_path / "f.mp4",
        sound="volume=10dB",
        extra=("-pix_fmt", "yuv444p", "-aspect", "4:3", "-movflags", "0"),
    )
    report = check_film(film, FilmProfile(), expected=ExpectedFilm(rate=Fraction(24), frames=101))
    said = " ".join(one.message for one in report.blockers)
    for words in (
        *("The width: “320” instead of “1920”", "yuv444p", "High 4:4:4", "not square"),
        *("index is at the end", "has 100 frames and should have 101", "should run at 24"),
        "The loudness is",
    ):
        assert words in said
    assert not is_faststart(film)


def test_black_still_and_silent_moments_are_found_at_their_time(tmp_path: Path) -> None:
    picture = "drawbox=enable='between(t,1,1.09)':c=black:t=fill,loop=loop=30:size=1:start=50"
    film = draw(
        tmp_path / "f.mp4",
        picture=picture,
        sound="volume=enable='between(t,0.7,3.2)':volume=0",
        extra=("-t", "4"),
    )
    found = told(check_film(film, SMALL, expected=ExpectedFilm(picture=(15, 84))))
    assert ("C35", "00:00:01:00") in found
    assert any(code == "C37" and place.startswith("00:00:02") for code, place in found)
    assert any(code == "SILENCE" and place.startswith("00:00:00:1") for code, place in found)


def test_cards_around_the_picture_may_be_still_dark_and_silent(tmp_path: Path) -> None:
    picture = "drawbox=enable='lt(t,2)':c=black:t=fill"
    film = draw(tmp_path / "f.mp4", picture=picture, sound="volume=enable='lt(t,2.1)':volume=0")
    found = check_film(film, SMALL, expected=ExpectedFilm(picture=(51, 84)))
    assert {code for code, _ in told(found)} <= {"C44"}


def test_a_film_without_black_at_its_ends_is_told(tmp_path: Path) -> None:
    film = draw(tmp_path / "f.mp4", picture="negate", extra=("-ss", "1", "-t", "2"))
    found = [
        one for one in check_film(film, SMALL).warnings if "half second of black" in one.message
    ]
    assert [(one.code, one.place) for one in found] == [("C53", "0:00.0"), ("C53", "0:02.0")]


def test_a_film_that_is_heard_at_its_ends_is_told(tmp_path: Path) -> None:
    loud = check_film(draw(tmp_path / "a.mp4", ends="anull"), SMALL)
    assert told(loud) == [("C53", "0:00.0"), ("C53", "0:04.0")]
    first, last = (one.message for one in loud.warnings)
    assert "first half second" in first
    assert "last half second" in last
    early = draw(tmp_path / "b.mp4", ends=QUIET.replace("0.56", "0.30"))
    assert told(check_film(early, SMALL)) == [("C53", "0:00.0")]


def test_a_dead_loudspeaker_and_no_sound_at_all_are_found(tmp_path: Path) -> None:
    left = check_film(draw(tmp_path / "a.mp4", sound="pan=stereo|c0=c0"), SMALL)
    assert ("C21", "") in told(left)
    assert any("right loudspeaker" in one.message for one in left.warnings)
    none = check_film(draw(tmp_path / "b.mp4", extra=("-an",)), SMALL)
    assert any("no sound at all" in one.message for one in none.blockers)


def test_sound_that_is_shorter_than_the_picture_is_found(tmp_path: Path) -> None:
    report = check_film(draw(tmp_path / "f.mp4", sound="atrim=end=3,volume=-3dB"), SMALL)
    assert any(one.code == "C43" and "25" in one.message for one in report.blockers)


def test_a_flashing_picture_is_found(tmp_path: Path) -> None:
    strobe = "drawbox=enable='between(t,1,2.5)*lt(mod(t,0.2),0.1)':c=white:t=fill"
    report = check_film(draw(tmp_path / "f.mp4", picture=strobe), SMALL)
    (first, *_) = [one for one in report.blockers if one.code == "C54"]
    assert first.place.startswith("00:00:01") or first.place.startswith("00:00:00:1")


def test_flashes_are_counted_as_pairs_within_a_second() -> None:
    assert turns_of([]) == []
    assert turns_of([50, 50, 100, 100, 60, 60]) == [4]
    quick = [16.0, 16.0, 120.0, 120.0] * 10
    assert flashing_seconds(quick, RATE)
    slow = ([16.0] * 5 + [120.0] * 5) * 10
    assert flashing_seconds(slow, RATE) == []


def test_a_damaged_film_is_found_at_the_place_where_it_ends(tmp_path: Path) -> None:
    film = draw(tmp_path / "f.mp4")
    data = bytearray(film.read_bytes())
    middle = data.index(b"mdat") + (len(data) - data.index(b"mdat")) // 2
    data[middle : middle + 4_000] = bytes(4_000)
    film.write_bytes(data)
    assert "C28" in {code for code, _ in told(check_film(film, SMALL))}


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.mp4").write_text("#EXTM3U\n")
    with pytest.raises(CannotRead):
        check_film(tmp_path / "f.mp4", SMALL)


def test_interlaced_streams_are_known_by_what_ffmpeg_says() -> None:
    heading = (
        "  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, "
        "top first), 720x576 [SAR 16:15 DAR 4:3], 25 fps"
    )
    streams = streams_of(heading)
    assert streams.is_interlaced
    assert not streams.has_square_pixels
    assert (streams.colours, streams.audio_codec) == ("bt709", "")


@pytest.mark.parametrize(
    ("picture", "extra", "words"),
    [
        ("setfield=tff", ("-flags", "+ilme+ildct"), "The picture is interlaced"),
        ("select='mod(n,9)'", ("-fps_mode", "vfr"), "The frames come at uneven times"),
    ],
)
def test_combs_and_frames_at_uneven_times_hold_the_film_up(
    tmp_path: Path, picture: str, extra: tuple[str, ...], words: str
) -> None:
    report = check_film(draw(tmp_path / "f.mp4", picture=picture, extra=extra), SMALL)
    assert any(one.code == "C52" and words in one.message for one in report.blockers)


def test_a_film_on_its_own_may_begin_and_end_in_black(tmp_path: Path) -> None:
    assert told(check_film(draw(tmp_path / "f.mp4"), SMALL)) == []


def test_a_place_or_a_name_that_is_written_into_the_file_holds_it_up(tmp_path: Path) -> None:
    where = ("-metadata", "location=+48.8566+002.3522/", "-metadata", "comment=shot by AYA; ok")
    film = draw(tmp_path / "f.mp4", extra=where)
    expected = ExpectedFilm(rate=RATE, frames=100, picture=(15, 84), names=("Aya", "Ben"))
    report = check_film(film, SMALL, expected=expected)
    assert told(report) == [("C57", ""), ("C57", "")]
    said = " ".join(one.message for one in report.blockers)
    assert "where it was filmed (“location" in said
    assert "name of somebody" in said
    assert "Aya" not in said


def test_a_name_inside_a_word_is_nobodys_name(tmp_path: Path) -> None:
    film = draw(tmp_path / "f.mp4", extra=("-metadata", "comment=made at Ayacucho, Benin"))
    expected = ExpectedFilm(rate=RATE, frames=100, picture=(15, 84), names=("Aya", "Ben"))
    assert told(check_film(film, SMALL, expected=expected)) == []
