"""What a finished film really is: read from its streams and from one decode of all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.media.probe import probe
from pipeline.render.loudness import Loudness, loudness_of
from pipeline.render.personal import Written, written_in
from pipeline.render.stopping import StopOnly

BLACK: Final = "blackdetect=d=0.02:pix_th=0.06:pic_th=0.98"
"""Cards on projection-room dark are not black; a night shot with a lamp is not either."""
FREEZE: Final = "freezedetect=n=-60dB:d=1"
SILENCE: Final = "silencedetect=n=-60dB:d=0.4"
"""Short enough for the half second at the ends of a film. It stands behind ebur128, which cuts the
sound anew and loses what was written on most of the old pieces."""
SMALL: Final = "scale=64:36:flags=area,format=gray"

_VIDEO: Final = re.compile(
    r"Stream #0:\d+.*?: Video: (\w+)(?: \(([^)]+)\))?[^,]*, (\w+)(?:\(([^)]*)\))?, (\d+)x(\d+)"
)
_AUDIO: Final = re.compile(r"Stream #0:\d+.*?: Audio: (\w+)[^,]*, (\d+) Hz, ([^,\n]+)")
_SHAPE: Final = re.compile(r"\[SAR (\d+):(\d+) DAR")
_TIME: Final = re.compile(r"pts_time:(-?[\d.]+)")
_KEY: Final = re.compile(r"lavfi\.([\w.]+)=(-?[\d.]+|-?inf|nan)")


class Stretch(NamedTuple):
    """From when to when, in seconds."""

    begin: float
    end: float

    def seconds(self) -> float:
        """Return its length for people."""
        return round(self.end - self.begin, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFacts:
    """What the streams say of themselves."""

    video_codec: str = ""
    video_profile: str = ""
    pixels: str = ""
    colours: str = ""
    """ "bt709" when matrix, primaries and transfer say so, else what they say."""
    width: int = 0
    height: int = 0
    has_square_pixels: bool = True
    is_interlaced: bool = False
    audio_codec: str = ""
    audio: str = ""
    """Rate and layout of the sound, as ffmpeg names them."""

    @property
    def video(self) -> str:
        """The picture in one line."""
        return f"{self.video_codec} {self.video_profile} {self.pixels} {self.colours}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """Everything the technical check judges."""

    streams: StreamFacts
    rate: Fraction
    is_uneven: bool
    is_faststart: bool
    frames: int
    """Frames that were decoded."""
    samples: int
    """Samples that were decoded, at 48 kHz."""
    picture_begins: float
    """When its first frame is shown, in seconds after the first of all that is in the file."""
    sound_begins: float | None
    """When its first sample is heard; None where nothing is."""
    trouble: str
    """What the decoder said when it gave up; empty when all is well."""
    loudness: Loudness
    channels_db: tuple[float, ...] = ()
    blacks: tuple[Stretch, ...] = ()
    freezes: tuple[Stretch, ...] = ()
    silences: tuple[Stretch, ...] = ()
    written: tuple[Written, ...] = ()
    """What is written into the file beside picture and sound."""
    light: tuple[float, ...] = field(default=(), repr=False)
    """Mean luma of each frame, 16 to 235."""

    @property
    def seconds(self) -> Fraction:
        """Length of the picture."""
        return self.frames / self.rate if self.rate else Fraction(0)


def facts_of_film(
    film: Path, *, sound_into: Path | None = None, watch: Watch | None = None
) -> FilmFacts:
    """Return the facts of a film. Raise UnfitMedia when it is none, Cancelled on a stop.

    Its sound may be written into a file: one channel of 16 bits at 48 kHz, from the time 0 on.
    """
    media = probe(film)
    source = ("-protocol_whitelist", "file", "-f", media.kind, "-i", f"file:{film.absolute()}")
    said = run_ffmpeg(
        [*source, "-loglevel", "info", "-map", "0", "-c", "copy", "-t", "0", "-f", "null", "-"],
        watch=StopOnly.of(watch),
    )
    streams = streams_of(said.split("Output #0", 1)[0])
    arguments = (*source, *_judging(bool(streams.audio_codec), sound_into))
    with TemporaryDirectory() as work:
        trouble, summary = _decode(arguments, Path(work), media.duration, watch)
        lists = {path.stem: path.read_text("ascii", "replace") for path in Path(work).iterdir()}
    picture, sound, channels = (lists.get(name, "") for name in ("picture", "sound", "channels"))
    light = tuple(float(value) for _, value in _KEY.findall(lists.get("light", "")))
    rate = media.video.rate if media.video else Fraction(0)
    end = float(len(light) / rate) if rate else 0.0
    return FilmFacts(
        streams=streams,
        rate=rate,
        is_uneven=bool(media.video and media.video.variable_rate),
        is_faststart=is_faststart(film),
        frames=len(light),
        samples=_samples(channels),
        picture_begins=_begins(lists.get("light", "")) or 0.0,
        sound_begins=_begins(channels),
        trouble=trouble,
        loudness=loudness_of(sound.splitlines(), summary),
        channels_db=tuple(_channels(channels)),
        blacks=tuple(_stretches(picture, "black", end)),
        freezes=tuple(_stretches(picture, "freezedetect.freeze", end)),
        silences=tuple(_stretches(sound, "silence", end)),
        written=written_in(source, StopOnly.of(watch)),
        light=light,
    )


def stillness_of(
    film: Path, kind: str, *, seconds: Fraction, watch: Watch | None = None
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return where the picture of a film we have made stands still, and where it is black.

    Only the picture is decoded, and looked at small. Raise WorkFailed or Cancelled.
    """
    looked = f"scale=320:-2:flags=area,{BLACK},{FREEZE},metadata=mode=print:file=picture.txt"
    with TemporaryDirectory() as work:
        run_ffmpeg(
            [
                *("-protocol_whitelist", "file", "-f", kind, "-i", f"file:{film.absolute()}"),
                *("-map", "0:v:0", "-vf", looked, "-f", "null", "-"),
            ],
            cwd=Path(work),
            seconds=seconds,
            watch=watch,
        )
        listed = (Path(work) / "picture.txt").read_text("ascii", "replace")
    end = float(seconds)
    freezes = _stretches(listed, "freezedetect.freeze", end)
    return tuple(freezes), tuple(_stretches(listed, "black", end))


def streams_of(heading: str) -> StreamFacts:
    """Return what ffmpeg says of the first picture and the first sound of a file."""
    seen, heard, shape = (row.search(heading) for row in (_VIDEO, _AUDIO, _SHAPE))
    sound = StreamFacts()
    if heard:
        sound = StreamFacts(audio_codec=heard[1], audio=f"{heard[2]} Hz {heard[3]}")
    if seen is None:
        return sound
    tags = seen[4] or ""
    return replace(
        sound,
        video_codec=seen[1],
        video_profile=seen[2] or "",
        pixels=seen[3],
        colours=_colours(tags),
        width=int(seen[5]),
        height=int(seen[6]),
        has_square_pixels=shape is None or shape[1] == shape[2],
        is_interlaced="first" in tags,
    )


def _judging(has_sound: bool, sound_into: Path | None) -> tuple[str, ...]:
    """Return the filters whose lists tell everything, and where what they give goes."""
    picture = (
        f"[0:v:0]split[whole][part];[whole]{BLACK},{FREEZE},"
        f"metadata=mode=print:file=picture.txt,nullsink;[part]{SMALL},signalstats,"
        "metadata=mode=print:key=lavfi.signalstats.YAVG:file=light.txt[v]"
    )
    seen = ("-map", "[v]", "-fps_mode", "passthrough")
    if not has_sound:
        return "-filter_complex", picture, *seen, "-f", "null", "-"
    kept = "[kept]" if sound_into else ""
    sound = (
        f";[0:a:0]aresample=48000,asplit={3 if kept else 2}[loud][each]{kept};[loud]"
        f"ebur128=peak=true:metadata=1:framelog=quiet,{SILENCE},ametadata=mode=print:file=sound.txt,anullsink;"
        "[each]asetnsamples=n=48000:p=0,astats=metadata=1:reset=0:measure_overall=Number_of_samples"
        ":measure_perchannel=RMS_level,ametadata=mode=print:file=channels.txt[a]"
    )
    outputs = (*seen, "-map", "[a]", "-f", "null", "-")
    if sound_into is None:
        return "-filter_complex", picture + sound, *outputs
    # What begins late, begins late here, too: a player waits for the time of a sound.
    sound += ";[kept]aresample=48000:async=1:first_pts=0,aformat=sample_fmts=s16"
    sound += ":channel_layouts=mono[k]"
    written = ("-map", "[k]", "-f", "s16le", "-y", f"file:{sound_into.absolute()}")
    return "-filter_complex", picture + sound, *outputs, *written


def _decode(
    arguments: Iterable[str], work: Path, seconds: Fraction, watch: Watch | None
) -> tuple[str, str]:
    """Decode everything once, into lists of what the detectors saw. Return the trouble, if any."""
    try:
        said = run_ffmpeg(
            ["-xerror", "-loglevel", "info", *arguments], cwd=work, seconds=seconds, watch=watch
        )
    except WorkFailed as fault:
        return fault.detail or str(fault), fault.detail
    return "", said


def _colours(tags: str) -> str:
    """Return "bt709" for (tv, bt709, progressive): one word stands for three equal ones."""
    named = [part.strip() for part in tags.split(",")]
    skipped = ("tv", "pc", "progressive", "top first", "bottom first")
    return "/".join(part for part in named if part and part not in skipped)


def is_faststart(film: Path) -> bool:
    """Return whether the index of an MP4 or MOV stands before the media."""
    with film.open("rb") as file:
        while header := file.read(8):
            size, kind = int.from_bytes(header[:4]), header[4:8]
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            if size == 1:
                size = int.from_bytes(file.read(8)) - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def _begins(text: str) -> float | None:
    """Return the time of the first entry of a list, in seconds."""
    found = _TIME.search(text)
    return float(found[1]) if found else None


def _samples(text: str) -> int:
    found = [value for key, value in _KEY.findall(text) if key.endswith("Number_of_samples")]
    return int(float(found[-1])) if found else 0


def _channels(text: str) -> Iterator[float]:
    levels: Mapping[str, str] = {
        key: value for key, value in _KEY.findall(text) if key.endswith("RMS_level")
    }
    for _, value in sorted(levels.items()):
        yield float(value)


def _stretches(text: str, what: str, end: float) -> Iterator[Stretch]:
    """Yield what begins and ends in a list; what runs to the end of the film has no end in it."""
    begin: float | None = None
    for key, value in _KEY.findall(text):
        if key == f"{what}_start" and begin is None:
            begin = float(value)
        elif key == f"{what}_end" and begin is not None:
            yield Stretch(begin, float(value))
            begin = None
    if begin is not None and end > begin:
        yield Stretch(begin, end)
