"""What is known of a film or sound file after looking into it. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

UNEVEN_SHARE: Final = 0.02
"""Above this share of irregular pictures a rate is variable (domain rule C18)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFacts:
    """The picture stream."""

    index: int
    """Number of the stream in the file."""
    codec: str
    seconds: Fraction
    """From the first picture to the end of the last one that can be read."""
    width: int
    """Pixels as shown: after rotation, with square pixels."""
    height: int
    rotation: int
    """Degrees counter-clockwise: 0, 90, 180 or 270."""
    rate: Fraction
    """Average pictures a second; 0 when unknown."""
    base_rate: Fraction
    """The rate that its clock suggests."""
    uneven: float
    """Share of the pictures that do not keep the usual distance, 0 to 1."""
    pix_fmt: str
    sar: Fraction
    """Pixel shape, width to height, as stored."""
    transfer: str
    """"sdr", "smpte2084" (PQ) or "arib-std-b67" (HLG)."""
    frames_decoded: int
    """How many of the first three pictures could be decoded."""
    damaged: int
    """Packets that could not be decoded, of those that were tried."""

    @property
    def variable_rate(self) -> bool:
        """Whether the pictures come at irregular times, as many phones do."""
        return self.uneven > UNEVEN_SHARE

    @property
    def is_hdr(self) -> bool:
        """Whether the light must be mapped for a usual screen."""
        return self.transfer != "sdr"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFacts:
    """The sound stream."""

    index: int
    codec: str
    seconds: Fraction
    sample_rate: int
    """Samples a second."""
    channels: int
    frames_decoded: int
    damaged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """A film or sound file."""

    kind: str
    """The demuxer that must be forced: mov, matroska, ..."""
    streams: int
    video: VideoFacts | None = None
    audio: AudioFacts | None = None
    start_timecode: str = ""
    """HH:MM:SS:FF of the camera, empty when it wrote none."""

    @property
    def duration(self) -> Fraction:
        """Seconds of picture, or of sound where there is no picture; 0 of nothing.

        It is what can really be read, not what the header says.
        """
        main = self.video or self.audio
        return main.seconds if main else Fraction(0)

    @property
    def damaged(self) -> bool:
        """Whether something in the first seconds could not be decoded."""
        return bool((self.video and self.video.damaged) or (self.audio and self.audio.damaged))
