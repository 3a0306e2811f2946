"""What is taken out is played by melt and ges-launch, and judged frame by frame.

The media carry their numbers in every frame; the shared checker reads them off the film.
"""

import json
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import KDENLIVE, MLT, XGES, Format
from pipeline.timeline.reading import read_timeline
from tests.end_to_end.coded import FOLDER, MEDIA

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

EXACT = (
    "cuts_25",
    "cuts_2997",
    "dissolve_chain",
    "jl_cuts",
    "warp_2x",
    "overlay",
    "freeze",
    "gaps",
)
NEARLY = ("cuts_25", "jl_cuts", "warp_2x", "gaps")
SHARE = 0.95
"""Of all frames: ges-launch is a frame late at some cuts, whoever wrote the project."""


def taken(name: str, form: Format, folder: Path, *, media: str = "") -> Path:
    """Write a timeline in a format, beside its media."""
    path = FOLDER / "public" / f"{name}.otio"
    expected = json.loads(path.with_suffix(".expect.json").read_text())
    look = FilmFormat(
        rate=Fraction(*expected["rate"]), size=(expected["width"], expected["height"])
    )
    text = path.read_bytes()
    edit = flatten(read_timeline(text), known={}, film=look)
    content = take_out(edit, text.decode(), form).content
    for file in MEDIA.iterdir():
        (folder / file.name).symlink_to(file.resolve())
    out = folder / f"film{form.suffix}"
    out.write_bytes(
        content.replace(b"file:///", f"file://{folder}/".encode()) if media else content
    )
    return out


def judged(name: str, film: Path) -> dict[str, Any]:
    judge = [sys.executable, FOLDER / "check.py", FOLDER / "public" / f"{name}.otio", film]
    ran = subprocess.run(
        [*map(str, judge), "--json", "--sources", str(MEDIA / "sources.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("form", [MLT, KDENLIVE], ids=lambda form: form.suffix)
def test_melt_plays_every_frame_and_every_sample(
    name: str, form: Format, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    melt = shutil.which("melt")
    if melt is None:
        pytest.skip("melt is not installed")
    film = tmp_path / "melt.mov"
    codecs = ("vcodec=ffv1", "acodec=pcm_s16le", "pix_fmt=yuv420p", "real_time=-1")
    subprocess.run(
        [melt, str(taken(name, form, tmp_path)), "-consumer", f"avformat:{film}", *codecs],
        capture_output=True,
        timeout=120,
        check=True,
        cwd=tmp_path,
    )
    assert judged(name, film)["ok"]


@pytest.mark.parametrize("name", NEARLY)
def test_ges_launch_plays_the_cuts_where_they_are(
    name: str, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    launch = shutil.which("ges-launch-1.0")
    if launch is None:
        pytest.skip("ges-launch-1.0 is not installed")
    project, film = taken(name, XGES, tmp_path, media="here"), tmp_path / "ges.mkv"
    form = "video/x-matroska:video/x-h264:audio/x-raw"
    asked = ("--no-interactive", "--load", f"file://{project}", "-o", f"file://{film}")
    ran = subprocess.run([launch, *asked, "--format", form], capture_output=True, timeout=180)
    if b"missing" in ran.stderr.lower() + ran.stdout.lower():
        pytest.skip("GStreamer has no H.264 or Matroska here")
    verdict = judged(name, film)
    assert verdict["duration_ok"]
    assert verdict["video"]["fraction"] >= SHARE
