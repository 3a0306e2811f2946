import json
import wave
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.media.probe import probe
from tests.pipeline.commands.conftest import Verbs
from tests.small_film import SCRIPT, SHOT_LIST, write_film

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script alone."""
    path = tmp_path / "kite.fountain"
    path.write_text(SCRIPT)
    return path


def test_a_script_is_printed_as_its_elements(script: Path, claquette: Verbs) -> None:
    ran = claquette("script", script, "--as", "elements", "--json")
    assert ran.status == 0
    elements = json.loads(ran.out)
    assert elements[0] == {"type": "title_page", "key": "Title", "text": "The Kite",
                           "line": 1, "column": 1}  # fmt: skip
    assert [one["text"] for one in elements if one["type"] == "scene_heading"] == [
        "INT. KITCHEN - DAY",
        "EXT. HILL - DAY",
    ]


@pytest.mark.parametrize(
    ("shape", "begins"),
    [
        ("pdf", b"%PDF"),
        ("html", b"<!"),
        ("fdx", b"<?xml"),
        ("screenplay", b"{"),
        ("fountain", b"T"),
    ],
)
def test_a_script_is_written_in_every_shape(
    script: Path, tmp_path: Path, claquette: Verbs, shape: str, begins: bytes
) -> None:
    out = tmp_path / "made" / "script"
    assert claquette("script", script, "--as", shape, "-o", out).status == 0
    assert out.read_bytes().lower().startswith(begins.lower())


def test_a_final_draft_script_has_the_elements_of_the_fountain_one(
    script: Path, tmp_path: Path, claquette: Verbs
) -> None:
    claquette("script", script, "--as", "fdx", "-o", tmp_path / "kite.fdx")
    elements = json.loads(claquette("script", tmp_path / "kite.fdx", "--as", "elements").out)
    assert [one["text"] for one in elements if one["type"] == "character"] == [
        "LENA",
        "OTTO",
        "LENA",
    ]


def test_the_report_of_a_script_has_the_agreed_shape(script: Path, claquette: Verbs) -> None:
    report = claquette("script", script, "--as", "report", "--json").json()
    assert set(report) == {"stage", "digest", "blockers", "warnings", "facts"}
    for finding in (*report["blockers"], *report["warnings"]):
        assert set(finding) == {"code", "place", "message"}


def test_what_is_not_a_text_is_no_script(tmp_path: Path, claquette: Verbs) -> None:
    path = tmp_path / "film.fountain"
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42\xff\xfe")
    ran = claquette("script", path, "--as", "elements")
    assert (ran.status, ran.out) == (2, "")


def test_shots_are_drafted_from_a_script(script: Path, claquette: Verbs) -> None:
    ran = claquette("shots", script, "--as", "csv")
    assert ran.out.startswith("scene,shot,setup,size")
    assert {line.split(",")[0] for line in ran.out.splitlines()[1:]} == {"1", "2"}


def test_a_shot_list_is_read_and_printed(tmp_path: Path, claquette: Verbs) -> None:
    path = tmp_path / "shots.csv"
    path.write_text(SHOT_LIST)
    ran = claquette("shots", path, "--as", "json")
    assert [shot["shot"] for shot in ran.json()["shots"]] == [1, 2, 1]
    pdf = tmp_path / "shots.pdf"
    report = claquette("shots", path, "--as", "pdf", "-o", pdf, "--json").json()
    assert report["stage"] == "shot_list"
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_scene_without_a_shot_is_a_blocker_on_the_command_line(
    script: Path, tmp_path: Path, claquette: Verbs
) -> None:
    path = tmp_path / "shots.csv"
    path.write_text("\n".join(SHOT_LIST.splitlines()[:-1]))
    ran = claquette("shots", path, "--script", script, "--json", "-o", tmp_path / "list.json")
    assert ran.status == 1
    assert [one["code"] for one in ran.json()["blockers"]] == ["C7"]


def test_a_stage_is_checked_alone(script: Path, claquette: Verbs) -> None:
    ran = claquette("check", "script", script, "--json")
    assert ran.status == 0
    assert ran.json()["stage"] == "script"


def test_a_stage_that_rests_on_others_asks_for_the_project(
    tmp_path: Path, claquette: Verbs
) -> None:
    path = tmp_path / "shot_list.csv"
    path.write_text(SHOT_LIST)
    ran = claquette("check", "shot_list", path)
    assert ran.status == 2
    assert "--project" in ran.err


def test_a_stage_is_checked_in_its_project(project: Path, claquette: Verbs) -> None:
    ran = claquette("check", "shot_list", project / "shot_list.csv", "--project", project, "--json")
    assert ran.json()["stage"] == "shot_list"
    assert ran.status == (1 if ran.json()["blockers"] else 0)


def test_a_take_is_looked_into(project: Path, claquette: Verbs) -> None:
    take = project / "takes" / "S01_P01_T01.mp4"
    (facts,) = claquette("probe", take, "--json").json()["media"]
    assert (facts["kind"], facts["video"]["width"], facts["audio"]["channels"]) == ("mov", 320, 1)
    assert "320x180 at 25.000 frames a second" in claquette("probe", take).out


def test_one_file_that_is_no_film_does_not_hide_the_others(
    project: Path, script: Path, claquette: Verbs
) -> None:
    take = project / "takes" / "S01_P01_T01.mp4"
    ran = claquette("probe", script, take, "--json")
    refused, found = ran.json()["media"]
    assert ran.status == 2
    assert "error" in refused
    assert found["kind"] == "mov"


@pytest.mark.slow
def test_an_assembly_is_rendered_mixed_and_checked(
    project: Path, tmp_path: Path, claquette: Verbs
) -> None:
    edit, film, mix = tmp_path / "edit.otio", tmp_path / "film.mp4", tmp_path / "mix.wav"
    assert claquette("assemble", project, "-o", edit).status == 0

    media = ("--media", project / "takes", "--media", project / "sound")
    ran = claquette("render", edit, "-o", film, *media, "--size", "320x180", "--json")
    assert ran.status == 0
    frames = ran.json()["facts"]["frames"]
    assert frames == 48 + 25 + 48
    facts = probe(film)
    assert facts.video is not None
    assert facts.video.width == 320
    assert facts.video.rate == 24

    ran = claquette("mix", edit, "-o", mix, *media, "--report", tmp_path / "mix.json")
    report = json.loads((tmp_path / "mix.json").read_text())
    assert report["facts"]["integrated_lufs"] == pytest.approx(-23, abs=0.5)
    with wave.open(str(mix)) as sound:
        assert sound.getnframes() == frames * 2000
    ran = claquette("mix", edit, "-o", mix, *media, "--profile", "web_16", "--json")
    assert ran.json()["facts"]["loudness_profile"] == "web −16"
    assert ran.json()["facts"]["integrated_lufs"] == pytest.approx(-16, abs=0.5)

    ran = claquette("qc", film, "--json")
    assert ran.status == 1
    assert "C52" in {one["code"] for one in ran.json()["blockers"]}


def test_a_report_names_all_that_a_film_was_made_of(
    project: Path, tmp_path: Path, claquette: Verbs
) -> None:
    edit, reports = tmp_path / "edit.otio", (tmp_path / "1.json", tmp_path / "2.json")
    assert claquette("assemble", project, "-o", edit).status == 0
    for report in reports:
        media = ("--media", project / "takes", "--media", project / "sound")
        kept = ("--cache", tmp_path / "cache", "--report", report, "--size", "320x180")
        ran = claquette("render", edit, "-o", report.with_suffix(".mp4"), *media, *kept)
        assert ran.status == 0
    cold, warm = (json.loads(report.read_text()) for report in reports)
    made = cold["render"]
    assert cold["digest"] == made["timeline"] == sha256(edit.read_bytes()).hexdigest()
    files = {path.name: path for path in project.rglob("*") if path.is_file()}
    digests = {name: sha256(files[name].read_bytes()).hexdigest() for name in made["media"]}
    assert made["media"] == digests != {}
    assert made["settings"]["preset"] == "veryfast"
    assert "Lavf" in made["ffmpeg"]
    assert sum(part["count"] for part in made["segments"]) == cold["facts"]["frames"]
    assert all(part["is_new"] for part in (*made["segments"], *made["sounds"]))
    for name in ("segments", "sounds"):
        assert warm["render"][name] == [{**part, "is_new": False} for part in made[name]]
    assert tmp_path.joinpath("1.mp4").read_bytes() == tmp_path.joinpath("2.mp4").read_bytes()


def test_media_that_are_nowhere_are_blockers_and_shown_as_slates(
    project: Path, tmp_path: Path, claquette: Verbs
) -> None:
    edit, film = tmp_path / "edit.otio", tmp_path / "film.mp4"
    edit.write_text(_one_clip("lost.mp4"))
    ran = claquette("render", edit, "-o", film, "--media", project / "takes", "--size", "320x180")
    assert ran.status == 1
    assert "“lost.mp4” is in none of the folders" in ran.err
    assert probe(film).video is not None


@pytest.mark.parametrize("words", [("--size", "12x"), ("--rate", "fast"), ("--size", "321x180")])
def test_a_wrong_option_is_refused(
    tmp_path: Path, claquette: Verbs, words: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        claquette("render", "edit.otio", "-o", "film.mp4", "--media", tmp_path, *words)
    assert ended.value.code == 2


def test_what_is_no_timeline_is_refused(script: Path, tmp_path: Path, claquette: Verbs) -> None:
    ran = claquette("render", script, "-o", tmp_path / "film.mp4", "--media", tmp_path)
    assert (ran.status, ran.out) == (2, "")


def test_a_place_that_cannot_be_written_is_named(
    script: Path, tmp_path: Path, claquette: Verbs
) -> None:
    ran = claquette("script", script, "--as", "elements", "-o", tmp_path / "kite.fountain" / "x")
    assert ran.status == 2
    assert "Choose another place" in ran.err


def _one_clip(name: str) -> str:
    span = {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25, "value": 0},
        "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25, "value": 25},
    }
    reference = {"OTIO_SCHEMA": "ExternalReference.1", "target_url": name}
    clip = {"OTIO_SCHEMA": "Clip.1", "source_range": span, "media_reference": reference}
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [clip]}
    tracks = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    return json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "one", "tracks": tracks})


@pytest.mark.slow
def test_the_sound_people_get_a_pack_of_any_edit(tmp_path: Path, claquette: Verbs) -> None:
    folder = write_film(tmp_path / "kite")
    timeline, pack = tmp_path / "edit.otio", tmp_path / "pack.zip"
    assert claquette("assemble", folder, "-o", timeline).status == 0
    asked = ("turnover", timeline, "--media", folder / "takes", "-o", pack)
    ran = claquette(*asked, "--start", "10:00:00:00", "--json")
    assert (ran.status, json.loads(ran.out)["facts"]["stems"]) == (0, 1)
    with zipfile.ZipFile(pack) as made:
        assert {"guide.mp4", "guide.wav", "readme.pdf"} <= set(made.namelist())
        assert b"10:00:00:00" in made.read("positions.csv")
    with pytest.raises(SystemExit):
        claquette(*asked, "--start", "ten")
