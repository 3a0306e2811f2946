"""The technical check hears whether the sound of a film is where its picture is (C42)."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.report import Finding, Report
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.film_sync import PARTS, TRIES, KnownSound, looks_of
from pipeline.render.levelling import Level
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.qc import ExpectedFilm, FilmProfile, check_film
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.render.sounds import Sound, save, talk, tone

S = SAMPLE_RATE
RATE = Fraction(25)
SECONDS = 24
TITLE_S = 2
FRAME = 1_920
SMALL = FilmProfile(width=320, height=180, level=Level(target_lufs=-23.0, limit_dbtp=-1.0))


def clip(media: str, start: int, samples: int, in_sample: int = 0) -> MixClip:
    return MixClip(
        media=media, bus=Bus.DIALOGUE, in_sample=in_sample, start_sample=start, samples=samples
    )


def test_a_film_is_looked_at_from_its_beginning_to_its_end() -> None:
    plan = MixPlan(samples=60 * S, clips=(clip("a", 0, 60 * S),))
    looks = looks_of(plan)
    assert len(looks) == PARTS
    assert all(len(part) == TRIES for part in looks)
    assert looks[0][0] < 10 * S
    assert looks[-1][0] >= 50 * S
    assert looks_of(MixPlan(samples=9 * S, clips=(clip("a", 0, 9 * S),))) == (
        (0,),
        (3 * S,),
        (6 * S,),
    )


def test_it_is_looked_at_where_most_is_spoken_and_nowhere_else() -> None:
    spoken = (clip("a", 4 * S, 3 * S), clip("b", 7 * S, 2 * S), clip("a", 55 * S, S))
    looks = looks_of(MixPlan(samples=60 * S, clips=spoken))
    assert looks[0][0] in range(4 * S, 5 * S + 1)
    assert len(looks) == 2
    assert looks[1][0] + 4 * S > 55 * S
    assert looks_of(MixPlan(samples=60 * S)) == ()
    assert looks_of(MixPlan(samples=2 * S, clips=(clip("a", 0, 2 * S),))) == ()


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings in which somebody speaks."""
    folder = tmp_path_factory.mktemp("takes")
    for number in (1, 2):
        save(folder / f"{number}.wav", talk(SECONDS, seed=number))
    return folder


def known(takes: Path) -> KnownSound:
    """A cut that goes from one to the other, after a title."""
    half = SECONDS * S // 2
    plan = MixPlan(
        samples=SECONDS * S,
        clips=(clip("1", 0, half, in_sample=2 * S), clip("2", half, half, in_sample=S)),
    )
    sources = {name: MixSource(path=takes / f"{name}.wav", kind="wav") for name in ("1", "2")}
    return KnownSound(plan=plan, sources=sources, begins_frame=TITLE_S * 25)


def cut() -> Sound:
    """The same cut as it should be heard."""
    half = SECONDS * S // 2
    first, second = talk(SECONDS, seed=1), talk(SECONDS, seed=2)
    return np.concatenate([np.zeros(TITLE_S * S), first[2 * S :][:half], second[S:][:half]])


def film_of(folder: Path, sound: Sound, *more: str) -> Path:
    """A film with this sound, and arguments before its sound is read."""
    wav = save(folder / "sound.wav", sound[: (TITLE_S + SECONDS) * S])
    picture = f"testsrc2=s=320x180:r=25:d={TITLE_S + SECONDS}"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, *more, "-f", "wav", "-i", str(wav), "-c:v", "libx264"),
            *("-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "192k"),
            *("-movflags", "+faststart", "-y", str(folder / "film.mp4")),
        ]
    )
    return folder / "film.mp4"


def checked(film: Path, takes: Path) -> Report:
    return check_film(film, SMALL, expected=ExpectedFilm(sound=known(takes)))


def apart(report: Report) -> list[Finding]:
    return [one for one in report.blockers if one.code == "C42"]


def moved(sound: Sound, frames: float) -> Sound:
    by = round(frames * FRAME)
    return np.concatenate([np.zeros(by), sound]) if by >= 0 else sound[-by:]


@pytest.mark.ffmpeg
@pytest.mark.parametrize("frames", [0, 0.9, -0.9])
def test_a_film_whose_sound_is_in_its_place_has_no_finding(
    takes: Path, tmp_path: Path, frames: float
) -> None:
    report = checked(film_of(tmp_path, moved(cut(), frames)), takes)
    assert apart(report) == []
    assert report.facts["sync_places"] == PARTS
    assert report.facts["sync_not_heard"] == 0
    assert report.facts["sync_most_frames"] == pytest.approx(abs(frames), abs=0.15)


@pytest.mark.ffmpeg
@pytest.mark.parametrize(("frames", "word"), [(3, "after"), (-3, "before"), (1.3, "after")])
def test_a_sound_that_is_off_is_told_with_the_time_and_by_how_much(
    takes: Path, tmp_path: Path, frames: float, word: str
) -> None:
    found = apart(checked(film_of(tmp_path, moved(cut(), frames)), takes))
    assert len(found) == PARTS
    assert all(f"{word} its picture" in one.message for one in found)
    assert all(one.values["frames"] == pytest.approx(abs(frames), abs=0.15) for one in found)
    assert found[0].place.startswith("00:00:0")
    assert found[-1].place >= "00:00:22:00"


@pytest.mark.ffmpeg
def test_a_sound_that_drifts_is_off_at_the_end_and_not_at_the_beginning(
    takes: Path, tmp_path: Path
) -> None:
    sound = cut()
    longer = np.interp(np.arange(0, len(sound), 1 / 1.005), np.arange(len(sound)), sound)
    found = apart(checked(film_of(tmp_path, longer), takes))
    assert found
    assert found[0].place > "00:00:08"
    assert found[-1].place >= "00:00:22:00"
    assert float(found[-1].values["frames"]) == pytest.approx(25 * 24 * 0.005, abs=0.4)


@pytest.mark.ffmpeg
@pytest.mark.parametrize(
    "sound", [np.zeros(26 * S), tone(26), talk(26, seed=9)], ids=["silence", "music", "others"]
)
def test_where_the_sound_is_not_surely_found_nothing_is_judged(
    takes: Path, tmp_path: Path, sound: Sound
) -> None:
    report = checked(film_of(tmp_path, sound), takes)
    assert apart(report) == []
    assert (report.facts["sync_places"], report.facts["sync_not_heard"]) == (0, PARTS)


@pytest.mark.ffmpeg
def test_music_over_a_part_leaves_that_part_out(takes: Path, tmp_path: Path) -> None:
    sound = moved(cut(), 3)[: 26 * S]
    sound[: 8 * S] = talk(8, seed=9)
    report = checked(film_of(tmp_path, sound), takes)
    assert report.facts["sync_not_heard"] in (1, 2)
    assert len(apart(report)) == report.facts["sync_places"]


@pytest.mark.ffmpeg
def test_a_recording_that_is_gone_leaves_its_parts_out(takes: Path, tmp_path: Path) -> None:
    whole = known(takes)
    lost = KnownSound(
        plan=whole.plan, sources={"1": whole.sources["1"]}, begins_frame=whole.begins_frame
    )
    film = film_of(tmp_path, cut())
    report = check_film(film, SMALL, expected=ExpectedFilm(sound=lost))
    assert (report.facts["sync_places"], report.facts["sync_not_heard"]) == (3, 3)


@pytest.mark.ffmpeg
@pytest.mark.parametrize(("offset", "found"), [("0.12", True), ("0.03", False)])
def test_a_container_whose_picture_and_sound_begin_apart_is_told(
    takes: Path, tmp_path: Path, offset: str, found: bool
) -> None:
    film = film_of(tmp_path, cut(), "-itsoffset", offset)
    report = check_film(film, SMALL)
    told = [one for one in apart(report) if "begin" in one.message]
    assert bool(told) is found
    if told:
        # The silence with which an encoder begins is counted, too: half a frame.
        assert told[0].values["frames"] == pytest.approx(3, abs=0.6)
        late = apart(checked(film, takes))
        assert len(late) == PARTS + 1, "who hears where the sound is, hears it, too"
