"""The picture of a segment as arguments for ffmpeg. Pure."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.edit import BLACK, NEUTRAL, Look, PictureClip
from pipeline.documents.grade import UNGRADED
from pipeline.render.encoding import ENCODERS as ENCODERS  # asked for here by those who render
from pipeline.render.encoding import PictureSettings as PictureSettings
from pipeline.render.encoding import encoding
from pipeline.render.fitting import (
    FINER,
    TAGS,
    dressed,
    fitted,
    laid,
    paper,
    veil,
)
from pipeline.render.grading import grade_print
from pipeline.render.plan import Mix, Over, Picture, Segment, Shot, Span, Veiled, shots_of
from pipeline.render.playing import Play, forwards, held, played, seconds, seek
from pipeline.render.runs import Run, Runs, runs_of
from pipeline.render.sources import Source, input_of
from pipeline.render.titles import name_of_title

RECIPE: Final = 3
"""Raised whenever the same plan gives other pixels, so that no kept segment of before is used."""

LONGEST_XFADE_S: Final = 59
"""Its filter takes a minute at most; a dissolve in a sequence that stands still takes for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What every segment of a film has in common."""

    settings: PictureSettings
    sources: Mapping[str, Source]
    """By the name that the clips use; what is missing there is shown as a slate."""
    slates: Mapping[str, Source] = field(default_factory=dict)
    """The pictures that stand for what is missing, by name."""
    titles: Mapping[str, Source] = field(default_factory=dict)
    """The pictures of the titles, by their names in `titles.py`."""
    luts: Mapping[str, Source] = field(default_factory=dict)
    """The look-up tables, by the digests in the grades."""

    def source_of(self, clip: PictureClip) -> Source | None:
        """Return what a clip shows; None for a generator."""
        if clip.generator:
            return self.titles.get(name_of_title(clip))
        return self.sources.get(clip.media) or self.slates[clip.media]

    def lut_of(self, clip: PictureClip) -> Source | None:
        """Return the look-up table of a clip's grade; None where it has none."""
        return self.luts.get(clip.grade.lut)


def entry_of(clip: PictureClip, frame: int, rate: Fraction) -> Fraction:
    """Return the second of the medium that a clip shows at a film frame."""
    return clip.source_in + (frame - clip.start_frame) * clip.speed / rate


def looks_of(span: Span, studio: Studio) -> dict[str, Any]:
    """Return what shapes the pixels of a span, wherever it lies and whatever its files are called.

    Two spans that look alike are equal here.
    """
    return {"frames": span.frames, "picture": _looks(span.picture, span, studio)}


def _looks(picture: Picture, span: Span, studio: Studio) -> Any:
    if isinstance(picture, Shot):
        return _looks_of_shot(picture.clip, span, studio)
    if isinstance(picture, Mix):
        sides = [_looks(side, span, studio) for side in (picture.outgoing, picture.incoming)]
        return ["mix", *sides, str(picture.ramp_start - span.start), str(picture.ramp_frames)]
    if isinstance(picture, Veiled):
        veiled = _looks(picture.picture, span, studio)
        return ["veiled", veiled, str(picture.opacity_at(span.start)), str(picture.step)]
    if isinstance(picture, Over):
        return ["over", *(_looks(each, span, studio) for each in picture.pictures)]
    return ["black"]


def _looks_of_shot(clip: PictureClip, span: Span, studio: Studio) -> Any:
    source = studio.source_of(clip)
    look: list[Any] = [] if clip.look == NEUTRAL else [_look_print(clip.look)]
    if source is None:
        return ["generator", clip.generator, *look]
    if clip.grade != UNGRADED:
        look.append(grade_print(clip.grade, studio.lut_of(clip)))
    if source.is_still:
        return [source.digest, source.kind, *look]
    entry = entry_of(clip, span.start, studio.settings.rate)
    return [source.digest, source.kind, str(entry), str(clip.speed), *look]


def _look_print(look: Look) -> list[float]:
    """Return a look as numbers that are alike before and after it was written down."""
    placed = (look.wide, look.high, look.across, look.down, look.turned)
    return [float(one) for one in (*placed, *astuple(look.crop))]


def luts_in(segment: Segment, studio: Studio) -> tuple[Source, ...]:
    """Return the look-up tables of a segment, each once."""
    clips = (clip for span in segment.spans for clip in shots_of(span.picture))
    found = {lut.digest: lut for clip in clips if (lut := studio.lut_of(clip))}
    return tuple(found.values())


def segment_arguments(segment: Segment, studio: Studio) -> tuple[str, ...]:
    """Return ffmpeg's arguments for a segment, all but the output file."""
    graph = _Graph(studio, runs_of(segment.spans))
    spans = "".join(graph.picture(span.picture, span) for span in segment.spans)
    tick = 1 / studio.settings.rate
    graph.chains.append(
        f"{spans}concat=n={len(segment.spans)}:v=1:a=0,settb=expr={tick},setpts=expr=N[film]"
    )
    return (
        *("-copyts", *graph.inputs),
        *("-filter_complex_threads", "1", "-filter_complex", ";".join(graph.chains)),
        *("-map", "[film]", *encoding(studio.settings), "-frames:v", str(segment.frames)),
    )


@dataclass(slots=True)
class _Graph:
    """Collects inputs and filter chains; each method returns the label of what it made, "[n]"."""

    studio: Studio
    runs: Runs
    inputs: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    opened: int = 0
    parts: dict[Run, list[str]] = field(default_factory=dict)
    """What is left of the runs that are opened: the labels of their copies."""

    def chain(self, text: str) -> str:
        label = f"[n{len(self.chains)}]"
        self.chains.append(text + label)
        return label

    def picture(self, picture: Picture, span: Span) -> str:
        if isinstance(picture, Shot):
            return self.shot(picture.clip, span)
        if isinstance(picture, Mix):
            return self.mix(picture, span)
        if isinstance(picture, Veiled):
            return self.veiled(picture, span)
        if isinstance(picture, Over):
            return self.over(picture, span)
        return self.generated(BLACK, span)

    def shot(self, clip: PictureClip, span: Span) -> str:
        source = self.studio.source_of(clip)
        if source is None:
            return self.generated(clip.generator, span)
        if source.is_still:
            # Fitted once, then held: not once for every frame.
            fitted = self.fitted(self.still(source), source, clip)
            return self.chain(f"{fitted}{held(span.frames, self.studio.settings.rate)}")
        run = self.runs[clip, span.start]
        if run not in self.parts:
            self.parts[run] = self.copies(source, run)
        part = self.parts[run].pop(0)
        if run.uses == 1:
            return part
        first = span.start - run.start
        return self.chain(
            f"{part}trim=start_frame={first}:end_frame={first + span.frames},setpts=expr=N"
        )

    def copies(self, source: Source, run: Run) -> list[str]:
        """Open a film once and return the label of a copy for each span that shows it."""
        entry = entry_of(run.clip, run.start, self.studio.settings.rate)
        play = Play(entry=entry, speed=run.clip.speed, frames=run.frames)
        shown = self.fitted(self.film(source, play), source, run.clip)
        if run.uses == 1:
            return [shown]
        labels = [f"[n{len(self.chains)}_{copy}]" for copy in range(run.uses)]
        self.chains.append(f"{shown}split={run.uses}{''.join(labels)}")
        return labels

    def fitted(self, timed: str, source: Source, clip: PictureClip) -> str:
        """Bring a picture into the frame, as the grade and the look of a clip want it."""
        settings, look = self.studio.settings, clip.look
        grade = (clip.grade, self.studio.lut_of(clip))
        if look == NEUTRAL:
            return self.chain(f"{timed},{fitted(source, settings, *grade)}")
        picture = self.chain(f"{timed},{dressed(source, settings, look, *grade)}")
        return self.chain(f"{self.chain(paper(settings))}{picture}{laid(look)}")

    def open(self, source: Source, *options: str) -> str:
        """Add an input and return the label of its picture."""
        self.inputs += ["-threads", "1", *options, *input_of(source)]
        self.opened += 1
        return f"[{self.opened - 1}:V:0]"

    def still(self, source: Source) -> str:
        # Two pictures can be mixed only at one rate, and a still is taken for 25 if nobody says so.
        label = self.open(source, "-framerate", str(self.studio.settings.rate))
        return f"{label}setpts=expr=0"

    def film(self, source: Source, play: Play) -> str:
        """Return the chain from a film file to exactly the frames that are shown."""
        forward = forwards(play, self.studio.settings.rate)
        label = self.open(source, *seek(source, forward))
        return f"{label}{played(source, play, self.studio.settings.rate)}"

    def generated(self, generator: str, span: Span) -> str:
        """Return a picture that needs no medium; what is not known is black."""
        settings = self.studio.settings
        frame = f"s={settings.width}x{settings.height}:r={settings.rate}"
        drawn = f"smptebars={frame}" if "bars" in generator else f"color={frame}:c=black"
        if generator.startswith("#"):
            exact = "format=pix_fmts=gbrp,scale=out_color_matrix=bt709:out_range=tv"
            drawn = f"color={frame}:c=0x{generator[1:7]},{exact}"
        kept = f"trim=end_frame={span.frames},setpts=expr=N,format=pix_fmts=yuv420p"
        return self.chain(f"{drawn},{kept},{TAGS}")

    def veiled(self, veiled: Veiled, span: Span) -> str:
        rate = self.studio.settings.rate
        filters = veil(veiled.opacity_at(span.start), veiled.step, rate)
        return self.chain(f"{self.picture(veiled.picture, span)}{filters}")

    def mix(self, mix: Mix, span: Span) -> str:
        outgoing, incoming = mix.outgoing, mix.incoming
        start, frames = mix.ramp_start, mix.ramp_frames
        if frames < 0:
            outgoing, incoming = incoming, outgoing
            start, frames = start + frames, -frames
        rate = self.studio.settings.rate
        if frames / rate > LONGEST_XFADE_S:
            begun = (span.start + Fraction(1, 2) - start) / frames
            above = f"{self.picture(incoming, span)}{veil(begun, 1 / frames, rate)}"
            return self.laid_over(self.picture(outgoing, span), self.chain(above))
        # The weight of a frame is that of its middle, and xfade counts in ticks of its inputs.
        fine = f"settb=expr={1 / (FINER * rate)}"
        sides = "".join(
            self.chain(f"{self.picture(side, span)}{fine}") for side in (outgoing, incoming)
        )
        offset = (start - span.start - Fraction(1, 2)) / rate
        return self.chain(
            f"{sides}xfade=transition=fade:duration={seconds(frames / rate)}"
            f":offset={seconds(offset)},trim=end_frame={span.frames}"
            # Mixed with three full planes: if that is not undone here, every shot beside it is
            # turned into such planes and back, which costs time and softens its colours.
            f",settb=expr={1 / rate},setpts=expr=N"
            f",format=pix_fmts={'yuva420p' if mix.is_sheer else 'yuv420p'}"
        )

    def over(self, over: Over, span: Span) -> str:
        below = self.picture(over.pictures[0], span)
        for picture in over.pictures[1:]:
            below = self.laid_over(below, self.picture(picture, span))
        return below

    def laid_over(self, below: str, above: str) -> str:
        return self.chain(f"{below}{above}overlay=format=yuv420:eof_action=repeat,{TAGS}")
