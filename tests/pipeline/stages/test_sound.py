import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Files, Inputs
from pipeline.documents.edit import SoundRole as EditRole
from pipeline.documents.json import from_json, to_json
from pipeline.documents.mix_meters import METERS, MixMeters
from pipeline.documents.sound import SoundPlan
from pipeline.documents.takes import SoundFile, SoundRole, Takes
from pipeline.errors import CannotRead, NotFound
from pipeline.render.loudness import measure_file
from pipeline.stages.sound import STAGE
from tests.pipeline.render.sounds import load, noise, save, tone
from tests.pipeline.stages.locked_film import (
    SAMPLES,
    LockedFilm,
    bench_in,
    edit_of_takes,
    filed,
    filed_text,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

HEADER = "file,role,start,gain_db,title,composer,rights\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("locked"))


def sent(folder: Path, rows: str, *, seconds: float = 3) -> Files:
    """A song and a cue sheet."""
    save(folder / "song", np.stack([tone(seconds, hertz=220), tone(seconds, hertz=331)], axis=1))
    sheet = filed_text(folder, "cues.csv", HEADER + rows)
    return {"sound/song.wav": filed("sound/song.wav", folder / "song"), "cues.csv": sheet}


def codes(film: LockedFilm, files: Files) -> list[tuple[str, str]]:
    document = STAGE.read(files, film.inputs())
    report = STAGE.check(document, film.inputs())
    return [(one.severity.value, one.code) for one in (*report.blockers, *report.warnings)]


def film_with_sound(film: LockedFilm, folder: Path, role: SoundRole) -> Inputs:
    """The same film with a sound among its rushes."""
    room = filed("sound/room.wav", save(folder / "room", noise(3, level=0.02)))
    takes = from_json(film.before["rushes"]["takes.json"].path.read_text(), Takes)
    sound = SoundFile(
        file=room.name,
        digest=room.digest,
        kind="wav",
        role=role,
        samples=SAMPLES,
        channels=1,
    )
    catalogue = filed_text(folder, "takes.json", to_json(replace(takes, sounds=(sound,))))
    rushes = {**film.before["rushes"], room.name: room, "takes.json": catalogue}
    return film.inputs(rushes=rushes)


def test_the_mix_is_as_long_as_the_edit_and_as_loud_as_agreed(
    film: LockedFilm, tmp_path: Path
) -> None:
    files = sent(tmp_path, "song.wav,music,0.5,-12,The Song,Ben,we wrote it\n")
    document = STAGE.read(files, film.inputs())
    assert STAGE.check(document, film.inputs()).blockers == ()
    bench = bench_in(tmp_path)
    report = STAGE.make(document, files, film.inputs(), bench)
    assert report.blockers == ()
    assert len(load(bench.into / "mix.wav")) == SAMPLES == report.facts["samples"]
    loudness = measure_file(bench.into / "mix.wav", "wav")
    assert loudness.integrated_lufs == pytest.approx(-23, abs=0.1)
    stems = [load(path) for path in sorted(bench.into.glob("stem_*.wav"))]
    assert len(stems) == 4
    assert np.abs(sum(stems) - load(bench.into / "mix.wav")).max() <= 2
    figures = json.loads((bench.into / "loudness.json").read_text())
    assert figures["integrated_lufs"] == pytest.approx(-23, abs=0.1)
    assert (bench.into / "loudness.png").stat().st_size > 5_000
    meters = from_json((bench.into / METERS).read_text(), MixMeters)
    assert meters.seconds == 3
    assert set(meters.buses) == {"dialogue", "music"}
    assert max(meters.total) == pytest.approx(-25, abs=3)
    assert from_json((bench.into / "sound.json").read_text(), SoundPlan) == document


def test_the_sound_of_a_take_lies_under_its_picture(film: LockedFilm, tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    STAGE.make(STAGE.read({}, film.inputs()), {}, film.inputs(), bench)
    heard = load(bench.into / "mix.wav")[:, 0] / 2**23

    def pitch(first: int) -> float:
        part = heard[first : first + 9_600] * np.hanning(9_600)
        return float(np.argmax(np.abs(np.fft.rfft(part)))) * 5

    assert pitch(60_000) == pytest.approx(440, abs=5)
    assert pitch(80_000) == pytest.approx(660, abs=5)


def test_a_finished_mix_of_the_group_replaces_the_sound_of_the_edit(
    film: LockedFilm, tmp_path: Path
) -> None:
    files = sent(tmp_path, "song.wav,mix,0,0,,,\n")
    assert codes(film, files) == []
    bench = bench_in(tmp_path)
    STAGE.make(STAGE.read(files, film.inputs()), files, film.inputs(), bench)
    assert not load(bench.into / "stem_dialogue.wav").any()
    assert (load(bench.into / "stem_mix.wav") == load(bench.into / "mix.wav")).all()


@pytest.mark.parametrize(
    ("seconds", "fits"), [(3.0, True), (3.04, True), (3.1, False), (2.9, False)]
)
def test_a_finished_mix_must_be_as_long_as_the_picture(
    film: LockedFilm, tmp_path: Path, seconds: float, fits: bool
) -> None:
    found = codes(film, sent(tmp_path, "song.wav,mix,0,0,,,\n", seconds=seconds))
    assert found == ([] if fits else [("blocker", "C43")])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("song.wav,music,0,0,The Song,Ben,\n", ("blocker", "C48")),
        ("song.wav,music,0,0,,Ben,ours\n", ("blocker", "C48")),
        ("song.wav,effects,0,0,,,\n", ("blocker", "C48")),
        ("song.wav,ambience,0,0,Wind,Ben,\n", ("blocker", "C48")),
        ("other.wav,effects,0,0,,,ours\nsong.wav,effects,0,0,,,ours\n", ("blocker", "C34")),
        ("song.wav,mix,0,0,,,\nsong.wav,mix,0,0,,,\n", ("blocker", "C43")),
        ("song.wav,effects,9,0,,,ours\n", ("warning", "C43")),
        ("", ("warning", "UNUSED")),
    ],
)
def test_what_is_wrong_with_a_cue_sheet_is_said(
    film: LockedFilm, tmp_path: Path, rows: str, found: tuple[str, str]
) -> None:
    assert codes(film, sent(tmp_path, rows)) == [found]


@pytest.mark.parametrize(
    "row",
    [
        "song.wav,music,0,0,The Song,Ben,we wrote it\n",
        "song.wav,effects,0,0,,,we recorded it\n",
        "song.wav,dialogue,0,0,,,\n",
    ],
)
def test_a_sound_that_is_accounted_for_holds_nothing_up(
    film: LockedFilm, tmp_path: Path, row: str
) -> None:
    assert codes(film, sent(tmp_path, row)) == []


@pytest.mark.parametrize(
    ("role", "found"), [(SoundRole.ROOM_TONE, []), (SoundRole.EFFECT, ["C48"])]
)
def test_what_was_recorded_on_the_shoot_needs_no_row_of_rights(
    film: LockedFilm, tmp_path: Path, role: SoundRole, found: list[str]
) -> None:
    inputs = film_with_sound(film, tmp_path, role)
    rows = "file,role,start\nroom.wav,ambience,0\n"
    files = {"cues.csv": filed_text(tmp_path, "cues.csv", rows)}
    report = STAGE.check(STAGE.read(files, inputs), inputs)
    assert [one.code for one in report.blockers] == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("", ["C48"]),
        ("S01_P01_T02,music,edit,The Song,\n", ["C48"]),
        ("S01_P01_T02.wav,music,edit,The Song,ours\n", []),
        ("S01_P01_T02,music,edit,The Song,ours\n", []),
    ],
)
def test_the_music_of_the_edit_needs_a_row_that_tells_whose_it_is(
    film: LockedFilm, tmp_path: Path, rows: str, found: list[str]
) -> None:
    edit = edit_of_takes()
    first, second = edit.sound
    played = replace(edit, sound=(replace(first, role=EditRole.MUSIC), second))
    inputs = film.inputs(edit={"edit.json": filed_text(tmp_path, "edit.json", to_json(played))})
    sheet = f"file,role,start,title,rights\n{rows}"
    files = {"cues.csv": filed_text(tmp_path, "cues.csv", sheet)}
    report = STAGE.check(STAGE.read(files, inputs), inputs)
    assert [one.code for one in (*report.blockers, *report.warnings)] == found


DESK = """bus,gain_db,high_pass,compression,de_noise,ducking
dialogue,-2,yes,yes,yes,
effects,3,yes,,,
ambience,-6,,,yes,soft
music,-3,no,yes,no,strong
"""


def test_with_everything_on_the_stems_still_sum_to_the_mix(
    film: LockedFilm, tmp_path: Path
) -> None:
    """Within -90 dBFS, as the files have it."""
    inputs = film_with_sound(film, tmp_path, SoundRole.ROOM_TONE)
    rows = (
        "file,role,start,gain_db,pan,title,rights\n"
        "song.wav,music,0.2,0,-30,The Song,ours\n"
        "song.wav,effects,1,12,right,,ours\n"
        "room.wav,ambience,0,0,left,,\n"
    )
    files = {
        **sent(tmp_path, ""),
        "cues.csv": filed_text(tmp_path, "cues.csv", rows),
        "mix.csv": filed_text(tmp_path, "mix.csv", DESK),
    }
    loud = replace(inputs, project=replace(inputs.project, loudness="", loudness_lufs=-9.0))
    document = STAGE.read(files, loud)
    assert [strip.bus.value for strip in document.strips if strip.compression] == [
        "dialogue",
        "music",
    ]
    bench = bench_in(tmp_path)
    report = STAGE.make(document, files, loud, bench)
    assert report.facts["limiter_worked"] is True
    mix = load(bench.into / "mix.wav") / 2**23
    stems = {path.stem: load(path) / 2**23 for path in bench.into.glob("stem_*.wav")}
    assert sorted(stems) == ["stem_ambience", "stem_dialogue", "stem_effects", "stem_music"]
    assert all(len(stem) == SAMPLES and stem.any() for stem in stems.values())
    assert np.abs(sum(stems.values()) - mix).max() < 10 ** (-90 / 20)
    assert from_json((bench.into / "sound.json").read_text(), SoundPlan) == document


def test_a_page_of_the_desk_alone_is_no_cue_sheet(film: LockedFilm, tmp_path: Path) -> None:
    files = {"sound/Mix.csv": filed_text(tmp_path, "mix.csv", DESK)}
    document = STAGE.read(files, film.inputs())
    assert (document.cues, len(document.strips)) == ((), 4)


def test_a_bad_row_of_the_desk_is_named(film: LockedFilm, tmp_path: Path) -> None:
    files = {"mix.csv": filed_text(tmp_path, "mix.csv", "bus,gain_db\nguitar,0\n")}
    with pytest.raises(CannotRead, match="Row 2: “guitar” is not a bus"):
        STAGE.read(files, film.inputs())


@pytest.mark.parametrize(
    ("changes", "profile", "lufs"),
    [
        ({}, "EBU R 128 s1", -23.0),
        ({"loudness": "web", "loudness_lufs": -14.0}, "web −14", -14.0),
        ({"loudness_lufs": -20.0}, "-20 LUFS", -20.0),
    ],
)
def test_the_report_names_the_profile_and_what_the_written_file_has(
    film: LockedFilm, tmp_path: Path, changes: dict[str, object], profile: str, lufs: float
) -> None:
    agreed = film.with_project(**changes)
    bench = bench_in(tmp_path)
    report = STAGE.make(STAGE.read({}, agreed.inputs()), {}, agreed.inputs(), bench)
    assert report.blockers == ()
    assert report.facts["loudness_profile"] == profile
    assert report.facts["integrated_lufs"] == pytest.approx(lufs, abs=0.2)
    written = json.loads((bench.into / "loudness.json").read_text())
    assert (written["profile"], written["target_lufs"]) == (profile, lufs)


def test_the_loudness_that_the_group_has_chosen_counts_before_that_of_the_project(
    film: LockedFilm, tmp_path: Path
) -> None:
    files = {"mix.csv": filed_text(tmp_path, "mix.csv", "bus,loudness\nfilm,web_16\n")}
    document = STAGE.read(files, film.inputs())
    assert (document.loudness, document.strips) == ("web_16", ())
    bench = bench_in(tmp_path)
    report = STAGE.make(document, files, film.inputs(), bench)
    assert report.facts["loudness_profile"] == "web −16"
    assert report.facts["integrated_lufs"] == pytest.approx(-16, abs=0.2)
    assert from_json((bench.into / "sound.json").read_text(), SoundPlan).loudness == "web_16"


@pytest.mark.parametrize(("has_room_tone", "found"), [(False, ["C46"]), (True, [])])
def test_a_place_that_jumps_at_a_cut_is_told_with_its_time(
    film: LockedFilm, tmp_path: Path, has_room_tone: bool, found: list[str]
) -> None:
    """The second take is made 30 dB softer: bare, and with a room tone under both."""
    edit = edit_of_takes()
    first, second = edit.sound
    softer = replace(edit, sound=(first, replace(second, gain_db=-30.0)))
    inputs = film.inputs(edit={"edit.json": filed_text(tmp_path, "edit.json", to_json(softer))})
    save(tmp_path / "room", noise(3, level=0.05))
    row = "room.wav,ambience,0,ours\n" if has_room_tone else ""
    rows = f"file,role,start,rights\n{row}"
    files = {
        "room.wav": filed("room.wav", tmp_path / "room"),
        "cues.csv": filed_text(tmp_path, "cues.csv", rows),
    }
    report = STAGE.make(STAGE.read(files, inputs), files, inputs, bench_in(tmp_path))
    jumps = [one for one in report.warnings if one.code == "C46"]
    assert [one.code for one in jumps] == found
    assert all(one.place == "0:01.6" for one in jumps)


def test_a_cue_after_the_end_of_its_file_is_a_blocker(film: LockedFilm, tmp_path: Path) -> None:
    files = dict(sent(tmp_path, ""))
    files["cues.csv"] = filed_text(
        tmp_path, "cues.csv", "file,role,start,in,rights\nsong.wav,effects,0,9,ours\n"
    )
    assert codes(film, files) == [("blocker", "C34")]


def test_silence_under_a_missing_take_is_a_blocker(film: LockedFilm, tmp_path: Path) -> None:
    edit = film.before["edit"]["edit.json"].path.read_text().replace("S02_P01_T01", "S09_P09_T09")
    before = {"edit": {"edit.json": filed_text(tmp_path, "edit.json", edit)}}
    inputs = film.inputs(**before)
    report = STAGE.make(STAGE.read({}, inputs), {}, inputs, bench_in(tmp_path))
    assert [(one.code, one.place) for one in report.blockers] == [("C34", "S09_P09_T09")]


def test_the_draft_puts_the_music_of_the_project_under_the_credits(
    film: LockedFilm, tmp_path: Path
) -> None:
    from pipeline.documents.project import Music

    music = Music(file="sound/song.wav", title="The Song", composer="Ben", rights="ours")
    with_music = film.with_project(music=music)
    STAGE.draft(with_music.inputs(), bench_in(tmp_path))
    drafted = (tmp_path / "into" / "cues.csv").read_text()
    files = {**sent(tmp_path, ""), "cues.csv": filed_text(tmp_path, "cues.csv", drafted)}
    document = STAGE.read(files, with_music.inputs())
    assert [(cue.file, cue.under_credits) for cue in document.cues] == [("song.wav", True)]
    assert STAGE.check(document, with_music.inputs()).blockers == ()


def test_without_music_the_draft_is_a_header(film: LockedFilm, tmp_path: Path) -> None:
    STAGE.draft(film.inputs(), bench_in(tmp_path))
    assert (tmp_path / "into" / "cues.csv").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.wav", b"not a sound at all", "is not a film, a sound or a picture"),
        ("cues.csv", b"file,role\n\xff\xfe\n", "letters that cannot be read"),
        ("cues.csv", b"name\nx\n", "must name the columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    film: LockedFilm, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(CannotRead, match=sentence):
        STAGE.read({name: filed(name, tmp_path / "x")}, film.inputs())


def test_a_picture_without_sound_is_no_sound(film: LockedFilm, tmp_path: Path) -> None:
    from pipeline.media.ffmpeg import run_ffmpeg

    silent = ["-f", "lavfi", "-i", "color=s=64x64:d=1", "-f", "mp4", str(tmp_path / "x")]
    run_ffmpeg(silent)
    with pytest.raises(CannotRead, match=r"There is no sound in “x\.m4a”"):
        STAGE.read({"x.m4a": filed("x.m4a", tmp_path / "x")}, film.inputs())


def test_an_edit_that_is_not_approved_is_named(film: LockedFilm, tmp_path: Path) -> None:
    bare = Inputs(project=film.project)
    with pytest.raises(NotFound, match=r"edit\.json"):
        STAGE.draft(bare, bench_in(tmp_path))


def test_noise_in_soft_recordings_and_one_sided_sound_are_told(
    film: LockedFilm, tmp_path: Path
) -> None:
    one_side = np.stack([noise(3, level=0.0005), np.zeros(SAMPLES)], axis=1)
    save(tmp_path / "mix", one_side)
    sheet = filed_text(tmp_path, "cues.csv", HEADER + "m.wav,mix,0,0,,,\n")
    files = {"m.wav": filed("m.wav", tmp_path / "mix"), "cues.csv": sheet}
    report = STAGE.make(STAGE.read(files, film.inputs()), files, film.inputs(), bench_in(tmp_path))
    assert [one.code for one in report.warnings] == ["C20", "C47"]
