"""What goes out is opened by programs that nobody here wrote: melt, MediaInfo and mpv."""

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pipeline.delivery.kinds import DELIVERIES
from tests.given_away import FRAMES, give_away

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

FILMS = sorted(name for name, one in DELIVERIES.items() if one.encoder)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A film of three seconds, given away as each kind."""
    return give_away(tmp_path_factory.mktemp("given"), sorted(DELIVERIES))


def told_by(program: str, *arguments: str) -> str:
    """What a program prints; the test is skipped where it is not installed."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    ran = subprocess.run([found, *arguments], capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.mark.parametrize("kind", FILMS)
def test_melt_counts_the_same_pictures(given: dict[str, Path], kind: str) -> None:
    producer = ET.fromstring(told_by("melt", str(given[kind]), "-consumer", "xml")).find("producer")
    assert producer is not None
    said = {one.get("name"): one.text for one in producer.findall("property")}
    assert int(str(said["length"])) == FRAMES
    assert said["meta.media.0.codec.colorspace"] == "709"
    assert said["meta.media.1.codec.sample_rate"] == "48000"


@pytest.mark.parametrize("kind", sorted(DELIVERIES))
def test_media_info_finds_what_the_table_says(given: dict[str, Path], kind: str) -> None:
    listed = json.loads(told_by("mediainfo", "--Output=JSON", str(given[kind])))
    tracks = {one["@type"]: one for one in listed["media"]["track"]}
    sound = {"prores": "PCM", "wav": "PCM"}.get(kind, "AAC")
    assert (tracks["Audio"]["Format"], tracks["Audio"]["SamplingRate"]) == (sound, "48000")
    assert not {"Performer", "Recorded_Date", "Recorded_Location"} & set(tracks["General"])
    if kind == "wav":
        return
    video, profile = tracks["Video"], DELIVERIES[kind].profile
    assert (int(video["Width"]), int(video["Height"])) == (profile.width, profile.height)
    assert (video["FrameRate_Mode"], video["FrameRate"]) == ("CFR", "25.000")
    assert int(video["FrameCount"]) == FRAMES
    assert video["matrix_coefficients"] == "BT.709"
    if profile.is_faststart and kind != "prores":
        assert tracks["General"]["IsStreamable"] == "Yes"


@pytest.mark.parametrize("kind", sorted(DELIVERIES))
def test_mpv_plays_to_the_end_without_a_word(given: dict[str, Path], kind: str) -> None:
    said = told_by(
        "mpv", "--no-config", "--vo=null", "--ao=null", "--untimed", "--msg-level=all=warn",
        str(given[kind]),
    )  # fmt: skip
    assert not [line for line in said.splitlines() if "rror" in line]
