"""What the machines would say of one recording, before it is part of a version."""

from dataclasses import replace

from pipeline.documents.project import Project
from pipeline.documents.report import Finding
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Take
from pipeline.rushes.clip import Clip
from pipeline.rushes.technical import Seen, measured, technical
from web.recordings import Arrived
from web.take_names import Named

NAMELESS = Slate(scene="0", shot=0, take=0)


def findings_of(arrived: Arrived, named: Named, project: Project) -> tuple[Finding, ...]:
    """Return what is wrong with a recording: why it cannot be used, or what a film needs."""
    if arrived.upload.refusal:
        return (arrived.upload.refusal,)
    clip = arrived.clip
    if clip is None or clip.facts.video is None:
        return ()
    take = _take_of(clip, named.slate or NAMELESS, arrived.upload.name)
    found = [
        *technical([Seen(take=take, facts=clip.facts, project=project)]),
        *measured(take, clip.facts, clip.sound),
    ]
    name = named.slate.name if named.slate else arrived.upload.name
    values = {"name": name, "names": name}
    return tuple(
        replace(one, place=name, values={**one.values, **values}) for one in found
    )


def _take_of(clip: Clip, slate: Slate, file: str) -> Take:
    video = clip.facts.video
    return Take(
        slate=slate,
        file=file,
        digest=clip.digest,
        kind=clip.facts.kind,
        frames=clip.frames,
        width=video.width if video else 0,
        height=video.height if video else 0,
        rate=video.rate if video else clip.rate,
        has_sound=clip.facts.audio is not None,
    )
