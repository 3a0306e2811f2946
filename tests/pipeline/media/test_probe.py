"""Looking into real files, good and bad."""

import json
import os
import signal
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.media import probe_child
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.probe import Upload, head_of, probe, probe_all
from pipeline.media.safety import Trouble, UnfitMedia
from tests.pipeline.media.making import film, sound, turned, uneven

pytestmark = pytest.mark.ffmpeg


def test_a_film_is_read_with_its_size_rate_length_and_sound(tmp_path: Path) -> None:
    facts = probe(film(tmp_path / "take.mp4", "-timecode", "10:00:00:05", seconds=2))
    assert facts.kind == "mov"
    assert facts.duration == 2
    assert facts.start_timecode == "10:00:00:05"
    assert facts.video is not None
    assert (facts.video.width, facts.video.height, facts.video.codec) == (320, 180, "h264")
    assert facts.video.rate == 25
    assert not facts.video.variable_rate
    assert facts.audio is not None
    assert (facts.audio.codec, facts.audio.channels) == ("aac", 1)


def test_the_content_decides_what_a_file_is_and_not_its_name(tmp_path: Path) -> None:
    film(tmp_path / "real.mkv").rename(tmp_path / "take.mp4")
    assert probe(tmp_path / "take.mp4").kind == "matroska"


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_film_of_a_phone_held_upright_is_measured_upright(tmp_path: Path, degrees: int) -> None:
    upright = probe(turned(tmp_path / "up.mp4", film(tmp_path / "flat.mp4"), degrees))
    assert upright.video is not None
    assert (upright.video.width, upright.video.height) == (180, 320)
    assert upright.video.rotation == degrees % 360


def test_pictures_at_uneven_times_are_a_variable_rate(tmp_path: Path) -> None:
    facts = probe(uneven(tmp_path / "phone.mp4"))
    assert facts.video is not None
    assert facts.video.variable_rate


@pytest.mark.parametrize("rate", ["30000/1001", "24", "60"])
def test_an_even_rate_is_not_variable_even_in_milliseconds(tmp_path: Path, rate: str) -> None:
    facts = probe(film(tmp_path / "take.mkv", rate=rate, sound=""))
    assert facts.video is not None
    assert not facts.video.variable_rate
    assert abs(facts.video.rate - Fraction(rate)) < Fraction(1, 100)


def test_wide_pixels_count_as_they_are_shown(tmp_path: Path) -> None:
    facts = probe(film(tmp_path / "wide.mp4", "-vf", "setsar=4/3"))
    assert facts.video is not None
    assert (facts.video.width, facts.video.height) == (427, 180)


def test_hdr_is_recognised(tmp_path: Path) -> None:
    tags = ["-pix_fmt", "yuv420p10le", "-x264-params", "transfer=arib-std-b67"]
    facts = probe(film(tmp_path / "hdr.mp4", *tags))
    assert facts.video is not None
    assert (facts.video.is_hdr, facts.video.transfer) == (True, "arib-std-b67")


def test_a_sound_has_no_picture_even_with_a_cover_inside(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    film(tmp_path / "f.mp4", sound="")
    run_ffmpeg(["-i", str(tmp_path / "f.mp4"), "-frames:v", "1", "-update", "1", str(cover)])
    song = sound(tmp_path / "bare.mp3")
    attach = ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic"]
    covered = tmp_path / "song.mp3"
    run_ffmpeg(["-i", str(song), "-i", str(cover), *attach, str(covered)])
    facts = probe(covered)
    assert facts.video is None
    assert facts.audio is not None


def test_a_text_named_mp4_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "take.mp4").write_text("this is our film")
    with pytest.raises(UnfitMedia) as refused:
        probe(tmp_path / "take.mp4")
    assert str(refused.value) == (
        "“take.mp4” is not a film, a sound or a picture, whatever its name says. "
        "Send the file that came out of the camera, the phone or the recorder."
    )


def test_a_film_cut_short_counts_only_what_is_there(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mp4", "-movflags", "+faststart", seconds=2).read_bytes()
    (tmp_path / "half.mp4").write_bytes(whole[: len(whole) // 2])
    assert Fraction(1, 2) < probe(tmp_path / "half.mp4").duration < Fraction(3, 2)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = film(tmp_path / "good.mp4")
    (tmp_path / "bad.mp4").write_bytes(good.read_bytes()[:200])
    paths = [good, tmp_path / "bad.mp4", good]
    first, bad, last = probe_all([Upload(path=path, name=path.name) for path in paths])
    assert first == last
    assert isinstance(bad, UnfitMedia)
    assert bad.code is Trouble.TRUNCATED


def test_a_decoder_that_falls_over_costs_only_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = film(tmp_path / "good.mp4")
    falling = tmp_path / "child.py"
    code = Path(probe_child.__file__).read_text()
    falling.write_text(
        code.replace(
            "        answer = look(wish)",
            "        if 'crash' in wish['path']:\n            signal.raise_signal(11)\n"
            "        answer = look(wish)",
        )
    )
    (tmp_path / "crash.mp4").write_bytes(good.read_bytes())
    monkeypatch.setattr("pipeline.media.probe.CHILD", falling)
    paths = [good, tmp_path / "crash.mp4", good]
    first, crashed, last = probe_all([Upload(path=path, name=path.name) for path in paths])
    assert first == last
    assert isinstance(crashed, UnfitMedia)
    assert (crashed.code, crashed.detail) == (Trouble.CRASH, f"exit status {-signal.SIGSEGV}")


def test_a_file_that_never_ends_is_refused_when_its_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "child.py"
    code = Path(probe_child.__file__).read_text()
    slow.write_text(code.replace("answer = look(wish)", "while True: pass"))
    monkeypatch.setattr("pipeline.media.probe.CHILD", slow)
    monkeypatch.setattr("pipeline.media.probe.SECONDS_A_FILE", 1)
    with pytest.raises(UnfitMedia, match="without harm"):
        probe(film(tmp_path / "take.mp4"))


def test_a_still_picture_is_no_take(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(UnfitMedia, match="not a film"):
        probe(tmp_path / "a.png")
    assert len(head_of(tmp_path / "a.png")) == 108


def test_the_child_answers_each_wish_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = {
        **{"path": str(film(tmp_path / "take.mp4")), "kind": "mov", "seconds": 20},
        **{"most_streams": 1, "most_pixels": 4, "most_channels": 8},
    }
    lines = [json.dumps(each) for each in (wish, {**wish, "most_streams": 9})]
    reading, writing = os.pipe()
    os.write(writing, "\n".join(lines).encode())
    os.close(writing)
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        probe_child.main()
    many, large = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (many["streams"], many["video"]) == (2, None)
    assert (large["video"]["width"], large["video"]["frames"]) == (320, 0)
