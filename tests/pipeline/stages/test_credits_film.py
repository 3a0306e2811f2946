"""The credits in the finished film: a crawl is seen moving, and the group's table comes back."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.documents.final_cut import CreditStyle, read_credits
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.crawl import seconds_of, shown_of
from pipeline.render.film_facts import facts_of_film
from pipeline.stages.final_cut import STAGE
from pipeline.stages.sound import STAGE as SOUND
from tests.pipeline.stages.locked_film import (
    bench_in,
    filed_text,
    made_by,
    write_locked_film,
)

ROWS = "kind,role,name\nsetting,style,crawl\ntitle,,The Kite\ncast,LENA,Aya\nai,,No AI was used\n"


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_a_crawl_is_in_the_film_as_long_as_it_needs_and_moves(tmp_path: Path) -> None:
    film = write_locked_film(tmp_path)
    bench = bench_in(tmp_path / "sound")
    SOUND.make(SOUND.read({}, film.inputs()), {}, film.inputs(), bench)
    inputs = film.inputs(sound=made_by(bench))
    files = {"credits.csv": filed_text(tmp_path, "credits.csv", ROWS)}
    document = STAGE.read(files, inputs)
    done = bench_in(tmp_path / "final")
    report = STAGE.make(document, files, inputs, done)
    assert [one for one in report.blockers if one.code == "C52"] == []
    assert read_credits((done.into / "credits.csv").read_text()).style is CreditStyle.CRAWL
    _, crawl = shown_of(document.credits, "en")
    seconds = float(seconds_of(crawl, inputs.project.frame_rate))
    facts = facts_of_film(done.into / "film.mp4")
    middle = float(facts.seconds) - 1 - seconds / 2
    seen = [_rows_of_light(done.into / "film.mp4", middle + late, tmp_path) for late in (0, 0.4)]
    assert seen[0].size
    assert seen[1].size
    assert seen[1].mean() < seen[0].mean() - 10  # the words have gone up


def _rows_of_light(film: Path, second: float, folder: Path) -> np.ndarray:
    picture = folder / "frame.png"
    run_ffmpeg(["-y", "-ss", f"{second:.2f}", "-i", str(film), "-frames:v", "1", str(picture)])
    with Image.open(picture) as frame:
        light = np.asarray(frame.convert("L"))
    return np.nonzero(light > 120)[0]
