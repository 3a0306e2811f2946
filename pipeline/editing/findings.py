"""What can be wrong with an edit: holes, flash frames, length, scenes that are not in it.

The codes are those of the list of typical mistakes in docs/stages.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.losses import Fate, Loss
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.slate import parse_slate
from pipeline.errors import CannotRead
from pipeline.render.plan import Black, Mix, Picture, Shot, Span, shots_of, whole_spans_of
from pipeline.timing import frames_to_timecode

SHORTEST_SHOT: Final = 6  # frames; below it the eye sees a flash and not a picture
LENGTH_SLACK: Final = 0.1  # share of the planned length


def gaps(edit: Edit) -> Iterator[Finding]:
    """Yield a blocker for each hole that no fade leads into or out of (C35)."""
    spans = whole_spans_of(edit)
    for before, hole, after in zip(spans, spans[1:], spans[2:], strict=False):
        is_meant = any(_fades(side.picture) for side in (before, after))
        if isinstance(hole.picture, Black) and not is_meant:
            yield blocker(
                "C35",
                _at(hole.start, edit),
                "There is a hole of %(frames)s frames: the film is black. Close it, or fade.",
                frames=hole.frames,
            )


def _fades(picture: Picture) -> bool:
    sides = (picture.outgoing, picture.incoming) if isinstance(picture, Mix) else ()
    return any(isinstance(side, Black) for side in sides)


def flashes(edit: Edit) -> Iterator[Finding]:
    """Yield a warning for each shot that is seen for less than six frames (C36)."""
    for clip, frames in seen_frames(edit).items():
        if frames < SHORTEST_SHOT:
            yield warning(
                "C36",
                _at(clip.start_frame, edit),
                "“%(name)s” is on screen for only %(frames)s frames. Is that meant?",
                name=clip.media or clip.name,
                frames=frames,
            )


def seen_frames(edit: Edit) -> dict[PictureClip, int]:
    """Return how long each clip is on screen, in the order in which they appear."""
    seen: dict[PictureClip, int] = {}
    for span in whole_spans_of(edit):
        for clip in shots_of(span.picture):
            seen[clip] = seen.get(clip, 0) + span.frames
    return seen


def not_done(edit: Edit) -> Iterator[Finding]:
    """Yield a blocker for each kind of thing that the film would not show, a warning for each that
    it shows otherwise (C38). What only stays in the timeline is no finding.
    """
    alike: dict[tuple[object, ...], list[Loss]] = {}
    for loss in edit.losses:
        if loss.fate is not Fate.KEPT:
            what = tuple(value for name, value in loss.values.items() if name != "name")
            alike.setdefault((loss.fate, loss.template, *what), []).append(loss)
    for losses in alike.values():
        yield _not_done(losses)


def _not_done(losses: Sequence[Loss]) -> Finding:
    first, others = losses[0], len(losses) - 1
    tells = blocker if first.fate is Fate.DROPPED else warning
    if others:
        return tells(
            "C38",
            first.place,
            "%(loss)s So it is at %(others)s more places. Take it off, or put it into the take "
            "before you cut.",
            loss=first.message,
            others=others,
        )
    sentence = "%(loss)s Take it off, or put it into the take before you cut."
    if first.fate is Fate.CHANGED:
        sentence = "%(loss)s Look whether the film is still as you mean it."
    return tells("C38", first.place, sentence, loss=first.message)


def length(edit: Edit, target_seconds: int) -> Iterator[Finding]:
    """Yield a warning if the film is a tenth longer or shorter than planned (C39)."""
    seconds = float(edit.frames / edit.frame_rate)
    if abs(seconds - target_seconds) > target_seconds * LENGTH_SLACK:
        yield warning(
            "C39",
            "",
            "The film is %(seconds)s seconds long; planned are %(target)s.",
            seconds=round(seconds),
            target=target_seconds,
        )


def missing_scenes(edit: Edit, planned: Iterable[str]) -> Iterator[Finding]:
    """Yield a warning for each planned scene of which no take is in the film (C40)."""
    shown = scenes_in(edit)
    for scene in dict.fromkeys(planned):
        if scene.upper().lstrip("0") not in shown:
            yield warning(
                "C40",
                f"scene {scene}",
                "Scene %(scene)s is planned and not in the film. Was it left out on purpose?",
                scene=scene,
            )


def scenes_in(edit: Edit) -> set[str]:
    """Return the scenes whose takes are in the film."""
    scenes = set()
    for clip in edit.picture:
        try:
            scenes.add(parse_slate(clip.media).scene)
        except CannotRead:
            continue  # music, titles and other media have no slate
    return scenes


def shot_starts(edit: Edit) -> Iterator[tuple[PictureClip, Span]]:
    """Yield each clip that is on screen alone, with the first span in which it is."""
    seen: set[PictureClip] = set()
    spans = whole_spans_of(edit)
    for span in spans:
        picture = span.picture
        if isinstance(picture, Shot) and picture.clip not in seen:
            seen.add(picture.clip)
            yield picture.clip, span


def jump_cuts(edit: Edit) -> int:
    """Return how many cuts go from a take to the same take."""
    clips = [span.picture.clip for span in whole_spans_of(edit) if isinstance(span.picture, Shot)]
    return sum(
        before.media == after.media and before != after and bool(before.media)
        for before, after in pairwise(clips)
    )


def _at(frame: int, edit: Edit) -> str:
    return frames_to_timecode(frame, edit.frame_rate)
