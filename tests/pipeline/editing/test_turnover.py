"""The turnover is judged by its bytes: frames are read back, samples are counted."""

import csv
import io
import json
import struct
import wave
import zipfile
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.bench import NoWatch
from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.turnover import FACTS, GUIDE, PACK, README, LockedVersion, Turnover
from pipeline.editing.guide_bands import BAND, EDGE, Bands
from pipeline.editing.guide_shots import Reel
from pipeline.editing.handles import Recordings, safe_stem
from pipeline.editing.locking import make_locked
from pipeline.editing.turnover import Handover, make_turnover
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.mix_plan import MixSource
from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.reading import timeline_of, upgraded
from pipeline.timing import SAMPLE_RATE, frames_to_samples
from tests.pipeline.render import grey_films
from tests.pipeline.render.sounds import load, noise, save
from tests.pipeline.stages.locked_film import bench_in, filed, write_locked_film

pytestmark = pytest.mark.ffmpeg

RATE = Fraction(30000, 1001)
FRAMES = 45
VERSION = LockedVersion(number=3, digest="ab12cd34" * 8, start="10:00:00;00")
FILM = "赤い凧"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A pack, and from what it was made."""

    edit: Edit
    turnover: Turnover
    folder: Path
    """The unpacked archive."""
    products: Path
    sounds: dict[str, NDArray[np.float64]]


def edit() -> Edit:
    """Two shots, one of them upside down in time; two tracks, of which one has a crossing."""
    shots = (
        grey_films.shot("A", 0, 25, Fraction(1, 2)),
        grey_films.shot("B", 25, 20, Fraction(1), speed=Fraction(-1)),
    )
    clips = (
        sound("talk", 0, 40_000, source_in=Fraction(1)),
        sound("talk", 40_000, 20_000, source_in=Fraction(1, 10), gain_db=-6.0),
        sound("birds", 5_000, 60_000, track=3, role=SoundRole.AMBIENCE),
    )
    return grey_films.edit_of(*shots, frame_rate=RATE, sound=clips)


def sound(media: str, start: int, samples: int, **more: object) -> SoundClip:
    values: dict[str, object] = {"source_in": Fraction(0), **more}
    return SoundClip(media=media, start_sample=start, samples=samples, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    folder = tmp_path_factory.mktemp("turnover")
    cut = edit()
    media: dict[str, RenderMedium] = {
        "A": grey_films.grey_film(folder / "a.mp4", rate="30000/1001"),
        "B": grey_films.grey_film(folder / "b.mp4", rate="30000/1001", colour=grey_films.BLUE),
    }
    picture, _ = grey_films.Bench(folder=folder).render(cut, media)
    sounds = {"talk": noise(4, level=0.05), "birds": noise(1.5, level=0.05, seed=3)}
    for name, samples in sounds.items():
        save(folder / name, samples)
    bench = bench_in(folder / "bench")
    turnover = make_turnover(
        Handover(
            edit=cut,
            project=Project(title=FILM, group="Blue"),
            version=VERSION,
            picture=picture,
            recordings=Recordings(
                sources={name: MixSource(path=folder / name, kind="wav") for name in sounds},
                samples={name: len(one) for name, one in sounds.items()},
                files={"talk": "=ZOOM0001.WAV"},
            ),
            reels={"A": Reel(rate=RATE, start_timecode="01:02:03:04")},
        ),
        bench,
        watch=NoWatch(),
    )
    with zipfile.ZipFile(bench.into / PACK) as pack:
        pack.extractall(folder / "pack")
    return Given(
        edit=cut, turnover=turnover, folder=folder / "pack", products=bench.into, sounds=sounds
    )


def bands_of(given: Given) -> list[tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """Return the two bands of each frame of the guide, decoded."""
    raw = given.folder / "raw"
    run_ffmpeg(
        (
            *("-y", "-f", "mov", "-i", f"file:{given.products / GUIDE}", "-an"),
            *("-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", f"file:{raw}"),
        )
    )
    height = 54 + 2 * BAND
    whole = np.fromfile(raw, np.uint8).reshape(-1, height, 640)
    return [(frame[:BAND], frame[-BAND:]) for frame in whole]


def read_figures(band: NDArray[np.uint8], bands: Bands, left: int, *, is_big: bool) -> str:
    """Read a timecode by comparing each figure with how it is drawn."""
    figures = bands.big if is_big else bands.small
    text = ""
    for number in range(11):
        begin = left + number * figures.width
        seen = band[:, begin : begin + figures.width].astype(int)
        off = {one: np.abs(seen - drawn).mean() for one, drawn in figures.drawn.items()}
        text += min(off, key=lambda one: off[one])
    return text


def test_every_frame_carries_the_timecode_of_the_film_and_of_its_take(given: Given) -> None:
    leader = given.turnover.leader
    bands = Bands(width=640, film=FILM, group="Blue", version="", leader=leader)
    seen = bands_of(given)
    assert len(seen) == leader.total == 8 * 30 + FRAMES + 3 * 30
    for frame, (_, below) in enumerate(seen):
        assert read_figures(below, bands, EDGE, is_big=True) == leader.timecode(frame)
    right = 640 - EDGE - 11 * bands.small.width
    film = [read_figures(below, bands, right, is_big=False) for _, below in seen]
    assert film[leader.first] == "01:02:03:19"
    assert film[leader.first + 24] == "01:02:04:13"
    assert film[leader.first + 25 : leader.first + 27] == ["00:00:01:00", "00:00:00:29"]
    assert leader.timecode(leader.first) == "10:00:00;00"


def test_the_picture_of_the_guide_is_that_of_the_edit_frame_by_frame(given: Given) -> None:
    numbers = grey_films.numbers_of(given.products / GUIDE)
    leader = given.turnover.leader
    film = numbers[leader.first : leader.end]
    wanted = [15 + at for at in range(25)] + [30 - at for at in range(20)]
    assert max(abs(one - other) for one, other in zip(film, wanted, strict=True)) <= 1
    assert film[24] - film[0] == 24
    dark = [*numbers[leader.pops[0] + 1 : leader.first], *numbers[leader.end : leader.pops[1]]]
    assert max(dark) < 0


def test_the_name_of_the_film_is_drawn_in_its_own_letters(given: Given) -> None:
    above = bands_of(given)[given.turnover.leader.first][0]
    drawn = Bands(
        width=640, film=FILM, group="Blue", version="v3 · ab12cd34", leader=given.turnover.leader
    )
    wanted = np.frombuffer(next(drawn.frames(())), np.uint8).reshape(-1, 640)[:BAND]
    assert np.abs(above.astype(int) - wanted).mean() < 4
    assert (wanted[:, EDGE : EDGE + 60] > 200).sum() > 100


@pytest.mark.parametrize("name", ["stems/stem_1_dialogue.wav", "stems/stem_2_ambience.wav"])
def test_a_stem_is_as_long_as_the_guide_and_beeps_at_the_exact_sample(
    given: Given, name: str
) -> None:
    leader, samples = given.turnover.leader, load(given.folder / name)
    assert len(samples) == frames_to_samples(leader.total, RATE)
    for frame in leader.pops:
        begin, end = leader.sample(frame), leader.sample(frame + 1)
        beep = samples[begin:end, 0]
        expected = np.rint(
            0.1 * 2**23 * np.sin(2 * np.pi * 1000 * np.arange(end - begin) / SAMPLE_RATE)
        )
        assert np.array_equal(beep, expected)
        assert not samples[begin - 4_000 : begin].any()
        assert not samples[end : end + 4_000].any()
    assert leader.sample(leader.first) - leader.sample(leader.pops[0]) == 96_096


def test_a_stem_holds_its_track_at_its_sample(given: Given) -> None:
    first = given.turnover.leader.sample(given.turnover.leader.first)
    birds = load(given.folder / "stems/stem_2_ambience.wav")
    whole = np.rint(given.sounds["birds"].clip(-1, 1) * 32767) * 256
    inside = birds[first + 5_000 + 200 : first + 5_000 + 59_000, 0]
    assert np.abs(inside - whole[200:59_000]).max() <= 1
    assert not birds[first : first + 5_000].any()


def test_the_stems_add_up_to_the_sound_of_the_guide(given: Given) -> None:
    leader = given.turnover.leader
    stems = [load(path) for path in sorted((given.folder / "stems").iterdir())]
    guide = load(given.folder / "guide.wav")
    film = slice(leader.sample(leader.first), leader.sample(leader.end))
    assert np.array_equal(sum(stem[film] for stem in stems), guide[film])
    assert np.array_equal(guide[: film.start], stems[0][: film.start])


def test_a_wav_says_when_its_first_sample_is(given: Given) -> None:
    leader = given.turnover.leader
    places = {one.file: one for one in given.turnover.sounds}
    sound = places["birds_0002.wav"]
    begin = leader.sample(leader.first) + sound.start_sample - sound.head_samples
    for name, reference in (
        ("stems/stem_1_dialogue.wav", leader.time_reference),
        (f"clips/{sound.file}", leader.time_reference + begin),
    ):
        head = (given.folder / name).read_bytes()[:700]
        at = head.index(b"bext") + 8
        assert struct.unpack("<I", head[at - 4 : at])[0] == 602
        assert struct.unpack("<Q", head[at + 338 : at + 346])[0] == reference


def test_each_clip_comes_with_the_handles_that_were_recorded(given: Given) -> None:
    table = (given.folder / "positions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["file"], row["head_samples"], row["tail_samples"]) for row in rows] == [
        ("talk_0001.wav", "48000", "96000"),
        ("birds_0002.wav", "0", "12000"),
        ("talk_0003.wav", "4800", "96000"),
    ]
    assert rows[0]["source"] == "'=ZOOM0001.WAV"
    assert rows[0]["film_in"] == "10:00:00;00"
    assert rows[2]["gain_db"] == "-6"
    whole = np.rint(given.sounds["talk"].clip(-1, 1) * 32767) * 256
    talk = load(given.folder / "clips/talk_0003.wav")
    assert len(talk) == 4_800 + 20_000 + 96_000
    assert np.abs(talk[:, 0] - whole[: len(talk)]).max() <= 1


def test_the_timeline_of_the_sounds_puts_every_clip_where_it_was(given: Given) -> None:
    text = (given.folder / "sound_edit.otio").read_bytes()
    names = ("guide.mp4", *(path.name for path in (given.folder / "clips").iterdir()))
    known = {name: name for name in names}
    read = flatten(timeline_of(upgraded(text)), known=known, film=FilmFormat(rate=RATE))
    first = given.turnover.leader.sample(given.turnover.leader.first)
    placed = {clip.media: clip for clip in read.sound}
    assert len(placed) == 3
    for one in given.turnover.sounds:
        clip = placed[one.file]
        assert (clip.start_sample, clip.samples) == (first + one.start_sample, one.samples)
        assert clip.source_in == Fraction(one.head_samples, SAMPLE_RATE)


def test_the_lists_for_sound_programs_name_the_files_that_lie_in_the_pack(given: Given) -> None:
    files = {path.name for path in (given.folder / "clips").iterdir()}
    for name in ("sound_edit.aaf", "sound_edit.edl"):
        path = given.folder / name
        plain = opened(path, name=name, rate=RATE).plain
        edit = flatten(timeline_of(plain), known={}, film=FilmFormat(rate=RATE))
        assert {clip.media for clip in edit.sound} == files
    told = (given.folder / "sound_edit_losses.txt").read_text(encoding="utf-8")
    assert "“talk_0003.wav”  It is as loud as it was recorded." in told


def test_what_the_page_shows_is_there_and_equal_packs_are_equal_bytes(given: Given) -> None:
    assert (given.products / README).read_bytes().startswith(b"%PDF")
    kept = from_json((given.products / FACTS).read_bytes(), Turnover)
    assert kept == given.turnover
    assert {path.name for path in given.products.iterdir()} == {"turnover", "turnover.zip"}
    with zipfile.ZipFile(given.products / PACK) as pack:
        assert {one.date_time[0] for one in pack.infolist()} == {2000}


@pytest.mark.slow
def test_a_lock_makes_everything_and_lists_the_room_tones(tmp_path: Path) -> None:
    film = write_locked_film(tmp_path / "film").with_project(width=320)
    catalogue = json.loads(film.before["rushes"]["takes.json"].path.read_text())
    save(tmp_path / "tone", noise(1))
    tone = {"file": "кухня/../room.wav", "digest": "0" * 64, "kind": "wav", "role": "room_tone"}
    catalogue["sounds"] = [{**tone, "samples": 48_000, "channels": 1}]
    film.before["rushes"]["takes.json"].path.write_text(json.dumps(catalogue))
    rushes = {**film.before["rushes"], tone["file"]: filed(tone["file"], tmp_path / "tone")}
    bench = bench_in(tmp_path / "lock")
    make_locked(film.inputs(rushes=rushes), VERSION, bench)
    with zipfile.ZipFile(bench.into / PACK) as pack:
        names = set(pack.namelist())
        with wave.open(io.BytesIO(pack.read("wild/01_room_tone_room.wav"))) as wild:
            assert wild.getnframes() == SAMPLE_RATE
    assert {"stems/stem_1_dialogue.wav", "guide.mp4", "readme.pdf"} <= names
    assert (bench.into / "master/picture.mp4").is_file()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("S03_P02_T04", "S03_P02_T04"),
        ("../../etc/passwd.wav", "etc_passwd"),
        ("été à Paris.WAV", "ete_a_Paris"),
        ("赤い凧.wav", "sound"),
    ],
)
def test_a_file_in_the_pack_has_a_name_that_every_system_can_write(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


def test_a_film_without_sound_has_a_guide_that_only_beeps(given: Given, tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    silent = replace(given.edit, sound=())
    nothing = Recordings(sources={}, samples={}, files={})
    handover = Handover(
        edit=silent,
        project=Project(title="x", group=""),
        version=VERSION,
        picture=given.products / GUIDE,
        recordings=nothing,
        reels={},
    )
    short = replace(silent, frames=given.turnover.leader.total)
    made = make_turnover(replace(handover, edit=short), bench, watch=NoWatch())
    assert (made.stems, made.sounds) == ((), ())
    assert to_json(made)
