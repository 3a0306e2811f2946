"""The sound of a locked edit as AAF and EDL: each clip by the name of its file, at its place.

Both begin where the guide begins, and call every clip's times as its file does (BWF): whoever puts
a file where it says that it was has it where the list says. The AAF counts in samples. The EDL
counts in frames: an edge within a frame moves to the nearest, what is heard stays where it was.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.documents.losses import ImportReport, Loss, as_text, dropped
from pipeline.documents.turnover import PlacedSound, Turnover
from pipeline.errors import CannotRead
from pipeline.timeline.interchange.aaf_write import for_aaf
from pipeline.timeline.interchange.exporting import must_hold, written_aaf
from pipeline.timeline.interchange.formats import AAF, EDL, Format
from pipeline.timeline.interchange.from_edit import sheet_of
from pipeline.timeline.interchange.limits import limited
from pipeline.timeline.interchange.sheet import Medium, Sheet
from pipeline.timing import SAMPLE_RATE, nominal

Plain = dict[str, Any]
Written = tuple[bytes, tuple[Loss, ...]]

STEM: Final = "sound_edit"
LOSSES: Final = f"{STEM}_losses.txt"
_STEREO: Final = {
    **{"Channels": 2, "QuantizationBits": 24, "BlockAlign": 6},
    **{"AverageBPS": 6 * SAMPLE_RATE, "AudioSamplingRate": SAMPLE_RATE},
}
"""What the files are (pipeline/render/bwf.py), in the words of AAF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundList:
    """One list of the pack."""

    form: Format
    content: bytes
    """Empty where the format cannot hold the sound of the film."""
    losses: tuple[Loss, ...]
    """What the format cannot say."""

    @property
    def name(self) -> str:
        """Its name in the pack."""
        return f"{STEM}{self.form.suffix}"


def sound_lists(turnover: Turnover, film: str) -> tuple[SoundList, ...]:
    """Return the sound of an edit as programs for sound open it; nothing of a silent film."""
    return tuple(_list(form, turnover, film) for form in _WRITERS) if turnover.sounds else ()


def losses_text(lists: tuple[SoundList, ...]) -> str:
    """Return what the lists cannot say, as lines to print."""
    reports = (
        ImportReport(file=one.name, format_name=one.form.name, losses=one.losses) for one in lists
    )
    return "Times count from the first frame of the guide.\n\n" + "\n".join(map(as_text, reports))


def _list(form: Format, turnover: Turnover, film: str) -> SoundList:
    try:
        content, losses = _WRITERS[form](turnover, film)
    except CannotRead as fault:
        values = {name: str(value) for name, value in fault.values.items()}
        content, losses = b"", (dropped(fault.template, **values),)
    return SoundList(form=form, content=content, losses=losses)


def _edl(turnover: Turnover, film: str) -> Written:
    leader = turnover.leader
    start = Fraction(leader.number(0)) / leader.rate

    def entry(sound: PlacedSound) -> Fraction:
        return start + Fraction(leader.sample(leader.first) + sound.start_sample, SAMPLE_RATE)

    edit = _edit(turnover, film, leader.rate, entry)
    sheet, lost = sheet_of(edit, {one.file: _medium(one) for one in turnover.sounds})
    fitting, more = limited(sheet, EDL.can)
    counted = replace(fitting, start=start, drop_frame=leader.drop_frame)
    if EDL.write is None:
        raise TypeError("an EDL is written here")
    return EDL.write(counted), (*lost, *more)


def _aaf(turnover: Turnover, film: str) -> Written:
    leader = turnover.leader
    edit = _edit(turnover, film, Fraction(SAMPLE_RATE), _head)
    media = {one.file: _medium(one, start=_begin(one, turnover)) for one in turnover.sounds}
    sheet, lost = sheet_of(edit, media)
    named = _with_roles(sheet, turnover.sounds)
    # Places are told in frames of the film, though nothing is moved to them.
    fitting, more = limited(replace(named, rate=leader.rate), replace(AAF.can, part_frames=True))
    must_hold(fitting, AAF)
    plain = for_aaf(replace(fitting, rate=Fraction(SAMPLE_RATE)))
    first = {"OTIO_SCHEMA": "RationalTime.1", "rate": float(leader.rate)}
    counted = plain | {"global_start_time": {**first, "value": float(leader.number(0))}}
    for track in counted["tracks"]["children"]:
        for clip in track["children"]:
            for reference in clip.get("media_references", {}).values():
                reference["metadata"] = {"AAF": {"EssenceDescription": dict(_STEREO)}}
    clock = {"fps": nominal(leader.rate), "drop": leader.drop_frame}
    return written_aaf(counted, clock), (*lost, *more)


_WRITERS: Final[Mapping[Format, Callable[[Turnover, str], Written]]] = {AAF: _aaf, EDL: _edl}


def _edit(
    turnover: Turnover, film: str, rate: Fraction, entry: Callable[[PlacedSound], Fraction]
) -> Edit:
    """Return an edit of the files of the pack; `entry` says where in its time each begins."""
    return Edit(
        name=film,
        frame_rate=rate,
        width=0,
        height=0,
        frames=0,
        sound=tuple(_clips(turnover, entry)),
    )


def _clips(turnover: Turnover, entry: Callable[[PlacedSound], Fraction]) -> Iterator[SoundClip]:
    first = turnover.leader.sample(turnover.leader.first)
    for one in turnover.sounds:
        yield SoundClip(
            media=one.file,
            source_in=entry(one),
            start_sample=first + one.start_sample,
            samples=one.samples,
            gain_db=one.gain_db,
            fade_in_samples=one.fade_in_samples,
            fade_out_samples=one.fade_out_samples,
            track=one.track,
            role=SoundRole(one.role),
            name=one.file,
        )


def _head(sound: PlacedSound) -> Fraction:
    return Fraction(sound.head_samples, SAMPLE_RATE)


def _begin(sound: PlacedSound, turnover: Turnover) -> Fraction:
    """Return the time that the file of a clip calls its first sample."""
    leader = turnover.leader
    place = leader.sample(leader.first) + sound.start_sample - sound.head_samples
    return Fraction(leader.time_reference + place, SAMPLE_RATE)


def _medium(sound: PlacedSound, start: Fraction = Fraction(0)) -> Medium:
    length = Fraction(sound.whole, SAMPLE_RATE)
    return Medium(name=sound.file, label=sound.file, start=start, length=length)


def _with_roles(sheet: Sheet, sounds: tuple[PlacedSound, ...]) -> Sheet:
    """Return the sheet with what a track is for in the name of the track."""
    roles = {one.track: one.role for one in reversed(sounds)}
    lanes = (
        replace(lane, name=f"{number} {roles[number]}", role="")
        for number, lane in zip(sorted(roles), sheet.lanes, strict=True)
    )
    return replace(sheet, lanes=tuple(lanes))
