"""A sheet as Final Cut Pro 7 XML, which Premiere and Resolve read. Pure."""

from fractions import Fraction
from typing import Final

from pipeline.timeline.interchange.sheet import ZERO, Lane, Medium, Mix, Piece, Sheet
from pipeline.timeline.interchange.xml_write import (
    Element,
    added,
    file_url,
    frames,
    root_of,
    written,
)
from pipeline.timing import frames_to_timecode, nominal

_SAMPLE_RATE: Final = 48_000


def _rate(parent: Element, rate: Fraction) -> None:
    element = added(parent, "rate")
    added(element, "timebase", nominal(rate))
    added(element, "ntsc", "TRUE" if rate.denominator != 1 else "FALSE")


def _timecode(parent: Element, start: Fraction, rate: Fraction) -> None:
    element = added(parent, "timecode")
    _rate(element, rate)
    count = frames(start, rate)
    added(element, "string", frames_to_timecode(count, rate))
    added(element, "frame", count)
    added(element, "displayformat", "NDF")


class _Writer:
    """Writes clips; each file is written out once and meant by its id after that."""

    def __init__(self, sheet: Sheet) -> None:
        self.rate = sheet.rate
        self.files: dict[Medium, str] = {}
        self.clips = 0

    def track(self, parent: Element, lane: Lane) -> None:
        track = added(parent, "track")
        starts = {mix.cut: mix for mix in lane.mixes}
        at = {piece.at for piece in lane.pieces}
        for piece in lane.pieces:
            into, out = starts.get(piece.at), starts.get(piece.end)
            if into is not None:
                self.transition(track, into, lane)
            self.clip(track, piece, (into, out), lane)
            if out is not None and piece.end not in at:
                self.transition(track, out, lane)
        added(track, "enabled", "TRUE")
        added(track, "locked", "FALSE")

    def transition(self, track: Element, mix: Mix, lane: Lane) -> None:
        item = added(track, "transitionitem")
        added(item, "start", frames(mix.at, self.rate))
        added(item, "end", frames(mix.end, self.rate))
        side = {mix.at: "start", mix.end: "end"}.get(mix.cut, "center")
        added(item, "alignment", side)
        _rate(item, self.rate)
        effect = added(item, "effect")
        name = "Cross Dissolve" if lane.is_video else "Cross Fade (+3dB)"
        added(effect, "name", name)
        added(effect, "effectid", "Cross Dissolve" if lane.is_video else "KGAudioTransCrossFade3dB")
        added(effect, "effecttype", "transition")
        added(effect, "mediatype", "video" if lane.is_video else "audio")

    def clip(
        self, track: Element, piece: Piece, mixes: tuple[Mix | None, Mix | None], lane: Lane
    ) -> None:
        self.clips += 1
        generated = piece.medium is not None and bool(piece.medium.generator)
        tag = "generatoritem" if generated else "clipitem"
        item = added(track, tag, id=f"{tag}-{self.clips}")
        added(item, "name", piece.name)
        added(item, "enabled", "TRUE" if piece.enabled else "FALSE")
        into, out = mixes
        begin, end = (into.at if into else piece.at), (out.end if out else piece.end)
        speed = piece.speed or Fraction(1)
        entry = (self._entry(piece) - (piece.at - begin) * speed) / abs(speed)
        rate = self.clip_rate(piece, entry)
        first = frames(entry, rate)
        length = frames(end - begin, rate)
        known = piece.medium.length if piece.medium and piece.medium.length else None
        added(item, "duration", frames(known / abs(speed), rate) if known else first + length)
        _rate(item, rate)
        added(item, "start", -1 if into else frames(piece.at, self.rate))
        added(item, "end", -1 if out else frames(piece.end, self.rate))
        added(item, "in", first)
        added(item, "out", first + length)
        if piece.speed == 0:
            added(item, "stillframe", "TRUE")
        self.content(item, piece, lane)

    def _entry(self, piece: Piece) -> Fraction:
        """Return where in the file a clip begins; backwards, counted from the file's end."""
        medium = piece.medium
        entry = piece.source_in - (medium.start if medium else ZERO)
        if piece.speed < 0 and medium is not None:
            frame = 1 / medium.rate if medium.rate else ZERO
            return (medium.length or ZERO) - frame - entry
        return entry

    def clip_rate(self, piece: Piece, entry: Fraction) -> Fraction:
        """Return the rate at which the entry is a whole frame, the sequence's if neither is."""
        own = piece.medium.rate if piece.medium and piece.medium.rate else self.rate
        is_whole = (entry * self.rate).denominator == 1
        return self.rate if is_whole or (entry * own).denominator != 1 else own

    def content(self, item: Element, piece: Piece, lane: Lane) -> None:
        medium = piece.medium or Medium(name=piece.name)
        if medium.generator:
            _generator(item, medium)
            return
        self.file(item, medium)
        if not lane.is_video:
            source = added(item, "sourcetrack")
            added(source, "mediatype", "audio")
            added(source, "trackindex", 1)
        if piece.speed not in (0, 1):
            _retimed(item, piece.speed)
        if piece.gain_db:
            _level(item, piece.gain_db)

    def file(self, item: Element, medium: Medium) -> None:
        known = self.files.get(medium)
        name = known or f"file-{len(self.files) + 1}"
        file = added(item, "file", id=name)
        if known:
            return
        self.files[medium] = name
        rate = medium.rate or self.rate
        added(file, "name", medium.name)
        added(file, "pathurl", file_url(medium.name, "localhost"))
        _rate(file, rate)
        if medium.length:
            added(file, "duration", frames(medium.length, rate))
        if medium.start:
            _timecode(file, medium.start, rate)
        media = added(file, "media")
        added(media, "video")
        added(media, "audio")


def _generator(item: Element, medium: Medium) -> None:
    effect = added(item, "effect")
    is_title = medium.generator.startswith("title")
    name = "Text" if is_title else "Slug" if medium.generator == "black" else medium.generator
    added(effect, "name", name)
    added(effect, "effectid", name)
    added(effect, "effecttype", "generator")
    added(effect, "mediatype", "video")
    if is_title:
        parameter = added(effect, "parameter")
        added(parameter, "parameterid", "str")
        added(parameter, "name", "Text")
        added(parameter, "value", medium.text.replace("\n", "\r"))


def _retimed(item: Element, speed: Fraction) -> None:
    effect = added(added(item, "filter"), "effect")
    added(effect, "name", "Time Remap")
    added(effect, "effectid", "timeremap")
    added(effect, "effecttype", "motion")
    values = (
        ("variablespeed", "0"),
        ("speed", f"{float(abs(speed) * 100):.10g}"),
        ("reverse", "TRUE" if speed < 0 else "FALSE"),
    )
    for name, value in values:
        parameter = added(effect, "parameter")
        added(parameter, "parameterid", name)
        added(parameter, "name", name)
        added(parameter, "value", value)


def _level(item: Element, gain_db: float) -> None:
    effect = added(added(item, "filter"), "effect")
    added(effect, "name", "Audio Levels")
    added(effect, "effectid", "audiolevels")
    added(effect, "effecttype", "audiolevels")
    added(effect, "mediatype", "audio")
    parameter = added(effect, "parameter")
    added(parameter, "parameterid", "level")
    added(parameter, "name", "Level")
    added(parameter, "value", f"{10 ** (gain_db / 20):.8f}")


def write_xmeml(sheet: Sheet) -> bytes:
    """Return the file."""
    root = root_of("xmeml", version="5")
    sequence = added(root, "sequence", id="sequence-1")
    added(sequence, "name", sheet.name)
    added(sequence, "duration", frames(sheet.end, sheet.rate))
    _rate(sequence, sheet.rate)
    _timecode(sequence, sheet.start, sheet.rate)
    media = added(sequence, "media")
    video, audio = added(media, "video"), added(media, "audio")
    form = added(added(video, "format"), "samplecharacteristics")
    _rate(form, sheet.rate)
    width, height = sheet.size or (1280, 720)
    added(form, "width", width)
    added(form, "height", height)
    added(form, "pixelaspectratio", "square")
    added(audio, "numOutputChannels", 2)
    sound = added(added(audio, "format"), "samplecharacteristics")
    added(sound, "depth", 16)
    added(sound, "samplerate", _SAMPLE_RATE)
    writer = _Writer(sheet)
    for lane in sheet.lanes:
        writer.track(video if lane.is_video else audio, lane)
    return written(root, "<!DOCTYPE xmeml>\n")
