"""What a machine can say of a shot list: rules C7 to C12 and C39 of the craft, and how it was read.

What rules cannot see (the line, eyelines, taste) is asked of a mentor instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Facts, Finding, blocker, warning
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.shots.coverage import uncovered_speeches
from pipeline.shots.day_checks import check_days
from pipeline.shots.rows import MOST_ROWS
from pipeline.shots.schedule import setup_minutes_of
from pipeline.shots.vocabulary import SIZES, word_of
from pipeline.timing import frames_to_seconds, seconds_to_frames

WIDE: Final = frozenset({"ews", "est", "ws", "fs"})
CLOSE: Final = frozenset({"ins", "cut"})
MANY_SHOTS: Final = 4
LONG_PERCENT: Final = 10

_LONGEST_QUOTE: Final = 50
_NO_SCRIPT: Final = Screenplay(title="", elements=())


def check_shot_list(
    shot_list: ShotList, script: Screenplay | None, project: Project
) -> Iterator[Finding]:
    """Return what should be mended, the most important first.

    A film without a script is judged by what needs none.
    """
    by_scene, screenplay = shots_by_scene(shot_list), script or _NO_SCRIPT
    yield from check_reading(shot_list)
    yield from _scenes_without_shots(by_scene, screenplay)
    if script is not None:
        yield from _unknown_scenes(by_scene, screenplay)
    yield from _single_sizes(by_scene)
    yield from _uncovered(by_scene, screenplay)
    yield from _missing_kinds(by_scene, screenplay)
    yield from _jumps(by_scene)
    yield from check_days(shot_list, script)
    yield from _length(shot_list, project)


def check_reading(shot_list: ShotList) -> Iterator[Finding]:
    """Return what was uncertain when the table was read, and whether there is anything in it."""
    if not shot_list.is_encoding_sure:
        yield warning(
            "ENCODING",
            "",
            "The table does not say its alphabet, so accents and other letters may be wrong. Look"
            " at them, and next time save it as CSV UTF-8.",
        )
    if shot_list.unread_row:
        yield warning(
            "ROWS",
            f"row {shot_list.unread_row}",
            "Something stands in row %(row)s, far below the list, and was not read. At most"
            " %(most)s rows are.",
            row=shot_list.unread_row,
            most=MOST_ROWS,
        )
    if not shot_list.wanted:
        yield blocker("EMPTY", "", "There is no shot in the list yet. Write the first one.")


def facts_of(shot_list: ShotList, project: Project) -> Facts:
    """Return what is known of a shot list in figures."""
    shots = shot_list.wanted
    frames = sum(shot.planned_frames for shot in shots)
    return {
        "shots": len(shots),
        "must_shots": sum(shot.priority is Priority.MUST for shot in shots),
        "scenes": len(shots_by_scene(shot_list)),
        "planned_seconds": round(float(frames_to_seconds(frames, project.frame_rate)), 2),
        "setup_minutes": sum(map(setup_minutes_of, shots)),
    }


def shots_by_scene(shot_list: ShotList) -> dict[str, list[Shot]]:
    """Return the shots of each scene that were not dropped, in the order of the list."""
    found: dict[str, list[Shot]] = {}
    for shot in shot_list.wanted:
        found.setdefault(shot.scene, []).append(shot)
    return found


ByScene = Mapping[str, Sequence[Shot]]


def _scenes_without_shots(by_scene: ByScene, screenplay: Screenplay) -> Iterator[Finding]:
    for scene in screenplay.scenes:
        if scene.number not in by_scene and not scene.omitted:
            yield blocker(
                "C7",
                f"scene {scene.number}",
                "Scene %(scene)s has no shot. Plan at least one that shows where we are.",
                scene=scene.number,
            )


def _unknown_scenes(by_scene: ByScene, screenplay: Screenplay) -> Iterator[Finding]:
    known = {scene.number: scene for scene in screenplay.scenes}
    for number, shots in by_scene.items():
        if number in known and known[number].omitted:
            yield blocker(
                "OMITTED",
                f"scene {number}",
                "Scene %(scene)s was omitted from the script, and %(count)s shots are still planned"
                " for it. Drop them.",
                scene=number,
                count=len(shots),
            )
        if number not in known:
            yield blocker(
                "SCENE",
                f"scene {number}",
                "Scene %(scene)s is not in the approved script. Correct the number, or take these"
                " shots out.",
                scene=number,
            )


def _single_sizes(by_scene: ByScene) -> Iterator[Finding]:
    for number, shots in by_scene.items():
        sizes = {shot.size for shot in shots if shot.size}
        if len(shots) >= MANY_SHOTS and len(sizes) == 1:
            yield warning(
                "C10",
                f"scene {number}",
                "All %(count)s shots of scene %(scene)s have the same size. Come closer once.",
                count=len(shots),
                scene=number,
            )
        elif len(sizes) < 2:
            yield warning(
                "C7",
                f"scene {number}",
                "Scene %(scene)s has only one size of shot. A second one lets you cut.",
                scene=number,
            )


def _uncovered(by_scene: ByScene, screenplay: Screenplay) -> Iterator[Finding]:
    for scene in screenplay.scenes:
        missing = uncovered_speeches(scene, by_scene.get(scene.number, ()))
        if missing and scene.number in by_scene:
            yield warning(
                "C8",
                f"scene {scene.number}",
                "%(count)s lines of scene %(scene)s are in no shot, first of them: “%(line)s”",
                count=len(missing),
                scene=scene.number,
                line=missing[0].text[:_LONGEST_QUOTE],
            )


def _missing_kinds(by_scene: ByScene, screenplay: Screenplay) -> Iterator[Finding]:
    seen: set[str] = set()
    for scene in screenplay.scenes:
        place = scene.place.casefold()
        shots = by_scene.get(scene.number, ())
        if place and place not in seen and shots and not any(map(_is_wide, shots)):
            yield warning(
                "C9",
                f"scene {scene.number}",
                "Scene %(scene)s is the first at %(where)s, and no wide shot shows where we are.",
                scene=scene.number,
                where=scene.place,
            )
        seen.add(place)
    sizes = {shot.size for shots in by_scene.values() for shot in shots}
    if sizes and not sizes & CLOSE:
        yield warning(
            "C9",
            "",
            "There is no insert and no cutaway. Plan one: a hand, a clock, a window.",
        )


def _is_wide(shot: Shot) -> bool:
    return shot.size in WIDE or shot.framing == "master"


def _jumps(by_scene: ByScene) -> Iterator[Finding]:
    for number, shots in by_scene.items():
        for one, other in pairwise(shots):
            same = (one.size, one.angle or "eye") == (other.size, other.angle or "eye")
            if same and one.size and one.characters and one.characters == other.characters:
                yield warning(
                    "C11",
                    f"scene {number}",
                    "Shots %(one)s and %(other)s show %(who)s in the same size (%(size)s) from the"
                    " same side: the cut will jump. Change one of them.",
                    one=one.shot,
                    other=other.shot,
                    who=", ".join(one.characters),
                    size=word_of(SIZES, one.size, "en"),
                )


def _length(shot_list: ShotList, project: Project) -> Iterator[Finding]:
    frames = sum(shot.planned_frames for shot in shot_list.wanted)
    target = seconds_to_frames(project.target_seconds, project.frame_rate)
    if (frames - target) * 100 > target * LONG_PERCENT:
        seconds = round(frames_to_seconds(frames, project.frame_rate))
        yield warning(
            "C39",
            "",
            "The shots together last %(length)s, and the film may last %(target)s. Shorten the"
            " long ones.",
            length=_minutes(seconds),
            target=_minutes(project.target_seconds),
        )


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
