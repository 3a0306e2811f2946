"""Takes a recording in, for the tests."""

from fractions import Fraction
from pathlib import Path

from pipeline.bench import NoWatch, Watch
from pipeline.media.facts import VideoFacts
from pipeline.media.probe import probe
from pipeline.rushes.clip import LISTEN, PROXY, Clip, PictureFigures
from pipeline.rushes.ingest import ingest

RATE = Fraction(25)


def taken_in(source: Path, *, rate: Fraction = RATE, watch: Watch | None = None) -> Clip:
    """Take a recording in; its products lie in a folder beside it."""
    into = products_of(source)
    into.mkdir(exist_ok=True)
    return ingest(
        source, name=source.name, digest="d" * 64, rate=rate, into=into, watch=watch or NoWatch()
    )


def products_of(source: Path) -> Path:
    """Where the products of a recording are."""
    return source.with_name(f"{source.name}.made")


def seen_in(clip: Clip) -> PictureFigures:
    """What was measured on the pictures, which must be there."""
    assert clip.picture is not None
    return clip.picture


def proxy_of(source: Path) -> VideoFacts:
    """The picture of the proxy; its sound must be 48 kHz stereo and as long."""
    facts = probe(products_of(source) / PROXY)
    assert facts.video is not None
    assert facts.audio is not None
    assert (facts.audio.sample_rate, facts.audio.channels) == (48_000, 2)
    assert abs(facts.audio.seconds - facts.video.seconds) < Fraction(1, 20)
    return facts.video


def listen_seconds(source: Path) -> Fraction:
    """Length of what a browser plays of a sound."""
    facts = probe(products_of(source) / LISTEN, name=LISTEN)
    assert facts.audio is not None
    return facts.audio.seconds
