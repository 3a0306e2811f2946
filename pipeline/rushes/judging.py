"""What was seen and heard in the recordings, as sentences.

Takes with the same trouble share one finding, as in `technical.py`. A blurred or shaken picture is
only told beside other takes of its shot: fog, a close-up or a hand-held camera may be meant so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from pipeline.documents.report import Finding, warning
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.media.figures import SoundFigures
from pipeline.rushes.clip import Clip, PictureFigures, Span
from pipeline.rushes.flicker import LAMPS_HZ, beats_of
from pipeline.rushes.listing import listed
from pipeline.rushes.naming import base_name
from pipeline.rushes.spans import length_of
from pipeline.timing import SAMPLE_RATE

QUIET_LUFS: Final = -40.0
QUIET_PEAK_DB: Final = -30.0
STEREO: Final = 2
"""With more channels, silent ones are usual: low effects, a centre that nobody uses."""
DARK: Final = 30.0
BURNT_SHARE: Final = 0.2
SOFT: Final = 0.4
"""Share of the others' fine detail below which a take is soft beside them."""
SHAKEN: Final = 3.0
"""How many times more than the others a take must shake ..."""
SHAKEN_LEAST: Final = 0.002
"""... and by which share of the picture: beside a tripod, every breath is a lot."""
LONG_S: Final = 2
"""A shorter black, still or silent moment may be the beginning of a shot or a breath."""
ALL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A take and what was found in its recording."""

    take: Take
    clip: Clip
    others: tuple[Clip, ...] = ()
    """The other takes of its shot."""

    @property
    def picture(self) -> PictureFigures | None:
        """The figures of the picture."""
        return self.clip.picture

    @property
    def is_black(self) -> bool:
        """Whether there is nothing to see at all."""
        black = self.picture.black if self.picture else ()
        return length_of(black) >= ALL * self.clip.frames

    def within(self, spans: Iterable[Span], *, a_second: Fraction | int) -> bool:
        """Return whether a stretch is long within what will be used of the take."""
        scale = a_second / self.clip.rate
        first, end = self.take.in_frame * scale, self.take.out_frame * scale
        lengths = (
            min(Fraction(span.end), end) - max(Fraction(span.start), first) for span in spans
        )
        return any(length >= LONG_S * a_second for length in lengths)


def _is_dark(seen: Watched) -> bool:
    picture = seen.picture
    return picture is not None and picture.luma_mean < DARK and not seen.is_black


def _is_burnt(seen: Watched) -> bool:
    return seen.picture is not None and seen.picture.bright_share > BURNT_SHARE


def _flickers(seen: Watched, lamps_hz: int) -> bool:
    """Return whether the light pumps as that of lamps at 50 or 60 Hz would."""
    return lamps_of(seen.clip) == lamps_hz


def lamps_of(clip: Clip) -> int:
    """Return how often a second the lamps light up that pump in the picture; 0: none does."""
    heard = clip.picture.flicker_hz if clip.picture else 0.0
    video = clip.facts.video
    if not heard or video is None:
        return 0
    rates = [rate for rate in (video.rate, video.base_rate) if rate] or [clip.rate]
    far = {
        lamp: min((abs(beat - heard) for beat in beats_of(rates, clip.rate, (lamp,))), default=99)
        for lamp in LAMPS_HZ
    }
    return min(far, key=lambda lamp: far[lamp])


def _is_soft(seen: Watched) -> bool:
    found = [other.picture.sharpness for other in seen.others if other.picture]
    mine = seen.picture.sharpness if seen.picture else 0.0
    return bool(found) and not seen.is_black and mine < SOFT * median(found)


def _shakes(seen: Watched) -> bool:
    found = [other.picture.shake for other in seen.others if other.picture]
    mine = seen.picture.shake if seen.picture else 0.0
    return bool(found) and mine > max(SHAKEN_LEAST, SHAKEN * median(found))


def _is_long_black(seen: Watched) -> bool:
    picture = seen.picture
    return picture is not None and seen.within(picture.black, a_second=seen.clip.rate)


def _stands_still(seen: Watched) -> bool:
    picture = seen.picture
    return picture is not None and seen.within(picture.frozen, a_second=seen.clip.rate)


def _is_long_silent(seen: Watched) -> bool:
    heard = length_of(seen.clip.silent) < ALL * seen.clip.samples
    return heard and seen.within(seen.clip.silent, a_second=SAMPLE_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One trouble: when it is there and what to say of it."""

    code: str
    applies: Callable[[Watched], bool]
    template: str


RULES: Final = (
    Rule(
        code="C23",
        applies=_is_soft,
        template="%(names)s: less sharp than the other takes of the shot. Look at it large: was "
        "the focus on something else, or the lens dirty?",
    ),
    Rule(
        code="C23",
        applies=_shakes,
        template="%(names)s: shakes much more than the other takes of the shot. If it is not "
        "meant so, choose another take.",
    ),
    Rule(
        code="C24",
        applies=_is_dark,
        template="%(names)s: very dark. If it is not meant to be night, more light is needed.",
    ),
    Rule(
        code="C24",
        applies=_is_burnt,
        template="%(names)s: a large part of the picture is burnt out, pure white. Lower the "
        "exposure for the next take: what is white cannot be brought back.",
    ),
    Rule(
        code="C25",
        applies=lambda seen: _flickers(seen, 100),
        template="%(names)s: the light of the lamps pumps (mains of 50 Hz). Set the shutter to "
        "1/50 or 1/100 for the next take, or switch that lamp off.",
    ),
    Rule(
        code="C25",
        applies=lambda seen: _flickers(seen, 120),
        template="%(names)s: the light of the lamps pumps (mains of 60 Hz). Set the shutter to "
        "1/60 or 1/120 for the next take, or switch that lamp off.",
    ),
    Rule(
        code="C28",
        applies=lambda seen: seen.clip.damaged and not seen.clip.facts.damaged,
        template="%(names)s: parts of the file are damaged or missing. Watch it to its end, and "
        "copy it from the camera again.",
    ),
    Rule(
        code="C35",
        applies=_is_long_black,
        template="%(names)s: the picture is black for two seconds or more. Was the lens covered?",
    ),
    Rule(
        code="C37",
        applies=_stands_still,
        template="%(names)s: the picture stands still for two seconds or more. If nothing was to "
        "move, all is well; else copy the file from the camera again.",
    ),
    Rule(
        code="SILENCE",
        applies=_is_long_silent,
        template="%(names)s: nothing at all is heard for two seconds or more. Did the microphone "
        "fall out?",
    ),
)


def judged(takes: Takes, clips: Mapping[str, Clip]) -> Iterator[Finding]:
    """Yield what is wrong with the recordings; `clips` by the name of the group's file."""
    wanted = [take for take in takes.takes if take.rating is not Rating.NO_GOOD]
    watched = [_watched(take, takes, clips) for take in wanted if take.file in clips]
    for rule in RULES:
        names = [seen.take.name for seen in watched if rule.applies(seen)]
        if names:
            yield warning(rule.code, names[0], rule.template, names=listed(names))
    for seen in watched:
        yield from sound_findings(seen.take.name, seen.clip.sound)
    for sound in takes.sounds:
        if sound.file in clips:
            yield from _of_sound(sound, clips[sound.file])


def _watched(take: Take, takes: Takes, clips: Mapping[str, Clip]) -> Watched:
    others = (one for one in takes.of_shot(take.slate.shot_name) if one.name != take.name)
    found = tuple(clips[one.file] for one in others if one.file in clips)
    return Watched(take=take, clip=clips[take.file], others=found)


def _of_sound(sound: SoundFile, clip: Clip) -> Iterator[Finding]:
    name = base_name(sound.file)
    if clip.damaged:
        template = "%(names)s: parts of the file are damaged or missing. Copy it again."
        yield warning("C28", sound.file, template, names=name)
    is_tone = sound.role is SoundRole.ROOM_TONE
    yield from sound_findings(name, clip.sound, may_be_quiet=is_tone)


def sound_findings(
    name: str, figures: SoundFigures | None, *, may_be_quiet: bool = False
) -> Iterator[Finding]:
    """Yield what the meters found in a sound (domain rules C19, C20, C21)."""
    if figures is None:
        return
    channels = len(figures.channels)
    if len(figures.dead_channels) == channels:
        yield warning(
            "C21", name, "In “%(name)s” there is only silence. Was the microphone on?", name=name
        )
        return
    if figures.dead_channels and channels == STEREO:
        yield warning(
            "C21",
            name,
            "Channel %(channel)s of “%(name)s” is silent. Look for a loose cable.",
            name=name,
            channel=figures.dead_channels[0],
        )
    if figures.is_clipped:
        yield warning(
            "C19",
            name,
            "The sound of “%(name)s” is distorted: it was recorded too loud. Turn the level down "
            "and record it again if you can.",
            name=name,
        )
    elif _is_quiet(figures) and not may_be_quiet:
        yield warning(
            "C20",
            name,
            "The sound of “%(name)s” is very quiet. Go closer with the microphone.",
            name=name,
        )


def _is_quiet(figures: SoundFigures) -> bool:
    quiet = figures.integrated_lufs is not None and figures.integrated_lufs < QUIET_LUFS
    return quiet or figures.peak_db < QUIET_PEAK_DB
