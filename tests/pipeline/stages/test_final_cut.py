import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.bench import Bench, Files
from pipeline.delivery.handing_out import level_of_film
from pipeline.documents.final_cut import FinalCut, read_credits
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import AiPolicy, Music
from pipeline.documents.report import Report
from pipeline.documents.sound import SoundPlan
from pipeline.documents.subtitles import read_subtitles
from pipeline.editing.locked import as_mixed
from pipeline.errors import CannotRead
from pipeline.render.film_facts import facts_of_film, is_faststart
from pipeline.stages.final_cut import STAGE
from pipeline.stages.sound import STAGE as SOUND
from tests.pipeline.render.sounds import save, tone
from tests.pipeline.stages.locked_film import (
    FRAMES,
    LockedFilm,
    bench_in,
    filed,
    filed_text,
    made_by,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

SHORT = "kind,role,name\ntitle,,The Kite\nai,,No AI\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    folder = tmp_path_factory.mktemp("locked")
    return write_locked_film(folder).with_project(width=320)


@pytest.fixture(scope="module")
def mixed(film: LockedFilm) -> Files:
    """The approved sound stage, with a song for the end credits, softer than the film."""
    save(film.folder / "song", np.stack([tone(20, hertz=220), tone(20, hertz=331)], axis=1))
    rows = "file,role,start,gain_db,title,rights\nsong.wav,music,credits,-12,The Song,ours\n"
    files = {
        "song.wav": filed("song.wav", film.folder / "song"),
        "cues.csv": filed_text(film.folder, "cues.csv", rows),
    }
    bench = bench_in(film.folder / "sound")
    SOUND.make(SOUND.read(files, film.inputs()), files, film.inputs(), bench)
    return {**files, **made_by(bench)}


@pytest.fixture(scope="module")
def finished(film: LockedFilm, mixed: Files) -> tuple[Bench, Report]:
    """The finished film, made once for all tests that look at it, and what was found."""
    bench = bench_in(film.folder / "final")
    files = {
        "credits.csv": filed_text(film.folder, "credits.csv", SHORT),
        "Subtitles of AYA.srt": filed_text(
            film.folder, "s.srt", "1\n00:00:01,000 --> 00:00:02,500\nIt wants to fly.\n"
        ),
    }
    inputs = film.inputs(sound=mixed)
    return bench, STAGE.make(STAGE.read(files, inputs), files, inputs, bench)


@pytest.fixture(scope="module")
def made(finished: tuple[Bench, Report]) -> Bench:
    """Where that film lies."""
    return finished[0]


@pytest.mark.slow
def test_the_film_is_what_a_hall_can_play(made: Bench) -> None:
    qc = json.loads((made.into / "qc.json").read_text())
    assert qc["blockers"] == []
    facts = facts_of_film(made.into / "film.mp4")
    assert facts.streams.video_codec == "h264"
    assert (facts.streams.width, facts.streams.height) == (1920, 1080)
    assert (facts.streams.pixels, facts.streams.colours) == ("yuv420p", "bt709")
    assert facts.streams.audio == "48000 Hz stereo"
    assert is_faststart(made.into / "film.mp4")
    assert facts.samples == facts.frames * 1_920
    assert facts.loudness.integrated_lufs == pytest.approx(-23, abs=0.3)
    assert (facts.picture_begins, facts.sound_begins) == (0.0, 0.0)
    # The takes of this film sing one tone each, which is not found everywhere.
    assert qc["facts"]["sync_places"] + qc["facts"]["sync_not_heard"] == 3
    assert (qc["facts"]["sync_most_frames"] or 0) <= 0.2


@pytest.mark.slow
def test_black_and_cards_are_around_the_picture_and_music_is_under_the_credits(made: Bench) -> None:
    facts = facts_of_film(made.into / "film.mp4")
    assert facts.blacks[0].begin == 0
    assert facts.blacks[-1].end >= float(facts.seconds) - 0.05
    title_end = next(one for one in facts.blacks if one.begin > 1).end
    credits_begin = next(one for one in facts.blacks if one.begin > title_end + 2).begin
    assert round((credits_begin - title_end) * 25) == FRAMES
    under_title, at_the_end = facts.silences
    assert (under_title.begin, round(under_title.end, 1)) == (0, round(title_end, 1))
    assert float(facts.seconds) - at_the_end.begin == pytest.approx(1, abs=0.2)


@pytest.mark.slow
def test_subtitles_are_later_by_the_title_and_all_else_is_there(made: Bench) -> None:
    (line,) = read_subtitles((made.into / "subtitles.srt").read_text())
    assert read_subtitles((made.into / "subtitles.vtt").read_text()) == (line,)
    assert line.start_ms > 3_000
    assert line.end_ms - line.start_ms == 1_500
    names = {path.name for path in made.into.iterdir()}
    assert names == {
        *("credits.csv", "film.mp4", "final_cut.json", "poster.jpg", "provenance.json", "qc.json"),
        *("subtitles.srt", "subtitles.vtt"),
    }
    document = from_json((made.into / "final_cut.json").read_text(), FinalCut)
    assert document.credits.title() == "The Kite"


@pytest.mark.slow
def test_the_group_is_told_of_a_file_that_is_called_by_a_name_and_nobody_else(
    finished: tuple[Bench, Report],
) -> None:
    bench, report = finished
    assert [(one.code, one.place) for one in report.blockers] == [("C57", "Subtitles of AYA.srt")]
    assert "C53" not in {one.code for one in report.warnings}
    assert "AYA" not in (bench.into / "qc.json").read_text()


@pytest.mark.slow
def test_provenance_names_bytes_and_no_people(made: Bench) -> None:
    text = (made.into / "provenance.json").read_text()
    proof = json.loads(text)
    stages = {entry["stage"] for entry in proof["inputs"]}
    assert stages == {"script", "rushes", "edit", "sound", "final_cut"}
    assert len(proof["products"]["film.mp4"]) == 64
    assert not any(word in text for word in ("Aya", "Ben", "song", "/"))


def test_the_draft_names_everybody_and_spreads_the_dialogue(
    film: LockedFilm, tmp_path: Path
) -> None:
    music = Music(file="a.wav", title="The Song", composer="Ben", rights="CC BY")
    french = film.with_project(language="fr", music=music, notice="CC", event="Tokyo")
    bench = bench_in(tmp_path)
    STAGE.draft(french.inputs(), bench)
    drafted = read_credits((bench.into / "credits.csv").read_text())
    text = (bench.into / "credits.csv").read_text()
    assert drafted.missing(["Aya", "Ben"]) == ()
    assert "un film du groupe Blue" in text
    assert "“The Song”, Ben, CC BY" in text
    subtitles = read_subtitles((bench.into / "subtitles.srt").read_text())
    assert [one.text for one in subtitles] == [
        "It wants to fly.",
        "Then open the window.",
        "Higher!",
    ]
    assert subtitles[1].end_ms <= 1_600 <= subtitles[2].start_ms
    document = STAGE.read(made_by(bench), french.inputs())
    assert STAGE.check(document, french.inputs()).blockers == ()


def check(film: LockedFilm, folder: Path, credit_rows: str) -> list[tuple[str, str]]:
    files = {"credits.csv": filed_text(folder, "credits.csv", "kind,role,name\n" + credit_rows)}
    report = STAGE.check(STAGE.read(files, film.inputs()), film.inputs())
    return [(one.code, one.place) for one in report.blockers]


NAMES = "title,,X\ncast,LENA,Aya\ncrew,camera,Ben\n"


def test_a_film_without_a_title_or_without_a_name_is_held_up(
    film: LockedFilm, tmp_path: Path
) -> None:
    rows = "cast,LENA,Aya\nai,,None was used\n"
    assert check(film, tmp_path, rows) == [("C49", "title"), ("C49", "Ben")]


@pytest.mark.parametrize(
    ("policy", "rows", "found"),
    [
        (AiPolicy.NONE, "", [("C55", "ai")]),
        (AiPolicy.NONE, "ai,,None was used\n", []),
        (AiPolicy.NONE, "ai,SomeTool,the sky\n", [("C55", "SomeTool")]),
        (AiPolicy.DISCLOSED, "ai,SomeTool,the sky\n", []),
        (AiPolicy.AI_TRACK, "ai,,None was used\n", [("C55", "ai")]),
        (AiPolicy.AI_TRACK, "ai,SomeTool,the sky\n", []),
    ],
)
def test_the_ai_statement_follows_the_policy(
    film: LockedFilm, tmp_path: Path, policy: AiPolicy, rows: str, found: list[tuple[str, str]]
) -> None:
    assert check(film.with_project(ai_policy=policy), tmp_path, NAMES + rows) == found


def test_what_can_be_better_is_a_warning(film: LockedFilm, tmp_path: Path) -> None:
    late = "1\n00:00:03,000 --> 00:00:05,000\nToo late\n"
    rows = f"kind,role,name\ntitle,,{'long ' * 39}\nai,,None\ncast,LENA,\ncrew,camera,Aya and Ben\n"
    files = {
        "credits.csv": filed_text(tmp_path, "credits.csv", rows),
        "subtitles.srt": filed_text(tmp_path, "s.srt", late),
    }
    report = STAGE.check(STAGE.read(files, film.inputs()), film.inputs())
    assert [(one.code, one.place) for one in report.warnings] == [
        ("C49", "LENA"),
        ("C50", "title"),
        ("C51", "Too late"),
    ]


def test_without_a_table_the_credits_are_those_of_the_roster(film: LockedFilm) -> None:
    document = STAGE.read({}, film.inputs())
    assert document.credits.title() == "The Kite"
    assert [one.code for one in STAGE.check(document, film.inputs()).warnings] == ["C51"]


def test_the_film_and_what_is_handed_out_are_as_loud_as_the_signed_mix(
    film: LockedFilm, tmp_path: Path
) -> None:
    plan = SoundPlan(frame_rate=Fraction(25), loudness="web")
    inputs = film.inputs(sound={"sound.json": filed_text(tmp_path, "sound.json", to_json(plan))})
    document = STAGE.read({}, inputs)
    assert document.loudness == "web"
    assert (as_mixed(inputs).loudness_lufs, inputs.project.loudness_lufs) == (-14, -23)
    cut = filed_text(tmp_path, "final_cut.json", to_json(document))
    assert level_of_film(film.inputs(final_cut={"final_cut.json": cut})).target_lufs == -14
    assert level_of_film(film.inputs()).target_lufs == -23
    assert STAGE.read({}, film.inputs()).loudness == ""


@pytest.mark.parametrize("name", ["poster.png", "ours.jpg"])
def test_a_poster_that_is_no_picture_is_refused(
    film: LockedFilm, tmp_path: Path, name: str
) -> None:
    (tmp_path / "x").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    with pytest.raises(CannotRead, match="is not a picture"):
        STAGE.read({name: filed(name, tmp_path / "x")}, film.inputs())


def test_a_picture_called_poster_is_taken_before_others(film: LockedFilm, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "x", "PNG")
    files = {name: filed(name, tmp_path / "x") for name in ("a.png", "our/Poster.PNG", "z.csv.png")}
    assert STAGE.read(files, film.inputs()).poster == "our/Poster.PNG"
