"""What a group cuts with: the takes and sounds of its rushes, and the first cut of them. Pure."""

from pipeline.documents.cut import Cut, CutBin, CutItem, Footage, ItemKind
from pipeline.documents.project import Project
from pipeline.documents.shot_list import ShotList
from pipeline.documents.sound import base_name
from pipeline.documents.takes import SoundFile, Take, Takes, circled
from pipeline.timeline.cutting_items import Frame
from pipeline.timeline.cutting_pieces import Sources
from pipeline.timeline.references import known_names
from pipeline.timing import SAMPLE_RATE, FrameRate


def bin_of(rushes: Takes) -> CutBin:
    """Return the bin of the rushes."""
    return CutBin(
        takes={take.name: _footage(take) for take in rushes.takes},
        sounds={base_name(one.file): _sound(one, rushes.frame_rate) for one in rushes.sounds},
    )


def _footage(take: Take) -> Footage:
    return Footage(
        frames=take.frames,
        in_frame=take.in_frame,
        out_frame=take.out_frame,
        has_sound=take.is_heard,
        file=base_name(take.file),
        digest=take.digest,
    )


def _sound(sound: SoundFile, rate: FrameRate) -> Footage:
    return Footage(
        frames=int(sound.samples * rate / SAMPLE_RATE),
        file=base_name(sound.file),
        digest=sound.digest,
    )


def sources_of(rushes: Takes, project: Project) -> Sources:
    """Return what a timeline of this film may use, and by which names.

    Names are enough: what lies on the desk was linked when it was made.
    """
    names: dict[str, tuple[str, ...]] = {
        take.name: (base_name(take.file), take.digest) for take in rushes.takes
    }
    for sound in rushes.sounds:
        names.setdefault(base_name(sound.file), (sound.digest,))
    return Sources(bin=bin_of(rushes), known=known_names(names), rate=project.frame_rate)


def film_of(project: Project) -> Frame:
    """Return what the film of a project is."""
    return Frame(
        name=project.title, rate=project.frame_rate, width=project.width, height=project.height
    )


def assembled(shot_list: ShotList | None, rushes: Takes, project: Project) -> Cut:
    """Return the assembly: the circled take of every planned shot, in script order.

    Without a shot list, the shots follow their slates.
    """
    planned = [shot.name for shot in shot_list.shots] if shot_list else _slated(rushes)
    chosen = [take for name in planned if (take := circled(rushes.of_shot(name)))]
    usable = [(take.name, _footage(take).useful) for take in chosen if take.frames]
    film = film_of(project)
    return Cut(
        name=film.name,
        frame_rate=film.rate,
        width=film.width,
        height=film.height,
        items=tuple(
            CutItem(id=f"i{n}", kind=ItemKind.TAKE, take=name, in_frame=first, frames=frames)
            for n, (name, (first, frames)) in enumerate(usable, start=1)
        ),
    )


def _slated(rushes: Takes) -> list[str]:
    takes = sorted(rushes.takes, key=lambda take: (take.slate.shot_name, take.slate.take))
    return list(dict.fromkeys(take.slate.shot_name for take in takes))
