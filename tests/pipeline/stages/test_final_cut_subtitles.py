"""Subtitles in several languages, drafted from the dialogue track, beside the film and in it."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Files
from pipeline.documents.final_cut import FinalCut
from pipeline.documents.subtitles import read_subtitles
from pipeline.errors import CannotRead
from pipeline.render.film_facts import facts_of_film
from pipeline.render.wav import WavWriter
from pipeline.stages.final_cut import STAGE
from pipeline.stages.sound import STAGE as SOUND
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.stages.locked_film import (
    SAMPLES,
    LockedFilm,
    bench_in,
    filed,
    filed_text,
    made_by,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

CREDITS = "kind,role,name\ntitle,,The Kite\nai,,No AI\n"
LINE = "1\n00:00:00,400 --> 00:00:01,600\n{}\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("locked")).with_project(language="en")


def dialogue(folder: Path, *said: tuple[float, float]) -> Files:
    """A dialogue stem of a quiet room in which somebody speaks."""
    sound = np.random.default_rng(2).normal(0, 0.0005, (SAMPLES, 2)).astype(np.float32)
    wave = 0.3 * np.sin(2 * np.pi * 600 * np.arange(SAMPLES) / SAMPLE_RATE)
    for start, end in said:
        first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
        sound[first:last] += wave[first:last, None].astype(np.float32)
    with WavWriter(folder / "stem.wav") as wav:
        wav.write(sound)
    return {"stem_dialogue.wav": filed("stem_dialogue.wav", folder / "stem.wav")}


def read(film: LockedFilm, folder: Path, **texts: str) -> FinalCut:
    """The document of files that are called by their keyword: subtitles_fr_srt."""
    files = {name.replace("_", "."): filed_text(folder, name, text) for name, text in texts.items()}
    files |= {"burn_in.csv": files.pop("burn.in.csv")} if "burn.in.csv" in files else {}
    return STAGE.read(files, film.inputs())


def told(film: LockedFilm, document: FinalCut) -> str:
    report = STAGE.check(document, film.inputs())
    found = [one for one in report.warnings if one.code == "C51"]
    return " ".join(f"[{one.place}] {one.message}" for one in found)


def test_the_draft_places_each_line_where_somebody_speaks(film: LockedFilm, tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    heard = dialogue(tmp_path, (0.2, 0.7), (1.0, 1.55), (2.3, 2.8))
    STAGE.draft(film.inputs(sound=heard), bench)
    found = read_subtitles((bench.into / "subtitles.srt").read_text())
    assert [one.text for one in found] == [
        "It wants to fly.",
        "Then open the window.",
        "Higher!",
    ]
    for one, voice_ms in zip(found, (200, 1000, 2300), strict=True):
        assert voice_ms - 200 <= one.start_ms <= voice_ms


def test_a_finished_mix_is_listened_to_where_the_dialogue_is_empty(
    film: LockedFilm, tmp_path: Path
) -> None:
    with WavWriter(tmp_path / "empty.wav") as wav:
        wav.write(np.zeros((SAMPLES, 2), np.float32))
    mix = dialogue(tmp_path, (0.4, 0.95), (1.2, 1.6), (2.3, 2.8))["stem_dialogue.wav"]
    heard = {
        "stem_dialogue.wav": filed("stem_dialogue.wav", tmp_path / "empty.wav"),
        "mix.wav": mix,
    }
    bench = bench_in(tmp_path)
    STAGE.draft(film.inputs(sound=heard), bench)
    found = read_subtitles((bench.into / "subtitles.srt").read_text())
    assert 160 <= found[0].start_ms <= 400


def test_each_language_comes_in_a_file_of_its_own(film: LockedFilm, tmp_path: Path) -> None:
    document = read(
        film,
        tmp_path,
        subtitles_srt=LINE.format("It wants to fly."),
        subtitles_fr_srt=LINE.format("Il veut voler."),
        subtitles_ar_vtt="WEBVTT\n\n00:00.400 --> 00:01.600\nتعال!\n",
    )
    assert [one.text for one in document.subtitles] == ["It wants to fly."]
    others = {one.language: one.subtitles[0].text for one in document.other_subtitles}
    assert others == {"ar": "تعال!", "fr": "Il veut voler."}
    assert told(film, document) == ""


def test_a_file_with_any_name_is_that_of_the_film(film: LockedFilm, tmp_path: Path) -> None:
    document = read(film, tmp_path, kite_srt=LINE.format("Up."))
    assert document.subtitles[0].text == "Up."
    own = read(film, tmp_path, kite_en_srt=LINE.format("Higher."))
    assert own.subtitles[0].text == "Higher."


def test_two_files_of_one_language_are_told(film: LockedFilm, tmp_path: Path) -> None:
    document = read(
        film, tmp_path, subtitles_srt=LINE.format("Mine."), a_srt=LINE.format("Theirs.")
    )
    assert document.subtitles[0].text == "Mine."
    assert "“a.srt” was not used" in told(film, document)


def test_the_language_of_a_file_has_its_own_rules(film: LockedFilm, tmp_path: Path) -> None:
    document = read(
        film,
        tmp_path,
        subtitles_srt=LINE.format("Up."),
        subtitles_ja_srt=LINE.format("駅で待ってるから来て"),
        burn_in_csv="language\nja\nfr\n",
    )
    found = told(film, document)
    assert "[ja 00:00:00.400] At 00:00:00.400 nobody can read so fast" in found
    assert "[fr] The film is to have subtitles in “fr”" in found
    assert "“ja” in its picture" not in found


def test_an_old_code_page_is_read_and_told(film: LockedFilm, tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(LINE.format("Où ça ?").encode("cp1252"))
    document = STAGE.read({"subtitles.srt": filed("subtitles.srt", path)}, film.inputs())
    assert document.subtitles[0].text == "Où ça ?"
    assert "was saved in an old way (cp1252)" in told(film, document)


def test_a_table_of_languages_is_not_taken_for_credits(film: LockedFilm, tmp_path: Path) -> None:
    document = read(film, tmp_path, burn_in_csv="language\nen\n")
    assert document.credits.title() == film.project.title
    with pytest.raises(CannotRead, match=r"burn_in.csv must name the columns"):
        read(film, tmp_path, burn_in_csv="what\nen\n")


@pytest.mark.slow
def test_films_with_words_in_the_picture_are_made_beside_the_film(
    film: LockedFilm, tmp_path: Path
) -> None:
    sound = bench_in(tmp_path / "sound")
    SOUND.make(SOUND.read({}, film.inputs()), {}, film.inputs(), sound)
    inputs = film.inputs(sound=made_by(sound))
    texts = {
        "credits.csv": CREDITS,
        "subtitles.srt": LINE.format("It wants to fly."),
        "subtitles.fr.srt": LINE.format("Il veut voler."),
    }
    made: list[tuple[Path, dict[str, object]]] = []
    for number, more in enumerate(({}, {"burn_in.csv": "language\nfr\nen\n"})):
        bench = bench_in(tmp_path / str(number))
        files = {
            name: filed_text(bench.cache, name, text) for name, text in {**texts, **more}.items()
        }
        report = STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
        made.append((bench.into, dict(report.facts)))
    (bare, bare_facts), (both, facts) = made
    assert (bare / "film.mp4").read_bytes() == (both / "film.mp4").read_bytes()
    assert {path.name for path in both.iterdir()} - {path.name for path in bare.iterdir()} == {
        "film_subtitled.mp4",
        "film_subtitled.fr.mp4",
    }
    assert (facts["subtitled_films"], facts["subtitled_encoded"]) == (2, 2)
    assert "subtitled_films" not in bare_facts
    frames = facts_of_film(both / "film.mp4").frames
    assert facts_of_film(both / "film_subtitled.fr.mp4").frames == frames
    assert "film_subtitled.fr.mp4" in (both / "provenance.json").read_text()
    assert (both / "subtitles.fr.vtt").read_text().endswith("Il veut voler.\n")
