"""What the gate makes of names, first bytes and facts."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.media.facts import AudioFacts, MediaFacts, VideoFacts
from pipeline.media.safety import SENTENCES, Trouble, UnfitMedia, display_name, refusal, sniff

VIDEO = VideoFacts(
    index=0,
    codec="h264",
    seconds=Fraction(2),
    width=1280,
    height=720,
    rotation=0,
    rate=Fraction(25),
    base_rate=Fraction(25),
    uneven=0.0,
    pix_fmt="yuv420p",
    sar=Fraction(1),
    transfer="sdr",
    frames_decoded=3,
    damaged=0,
)
AUDIO = AudioFacts(
    index=1,
    codec="aac",
    seconds=Fraction(2),
    sample_rate=48_000,
    channels=2,
    frames_decoded=90,
    damaged=0,
)
FILM = MediaFacts(kind="mov", streams=2, video=VIDEO, audio=AUDIO)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("IMG_0001.MOV", "IMG_0001.MOV"),
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\take 1.mp4", "take 1.mp4"),
        ("film\u202e4pm.mp4", "film4pm.mp4"),
        ("a\r\nb\x00.mp4", "ab.mp4"),
        ("e\u0301te\u0301.mov", "été.mov"),
        ("  leading   space.mp4", "leading space.mp4"),
        ("\ud800.mp4", "mp4"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(raw: str, shown: str) -> None:
    assert display_name(raw) == shown


def test_a_long_name_keeps_its_suffix_and_is_at_most_120_characters() -> None:
    assert display_name("x" * 300 + ".mp4") == "x" * 116 + ".mp4"
    assert len(display_name("x" * 300)) == 120
    assert len(display_name("x." + "y" * 300)) == 120


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x00\x00\x00\x18ftypqt  ", "mov"),
        (b"\x00\x00\x10\x00mdat", "mov"),
        (b"\x1aE\xdf\xa3\x01\x00", "matroska"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "avi"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"FORM\x00\x00\x00\x00AIFFCOMM", "aiff"),
        (b"fLaC\x00", "flac"),
        (b"OggS\x00", "ogg"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        ((b"G" + bytes(187)) * 4, "mpegts"),
        ((b"\x00\x01\x02\x03G" + bytes(187)) * 4, "mpegts"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
    ],
)
def test_the_first_bytes_name_one_demuxer(head: bytes, kind: str) -> None:
    assert sniff(head, name="take.mp4") == kind


@pytest.mark.parametrize(
    "head",
    [
        b"#EXTM3U\n#EXT-X-VERSION:3",
        b"ffconcat version 1.0\nfile other.mp4",
        b"<?xml version='1.0'?><MPD>",
        b"Dear mentor, here is our film.",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"GIF89a",
        b"YUV4MPEG2 W100000 H100000",
        b"\x00\x00\x00\x02ftyp",
        b"\xff",
    ],
)
def test_text_and_everything_unknown_is_refused_whatever_its_name(head: bytes) -> None:
    with pytest.raises(UnfitMedia, match="whatever its name says") as refused:
        sniff(head, name="take.mp4")
    assert refused.value.code is Trouble.TYPE


def test_a_file_of_nothing_has_its_own_sentence() -> None:
    with pytest.raises(UnfitMedia, match=r"nothing in “take\.mp4”"):
        sniff(b"", name="take.mp4")


def test_a_wav_with_an_impossible_rate_is_refused_by_its_header() -> None:
    header = b"RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"
    with pytest.raises(UnfitMedia, match="sample rate"):
        sniff(header + (2**32 - 1).to_bytes(4, "little"), name="a.wav")
    assert sniff(header + (48_000).to_bytes(4, "little"), name="a.wav") == "wav"


def test_a_usual_film_a_silent_film_and_a_sound_are_taken() -> None:
    assert refusal(FILM) is None
    assert refusal(replace(FILM, audio=None)) is None
    assert refusal(replace(FILM, video=None)) is None


@pytest.mark.parametrize(
    ("facts", "trouble"),
    [
        (replace(FILM, streams=17), Trouble.STREAMS),
        (replace(FILM, video=None, audio=None), Trouble.TRUNCATED),
        (replace(FILM, video=replace(VIDEO, width=8194)), Trouble.DIMENSIONS),
        (replace(FILM, video=replace(VIDEO, width=8000, height=5001)), Trouble.DIMENSIONS),
        (replace(FILM, video=replace(VIDEO, width=0)), Trouble.DIMENSIONS),
        (replace(FILM, video=replace(VIDEO, width=1001, height=100)), Trouble.DIMENSIONS),
        (replace(FILM, video=replace(VIDEO, rate=Fraction(241))), Trouble.RATE),
        (replace(FILM, video=replace(VIDEO, codec="tiff")), Trouble.CODEC),
        (replace(FILM, video=replace(VIDEO, frames_decoded=0)), Trouble.NO_FRAMES),
        (replace(FILM, video=replace(VIDEO, seconds=Fraction(14401))), Trouble.DURATION),
        (replace(FILM, audio=replace(AUDIO, seconds=Fraction(14401))), Trouble.DURATION),
        (replace(FILM, audio=replace(AUDIO, channels=9)), Trouble.CHANNELS),
        (replace(FILM, audio=replace(AUDIO, channels=0)), Trouble.CHANNELS),
        (replace(FILM, audio=replace(AUDIO, sample_rate=7999)), Trouble.SAMPLE_RATE),
        (replace(FILM, audio=replace(AUDIO, codec="bonk")), Trouble.CODEC),
        (replace(FILM, video=None, audio=replace(AUDIO, seconds=Fraction(0))), Trouble.EMPTY),
        (replace(FILM, video=None, audio=replace(AUDIO, frames_decoded=0)), Trouble.NO_FRAMES),
    ],
)
def test_what_goes_over_a_limit_is_refused_with_its_code(
    facts: MediaFacts, trouble: Trouble
) -> None:
    assert refusal(facts) is trouble


def test_the_limits_themselves_are_allowed() -> None:
    largest = replace(VIDEO, width=8192, height=4882, rate=Fraction(240), seconds=Fraction(14400))
    assert refusal(replace(FILM, video=largest, streams=16)) is None


def test_every_trouble_has_a_sentence_that_names_the_file_and_says_what_to_do() -> None:
    for trouble in Trouble:
        sentence = str(UnfitMedia(trouble, name="take.mp4"))
        assert "take.mp4" in sentence
        assert sentence.count(".") >= 2, sentence
    assert set(SENTENCES) == set(Trouble)
