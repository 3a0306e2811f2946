"""A film up to its mix, laid into the records as a worker leaves it: twelve seconds, two scenes."""

import io
import json
import math
import wave
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from pipeline import workflow
from pipeline.desk import put_bytes
from pipeline.documents.edit import Edit, PictureClip, SoundClip, SoundRole
from pipeline.documents.json import to_json
from pipeline.documents.mix_meters import MixMeters
from pipeline.documents.slate import parse_slate
from pipeline.documents.sound import read_cues
from pipeline.documents.takes import SoundFile, Take, Takes
from pipeline.documents.takes import SoundRole as RushesRole
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf, RevisionView
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, newest
from tests.table_of_takes import lay_plans

RATE = Fraction(25)
SECONDS = 12
FRAMES = 300
TAKES = ("S01_P01_T02", "S02_P01_T01")
CUES = """file,role,start,in,out,gain_db,fade_in,fade_out,title,composer,rights,note
song.wav,music,4,0,5,-6,0.2,0.2,The Song,Ben,We played it,
"""
assert read_cues(CUES, rate=RATE)


def edit_of_film() -> Edit:
    """Six seconds of the kitchen, six of the hill, with the sound of the takes and some wind."""
    first, second = TAKES
    half, whole = SECONDS * 24_000, SECONDS * 48_000
    zero = Fraction(0)
    return Edit(
        name="cut",
        frame_rate=RATE,
        width=320,
        height=180,
        frames=FRAMES,
        picture=(
            PictureClip(media=first, source_in=zero, start_frame=0, frames=150),
            PictureClip(media=second, source_in=zero, start_frame=150, frames=150),
        ),
        sound=(
            SoundClip(media=first, source_in=zero, start_sample=0, samples=half),
            SoundClip(media=second, source_in=zero, start_sample=half, samples=whole - half),
            SoundClip(
                media="WT_wind.wav",
                source_in=zero,
                start_sample=half,
                samples=96_000,
                track=1,
                role=SoundRole.AMBIENCE,
            ),
        ),
    )


def rushes_of_film() -> Takes:
    """Two takes, and the wind that was recorded on the hill."""
    takes = tuple(
        Take(slate=parse_slate(name), file=f"{name}.mp4", digest="0" * 64, kind="mov", frames=150)
        for name in TAKES
    )
    wind = SoundFile(
        file="WT_wind.wav",
        digest="1" * 64,
        kind="wav",
        role=RushesRole.WILD,
        samples=480_000,
        channels=1,
    )
    return Takes(frame_rate=RATE, takes=takes, sounds=(wind,))


@cache
def wav_of(*tones: tuple[int, float], seconds: float = 0.1) -> bytes:
    """A stereo WAV of sines: hertz and amplitude of each."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(3)
        file.setframerate(48_000)
        samples = (
            round(
                (2**23 - 1)
                * sum(level * math.sin(2 * math.pi * hertz * at / 48_000) for hertz, level in tones)
            ).to_bytes(3, "little", signed=True)
            for at in range(int(seconds * 48_000))
        )
        file.writeframes(b"".join(one * 2 for one in samples))
    return out.getvalue()


def meters() -> MixMeters:
    """Somebody speaks all the time; the music is as loud from 4 s to 9 s; no effects."""
    music = (-96.0,) * 40 + (-26.0,) * 50 + (-96.0,) * 30
    voices = (-26.0,) * 120
    return MixMeters(total=voices, buses={"dialogue": voices, "music": music})


def products(**more: bytes) -> dict[str, bytes]:
    """What a worker makes of the sound, in a tenth of a second of it."""
    figures = {
        "integrated_lufs": -27.0,
        "loudness_range_lu": 3.5,
        "true_peak_dbtp": -9.1,
        "target_lufs": -23.0,
        "limit_dbtp": -1.0,
        "samples": SECONDS * 48_000,
        "short_term_lufs": [None, None, *[-27.0] * 10, -12.0, -12.0, *[-27.0] * 10],
    }
    stems = ("mix.wav", "stem_dialogue.wav", "stem_effects.wav", "stem_music.wav")
    return {
        **{name: wav_of((440, 0.1)) for name in stems},
        "loudness.json": json.dumps(figures).encode(),
        "meters.json": to_json(meters()).encode(),
        **more,
    }


def lay_locked_film(
    book: Book, store: LocalStore, cast: Cast, preview: bytes = b"preview"
) -> RevisionView:
    """Approve everything up to the edit; the sound is open, its draft waits. Return the edit."""
    lay_plans(book, store, cast)
    _stage(book, store, cast, "rushes", {"takes.json": to_json(rushes_of_film()).encode()})
    made = {"edit.json": to_json(edit_of_film()).encode(), "preview.mp4": preview}
    _stage(book, store, cast, "edit", made)
    return newest(book, cast.blue_film, "edit")


def lay_mix(
    book: Book, store: LocalStore, cast: Cast, made: Mapping[str, bytes] | None = None
) -> RevisionView:
    """Send a song with its cue sheet, and let a worker have mixed it."""
    sending = workflow.Sending(
        project_id=cast.blue_film,
        stage="sound",
        by=cast.aya,
        files={
            "cues.csv": put_bytes(store, CUES.encode()),
            "song.wav": put_bytes(store, wav_of((220, 0.1))),
        },
    )
    workflow.add_revision(book, sending)
    finish_all_runs(book, made=_laid(store, products() if made is None else made))
    return newest(book, cast.blue_film, "sound")


def _stage(
    book: Book, store: LocalStore, cast: Cast, stage: str, made: Mapping[str, bytes]
) -> None:
    sent = {f"{stage}.wav": put_bytes(store, stage.encode())}
    sending = workflow.Sending(project_id=cast.blue_film, stage=stage, by=cast.aya, files=sent)
    workflow.add_revision(book, sending)
    finish_all_runs(book, made=_laid(store, made))
    approve(book, cast, stage)


def _laid(store: LocalStore, made: Mapping[str, bytes]) -> tuple[FileOf, ...]:
    stored = {name: put_bytes(store, content) for name, content in made.items()}
    return tuple(
        FileOf(name=name, digest=one.digest, bytes=one.bytes) for name, one in stored.items()
    )
