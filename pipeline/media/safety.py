"""The gate for media that people upload: what it is by its first bytes, and whether we take it.

Pure. A file is never believed: not its name, not its suffix, not its header. No text format passes,
since a playlist named .mp4 would make ffmpeg open other files and addresses. What a gate cannot
cover, bugs inside decoders, is kept in processes with limits (`ffmpeg.py`, `probe.py`).
"""

import unicodedata
from enum import StrEnum
from typing import Final

from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts

HEAD_BYTES: Final = 4096
"""How much of a file `sniff` wants to see."""
LONGEST_NAME: Final = 120
MOST_STREAMS: Final = 16
MOST_SIDE: Final = 8192
MOST_PIXELS: Final = 40_000_000
MOST_ASPECT: Final = 10
MOST_RATE: Final = 240
MOST_SECONDS: Final = 4 * 3600
MOST_CHANNELS: Final = 8
SAMPLE_RATES: Final = range(8_000, 192_001)

VIDEO_CODECS: Final = frozenset(
    {
        *("av1", "dnxhd", "dvvideo", "ffv1", "h263", "h264", "hevc", "mjpeg", "mpeg1video"),
        *("mpeg2video", "mpeg4", "prores", "rawvideo", "theora", "vp8", "vp9"),
    }
)
AUDIO_CODECS: Final = frozenset(
    {
        *("aac", "ac3", "alac", "amrnb", "amrwb", "eac3", "flac", "mp2", "mp3", "opus", "vorbis"),
        *("pcm_alaw", "pcm_mulaw", "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le"),
        *("pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le"),
        *("pcm_f64be", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms"),
    }
)
AUDIO_KINDS: Final = frozenset({"wav", "aiff", "flac", "ogg", "mp3", "aac"})
PICTURE_KINDS: Final = frozenset({"png", "jpeg", "webp"})


class Trouble(StrEnum):
    """Why a file is refused."""

    EMPTY = "E_EMPTY"
    TYPE = "E_TYPE"
    TRUNCATED = "E_TRUNCATED"
    NO_VIDEO = "E_NO_VIDEO"
    NO_FRAMES = "E_NO_FRAMES"
    DIMENSIONS = "E_LIMIT_DIM"
    RATE = "E_LIMIT_FPS"
    DURATION = "E_LIMIT_DUR"
    STREAMS = "E_LIMIT_STREAMS"
    CHANNELS = "E_LIMIT_CH"
    SAMPLE_RATE = "E_LIMIT_RATE"
    CODEC = "E_CODEC"
    CRASH = "E_CRASH"


SENTENCES: Final = {
    Trouble.EMPTY: "There is nothing in “%(name)s”. Copy it from the camera or phone again.",
    Trouble.TYPE: "“%(name)s” is not a film, a sound or a picture, whatever its name says. "
    "Send the file that came out of the camera, the phone or the recorder.",
    Trouble.TRUNCATED: "“%(name)s” is not complete: the recording or the copy was not finished. "
    "Copy it from the camera or phone again.",
    Trouble.NO_VIDEO: "There is no picture in “%(name)s”, only sound. "
    "Send the film, or name it as a sound (.wav, .m4a).",
    Trouble.NO_FRAMES: "No picture and no sound of “%(name)s” can be played. "
    "Copy it from the camera or phone again.",
    Trouble.DIMENSIONS: "The picture of “%(name)s” has a size that no film needs. "
    "Film with at most 8192 pixels on a side.",
    Trouble.RATE: "“%(name)s” has more than 240 pictures a second. Film at 25 or 30.",
    Trouble.DURATION: "“%(name)s” is longer than four hours. Cut it into parts and send those.",
    Trouble.STREAMS: "“%(name)s” holds more than 16 tracks. Export it with one picture and sound.",
    Trouble.CHANNELS: "“%(name)s” has no sound channel that can be used, or more than 8. "
    "Record in mono or stereo.",
    Trouble.SAMPLE_RATE: "The sound of “%(name)s” has an odd sample rate. Record at 48 kHz.",
    Trouble.CODEC: "“%(name)s” was recorded with a codec that is not used for films here. "
    "Send the original of the camera, or export it as MP4 (H.264).",
    Trouble.CRASH: "“%(name)s” cannot be looked into without harm. Export it as MP4 (H.264) and "
    "send that.",
}


class UnfitMedia(CannotRead):
    """Raised when a file does not pass the gate; `code` says why, the sentence what to do."""

    def __init__(self, code: Trouble, *, name: str, detail: str = "") -> None:
        """Take the sentence of this code for the file of this name."""
        super().__init__(SENTENCES[code], detail=detail, name=name)
        self.code = code


def display_name(raw: str) -> str:
    """Return a name that is safe to show and never a path: base name, NFC, at most 120 characters.

    Control characters and those that turn the direction of text are left out (a name that shows as
    "film4pm.exe" must not pretend to be "filmexe.mp4"). A name of nothing becomes "file".
    """
    base = raw.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        character for character in base if unicodedata.category(character) not in _UNSEEN
    )
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    if len(name) > LONGEST_NAME:
        stem, dot, suffix = name.rpartition(".")
        keep = LONGEST_NAME - len(dot + suffix)
        name = stem[:keep] + dot + suffix if stem and keep > LONGEST_NAME // 2 else name
    return name[:LONGEST_NAME].strip(". ") or "file"


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_ISO_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"})
_AT_START: Final = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_IN_CHUNKS: Final = {
    (b"RIFF", b"AVI "): "avi",
    (b"RIFF", b"WAVE"): "wav",
    (b"RF64", b"WAVE"): "wav",
    (b"RIFF", b"WEBP"): "webp",
    (b"FORM", b"AIFF"): "aiff",
    (b"FORM", b"AIFC"): "aiff",
}
_SMALLEST_BOX: Final = 8


def sniff(head: bytes, *, name: str) -> str:
    """Return the one demuxer that may read a file with these first bytes.

    Raises UnfitMedia for nothing at all, for text, and for every format that is not on the list.
    """
    if not head:
        raise UnfitMedia(Trouble.EMPTY, name=name)
    kind = _kind(head)
    if kind is None:
        raise UnfitMedia(Trouble.TYPE, name=name, detail=f"it begins with {head[:16]!r}")
    if kind == "wav" and not _wav_rate_fits(head):
        raise UnfitMedia(Trouble.SAMPLE_RATE, name=name)
    return kind


def _kind(head: bytes) -> str | None:
    if head[4:8] in _ISO_BOXES:
        size = int.from_bytes(head[:4])
        return "mov" if size >= _SMALLEST_BOX or size in (0, 1) else None
    chunked = _IN_CHUNKS.get((head[:4], head[8:12]))
    begins = (kind for start, kind in _AT_START if head.startswith(start))
    return chunked or next(begins, None) or _kind_of_frames(head)


def _kind_of_frames(head: bytes) -> str | None:
    """Return the kind of a file that has no header, only frames."""
    for start, step in ((0, 188), (4, 192)):  # broadcast packets; those of camcorders have a time
        if head[start : start + 3 * step : step] == b"GGG":
            return "mpegts"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        is_adts = head[1] & 0x06 == 0
        return "aac" if is_adts and head[1] & 0xF0 == 0xF0 else "mp3" if not is_adts else None
    return None


def _wav_rate_fits(head: bytes) -> bool:
    """Check the rate in the header, as the demuxer only says "invalid" of one that is too high."""
    at = head.find(b"fmt ", 12)
    rate = int.from_bytes(head[at + 12 : at + 16], "little")
    return at < 0 or len(head) < at + 16 or rate in SAMPLE_RATES


def refusal(facts: MediaFacts) -> Trouble | None:
    """Return why media with these facts are not taken, or None. The order is that of the harm."""
    checks = (
        (Trouble.STREAMS, facts.streams > MOST_STREAMS),
        (Trouble.TRUNCATED, facts.video is None and facts.audio is None),
    )
    found = (trouble for trouble, is_so in checks if is_so)
    return next(found, None) or _video_refusal(facts) or _audio_refusal(facts) or _length(facts)


def _video_refusal(facts: MediaFacts) -> Trouble | None:
    video = facts.video
    if video is None:
        return None
    short, long = sorted((video.width, video.height))
    fits = short > 0 and long <= MOST_SIDE and short * long <= MOST_PIXELS
    checks = (
        (Trouble.DIMENSIONS, not fits or long > MOST_ASPECT * short),
        (Trouble.CODEC, video.codec not in VIDEO_CODECS),
        (Trouble.RATE, video.rate > MOST_RATE),
        (Trouble.NO_FRAMES, video.frames_decoded == 0),
    )
    return next((trouble for trouble, is_so in checks if is_so), None)


def _audio_refusal(facts: MediaFacts) -> Trouble | None:
    audio = facts.audio
    if audio is None:
        return None
    checks = (
        (Trouble.CHANNELS, not 0 < audio.channels <= MOST_CHANNELS),
        (Trouble.SAMPLE_RATE, audio.sample_rate not in SAMPLE_RATES),
        (Trouble.CODEC, audio.codec not in AUDIO_CODECS),
        (Trouble.EMPTY, facts.video is None and audio.seconds == 0),
        (Trouble.NO_FRAMES, facts.video is None and audio.frames_decoded == 0),
    )
    return next((trouble for trouble, is_so in checks if is_so), None)


def _length(facts: MediaFacts) -> Trouble | None:
    tracks = (facts.video, facts.audio)
    too_long = any(track.seconds > MOST_SECONDS for track in tracks if track)
    return Trouble.DURATION if too_long else None
