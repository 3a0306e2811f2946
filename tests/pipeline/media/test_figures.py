"""Reading what ffmpeg measured."""

import pytest

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.figures import SILENCE_DB, decoded_with_damage, sound_figures
from tests.pipeline.media.making import TONE

METERS = "aformat=sample_fmts=s32,astats,ebur128=framelog=quiet"


def heard(source: str) -> str:
    made = ["-loglevel", "info", "-f", "lavfi", "-i", source]
    return run_ffmpeg([*made, "-af", f"atrim=end_sample=48000,{METERS}", "-f", "null", "-"])


@pytest.mark.ffmpeg
def test_a_good_tone_has_loudness_and_peak_and_no_fault() -> None:
    figures = sound_figures(heard(TONE))
    assert figures is not None
    assert figures.samples == 48_000
    assert (figures.dead_channels, figures.is_clipped) == ((), False)


@pytest.mark.ffmpeg
def test_a_tone_that_was_too_loud_is_clipped() -> None:
    figures = sound_figures(heard(f"{TONE},volume=30dB,aformat=sample_fmts=s16"))
    assert figures is not None
    assert figures.is_clipped


@pytest.mark.ffmpeg
def test_one_silent_channel_of_two_is_named() -> None:
    figures = sound_figures(heard("aevalsrc=0.1*sin(440*2*PI*t)|0:s=48000"))
    assert figures is not None
    assert figures.dead_channels == (2,)


@pytest.mark.ffmpeg
def test_silence_has_no_loudness_and_no_peak() -> None:
    figures = sound_figures(heard("anullsrc=r=48000:cl=stereo"))
    assert figures is not None
    assert (figures.integrated_lufs, figures.peak_db) == (None, SILENCE_DB)
    assert figures.dead_channels == (1, 2)


def test_a_title_inside_a_file_cannot_pose_as_the_meter() -> None:
    said = "  Metadata:\n    title : [Parsed_astats_1 @ 0x1] Channel: 1\n"
    assert sound_figures(said) is None


def test_what_is_no_number_counts_as_silence() -> None:
    said = "[Parsed_astats_1 @ 0x1f] Channel: 1\n[Parsed_astats_1 @ 0x1f] Peak level dB: nan\n"
    figures = sound_figures(said + "[Parsed_astats_1 @ 0x1f] RMS level dB: -\n")
    assert figures is not None
    assert (figures.peak_db, figures.dead_channels) == (SILENCE_DB, (1,))


def test_damage_is_heard_in_what_the_decoder_says() -> None:
    assert decoded_with_damage("[h264 @ 0x1] error while decoding MB 3 4, bytestream -5")
    assert decoded_with_damage("[mov @ 0x1] stream 0, offset 0x9: partial file")
    assert not decoded_with_damage("frame=  168 fps= 66")


def test_a_title_that_speaks_of_damage_is_none() -> None:
    assert not decoded_with_damage("Input #0, mov, from 'file:/in/corrupt.mov':\n")
    assert not decoded_with_damage("  Metadata:\n    title : The corrupt judge\n")
