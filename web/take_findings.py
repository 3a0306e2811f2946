"""What the machines would say of each recording, before it is part of a version."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Finding
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, Take, Takes
from pipeline.rushes.clip import Clip
from pipeline.rushes.judging import judged, sound_findings
from pipeline.rushes.named import Named
from pipeline.rushes.technical import Seen, technical
from web.recordings import Arrived

NAMELESS: Final = Slate(scene="0", shot=0, take=0)


def findings_of(
    arrived: Mapping[str, Arrived], named: Iterable[Named], project: Project
) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is wrong with each recording, by its file; a take is held against its like."""
    known = list(named)
    clips = {file: one.clip for file, one in arrived.items() if one.clip}
    films = [one for one in known if one.file in clips and not arrived[one.file].is_sound]
    takes = [_take_of(clips[one.file], one) for one in films]
    shots: dict[str, list[Take]] = {}
    for take in takes:
        shots.setdefault(take.slate.shot_name, []).append(take)
    found = {
        take.file: _of_take(take, shots[take.slate.shot_name], clips, project) for take in takes
    }
    found |= {
        one.file: tuple(sound_findings(one.file, clips[one.file].sound, may_be_quiet=True))
        for one in known
        if one.file in clips and arrived[one.file].is_sound
    }
    refused = {file: one.upload.refusal for file, one in arrived.items()}
    return found | {file: (why,) for file, why in refused.items() if why}


def _of_take(
    take: Take, of_shot: Iterable[Take], clips: Mapping[str, Clip], project: Project
) -> tuple[Finding, ...]:
    """Return the findings of one take; the others of its shot are there to be compared with."""
    alike = tuple(
        replace(one, rating=Rating.GOOD if one is take else Rating.NO_GOOD) for one in of_shot
    )
    seen = Seen(take=take, facts=clips[take.file].facts, project=project)
    rushes = Takes(frame_rate=project.frame_rate, takes=alike)
    name = take.file if take.slate == NAMELESS else take.name
    said = {"name": name, "names": name}
    return tuple(
        replace(one, place=name, values={**one.values, **said})
        for one in (*technical([seen]), *judged(rushes, clips))
    )


def _take_of(clip: Clip, named: Named) -> Take:
    video = clip.facts.video
    entry = named.entry
    return Take(
        slate=named.slate or NAMELESS,
        file=named.file,
        digest=clip.digest,
        kind=clip.facts.kind,
        in_frame=entry.in_frame or 0,
        out_frame=entry.out_frame or clip.frames,
        frames=clip.frames,
        width=video.width if video else 0,
        height=video.height if video else 0,
        rate=video.rate if video else clip.rate,
        has_sound=clip.facts.audio is not None,
    )
