"""Timelines out: the first assembly of a film, and a group's timeline with its media named after
the takes.
"""

import copy
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import opentimelineio as otio

from pipeline.documents.json import canonical
from pipeline.documents.project import Project
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Take, Takes, circled
from pipeline.timeline.nodes import Reference
from pipeline.timeline.references import Known, Link, found_link, reference_of

INDENT: Final = 2


def assemble(shot_list: ShotList | None, takes: Takes, project: Project) -> str:
    """Return an .otio with the circled take of every planned shot, in script order.

    One picture track and one sound track; without a shot list, the shots follow their slates. The
    same takes give the same text.
    """
    planned = [shot.name for shot in shot_list.shots] if shot_list else _slated(takes)
    chosen = [take for name in planned if (take := circled(takes.of_shot(name)))]
    rate = project.frame_rate
    timeline = otio.schema.Timeline(
        name=project.title,
        global_start_time=otio.opentime.RationalTime(0, float(rate)),
        metadata={"render": {"width": project.width, "height": project.height}},
    )
    picture = otio.schema.Track(name="Picture", kind=otio.schema.TrackKind.Video)
    sound = otio.schema.Track(name="Sound", kind=otio.schema.TrackKind.Audio)
    names = Counter(_base(take.file) for take in takes.takes)
    clips = [_clip(take, rate, is_alone=names[_base(take.file)] == 1) for take in chosen]
    picture.extend(clips)
    sound.extend(
        [
            copy.deepcopy(clip) if take.is_heard else _gap(take, rate)
            for take, clip in zip(chosen, clips, strict=True)
        ]
    )
    timeline.tracks.extend([picture, sound])
    text: str = otio.core.serialize_json_to_string(timeline, {}, INDENT)
    return text + "\n"


def _slated(takes: Takes) -> list[str]:
    return list(dict.fromkeys(take.slate.shot_name for take in sorted(takes.takes, key=_by_slate)))


def _by_slate(take: Take) -> tuple[str, int]:
    return take.slate.shot_name, take.slate.take


@dataclass(frozen=True, slots=True)
class _Used:
    """The useful frames of a take."""

    first: int
    frames: int


def _used(take: Take) -> _Used:
    first = max(0, take.in_frame)
    end = take.out_frame if take.out_frame > first else take.frames
    return _Used(first, max(1, end - first))


def _range(first: int, frames: int, rate: Fraction) -> Any:
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(first, float(rate)),
        otio.opentime.RationalTime(frames, float(rate)),
    )


def _clip(take: Take, rate: Fraction, *, is_alone: bool) -> Any:
    used = _used(take)
    # Two cameras may call their files alike: then the take's own name says which is meant. The
    # slate and the digest find it again when people have named their takes anew.
    reference = otio.schema.ExternalReference(
        target_url=_base(take.file) if is_alone else take.name,
        available_range=_range(0, max(take.frames, used.first + used.frames), rate),
        metadata={"claquette": {"digest": take.digest}},
    )
    reference.name = take.name
    slate = {"scene": take.slate.scene, "shot": take.slate.shot, "take": take.slate.take}
    return otio.schema.Clip(
        name=take.name,
        source_range=_range(used.first, used.frames, rate),
        media_reference=reference,
        metadata={"claquette": slate},
    )


def _gap(take: Take, rate: Fraction) -> Any:
    return otio.schema.Gap(source_range=_range(0, _used(take).frames, rate))


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def conformed(plain: Mapping[str, Any], known: Known) -> str:
    """Return the JSON of a timeline in which every medium that is known is called by its name here.

    Everything else stays as it came: markers, notes, effects that are not done.
    """
    return canonical(_conformed(plain, known)) + "\n"


def _conformed(plain: Any, known: Known) -> Any:
    if isinstance(plain, list):
        return [_conformed(each, known) for each in plain]
    if not isinstance(plain, Mapping):
        return plain
    walked = {key: _conformed(value, known) for key, value in plain.items()}
    references = plain.get("media_references")
    if isinstance(references, Mapping):
        name = str(plain.get("name") or "")
        walked["media_references"] = {
            key: _renamed(reference, reference_of(reference, name, plain.get("metadata")), known)
            for key, reference in references.items()
        }
    return walked


def _renamed(plain: Any, meant: Reference, known: Known) -> Any:
    if not isinstance(plain, Mapping) or meant.generator or meant.images:
        return plain
    link = found_link(meant, known)
    if link is None:
        return plain
    renamed = {key: value for key, value in plain.items() if key != "target_url"}
    renamed |= {"OTIO_SCHEMA": "ExternalReference.1", "target_url": link.media}
    return renamed | _with_digest(plain, link) | _counted(meant, link)


def _with_digest(plain: Mapping[str, Any], link: Link) -> dict[str, Any]:
    """Return metadata by which the medium is found again, whatever it is called by then."""
    if not link.digest:
        return {}
    kept = plain.get("metadata")
    metadata = dict(kept) if isinstance(kept, Mapping) else {}
    ours = metadata.get("claquette")
    own = dict(ours) if isinstance(ours, Mapping) else {}
    return {"metadata": metadata | {"claquette": own | {"digest": link.digest}}}


def _counted(meant: Reference, link: Link) -> dict[str, Any]:
    """Return how the medium's time is counted, where the timeline said it otherwise."""
    if link.start == meant.start or link.length is None:
        return {}
    rate = float(link.rate)
    times = {
        name: {"OTIO_SCHEMA": "RationalTime.1", "value": float(seconds * link.rate), "rate": rate}
        for name, seconds in (("start_time", link.start), ("duration", link.length))
    }
    return {"available_range": {"OTIO_SCHEMA": "TimeRange.1", **times}}
