"""What a machine can say of a script before anybody reads it. Pure; the rules are C1 to C6.

The thresholds are starting points for six young people and two days of shooting.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Facts, Finding, blocker, warning
from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay
from pipeline.fountain import marks
from pipeline.fountain.breakdown import speakers_of
from pipeline.fountain.distance import at_most_apart
from pipeline.fountain.numbering import slate_number
from pipeline.fountain.tags import Tag, seconds_of_time, tagged
from pipeline.fountain.unfilmable import unfilmable_words
from pipeline.fountain.wrap import columns_of

LONG_PERCENT: Final = 10
TOO_LONG_PERCENT: Final = 30
MOST_SCENES: Final = 5
MOST_PLACES: Final = 3
SMALLEST_GROUP: Final = 6

_MOST_COMPARED_NAMES: Final = 200
_MOST_NAMED: Final = 8
_WIDEST_CUE_COLUMNS: Final = 24
_SPOKEN: Final = (ElementKind.DIALOGUE, ElementKind.LYRICS)


def check_screenplay(screenplay: Screenplay, project: Project) -> Iterator[Finding]:
    """Return what should be mended, the most important first."""
    yield from _guessed(screenplay)
    if not _live(screenplay):
        yield blocker(
            "EMPTY",
            "",
            "There is no scene yet. Begin one with a line like INT. KITCHEN - DAY, or with a dot:"
            " .KITCHEN, and an empty line below.",
        )
        yield from _missed_headings_and_cues(screenplay.elements)
        return
    yield from _length(screenplay, project)
    yield from _counts(screenplay, project)
    yield from _cast(screenplay, project)
    yield from _numbers(screenplay)
    yield from _missed_headings_and_cues(screenplay.elements)
    yield from _open_notes(screenplay.elements)
    yield from _unread_times(screenplay.elements)
    yield from _scenes_without_action(screenplay)
    yield from unfilmable_words(screenplay.elements)


def _guessed(screenplay: Screenplay) -> Iterator[Finding]:
    if not screenplay.is_encoding_sure:
        yield warning(
            "ENCODING",
            "",
            "The letters of this file were guessed. Are all accents right? If not, save it again as"
            " text with the encoding UTF-8.",
        )
    if guesses := screenplay.guesses:
        lines = ", ".join(str(guess.line) for guess in guesses[:_MOST_NAMED])
        yield warning(
            "GUESS",
            f"line {guesses[0].line}",
            "What some lines are was guessed: %(lines)s. Look at the page. To be sure, begin a"
            " scene with a dot, like .KITCHEN, and write a name alone above what is said.",
            lines=lines + (" …" if guesses[_MOST_NAMED:] else ""),
        )


def check_writing(elements: Sequence[Element]) -> Iterator[Finding]:
    """Return what should be mended line by line, whatever the film may be."""
    yield from _missed_headings_and_cues(elements)
    yield from _open_notes(elements)


def facts_of(screenplay: Screenplay) -> Facts:
    """Return what is known of a script in figures."""
    speeches = [speech for scene in screenplay.scenes for speech in scene.speeches]
    return {
        "title": screenplay.title,
        "scenes": len(_live(screenplay)),
        "places": len(_places(screenplay.scenes)),
        "speaking_parts": len(speakers_of(screenplay.scenes)),
        "speeches": len(speeches),
        "pages_eighths": screenplay.page_eighths,
        "estimated_seconds": screenplay.estimated_seconds,
        "measured_seconds": screenplay.measured_seconds,
        "seconds": screenplay.seconds,
    }


def _live(screenplay: Screenplay) -> list[Scene]:
    """Return the scenes that are not omitted."""
    return [scene for scene in screenplay.scenes if not scene.omitted]


def minutes(seconds: int) -> str:
    """Return seconds as people say them: 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _length(screenplay: Screenplay, project: Project) -> Iterator[Finding]:
    over = screenplay.seconds * 100 - project.target_seconds * 100
    if over > project.target_seconds * LONG_PERCENT:
        make = blocker if over > project.target_seconds * TOO_LONG_PERCENT else warning
        yield make(
            "C1",
            "",
            "The script is about %(length)s long, and the film may last %(target)s."
            " Read it aloud with a watch, and cut what you skip.",
            length=minutes(screenplay.seconds),
            target=minutes(project.target_seconds),
        )


def _counts(screenplay: Screenplay, project: Project) -> Iterator[Finding]:
    people = {*project.cast.values(), *(one for names in project.crew.values() for one in names)}
    group = max(SMALLEST_GROUP, len(people))
    scenes, places = len(_live(screenplay)), len(_places(screenplay.scenes))
    parts = len(speakers_of(screenplay.scenes))
    if scenes > MOST_SCENES:
        yield warning(
            "C2",
            "",
            "There are %(count)s scenes; two days are enough for about %(most)s.",
            count=scenes,
            most=MOST_SCENES,
        )
    if places > MOST_PLACES:
        yield warning(
            "C2",
            "",
            "There are %(count)s places; two days are enough for %(most)s.",
            count=places,
            most=MOST_PLACES,
        )
    if parts > group:
        yield warning(
            "C2",
            "",
            "There are %(count)s speaking parts for %(most)s people.",
            count=parts,
            most=group,
        )


def _places(scenes: Iterable[Scene]) -> set[str]:
    return {scene.place.casefold() for scene in scenes if scene.place}


def _cast(screenplay: Screenplay, project: Project) -> Iterator[Finding]:
    speakers = speakers_of(screenplay.scenes)
    cast = {marks.name_of_cue(character) for character in project.cast}
    cast |= {one.character for one in screenplay.cast}
    missing = [name for name in speakers if name not in cast] if cast else []
    if missing:
        yield blocker(
            "C3",
            "",
            "Nobody plays %(names)s yet. Write who does in a note, like [[cast: %(first)s = Mia]],"
            " or correct the name in the script.",
            names=", ".join(missing[:_MOST_NAMED]) + (" …" if missing[_MOST_NAMED:] else ""),
            first=missing[0],
        )
    for one, other in combinations(speakers[:_MOST_COMPARED_NAMES], 2):
        if _are_twins(one, other):
            yield warning(
                "C3",
                one,
                "Are %(one)s and %(other)s the same person? Then write the name in one way.",
                one=one,
                other=other,
            )


def _are_twins(one: str, other: str) -> bool:
    """Whether two names look like two spellings of one; GUARD 1 and GUARD 2 do not."""
    if one.strip("0123456789 ") == other.strip("0123456789 "):
        return False
    shorter = min(len(one), len(other))
    return shorter >= 3 and at_most_apart(one, other, 1 if shorter <= 4 else 2)


def _numbers(screenplay: Screenplay) -> Iterator[Finding]:
    headings = [one for one in screenplay.elements if one.kind is ElementKind.SCENE_HEADING]
    for heading, scene in zip(headings, screenplay.scenes, strict=True):
        if heading.scene_number and slate_number(heading.scene_number) != scene.number:
            yield warning(
                "NUMBER",
                f"line {heading.line}",
                "The scene number %(written)s is used twice or does not fit on a slate."
                " Here it is called %(number)s.",
                written=heading.scene_number,
                number=scene.number,
            )


def _missed_headings_and_cues(elements: Sequence[Element]) -> Iterator[Finding]:
    paragraphs = [one for one in elements if one.kind is ElementKind.ACTION and not one.forced]
    firsts = [(one, one.text.split("\n")[0].strip()) for one in paragraphs]
    several = Counter(first for one, first in firsts if _is_like_a_cue(one, first))
    for element, first in firsts:
        if marks.is_heading(first):
            yield warning(
                "C5",
                f"line {element.line}",
                "“%(text)s” looks like a scene heading. Leave the line below it empty.",
                text=first[:60],
            )
        elif several[first] > 1:
            yield warning(
                "C5",
                f"line {element.line}",
                "Does %(name)s speak here? Then write @%(name)s.",
                name=first,
            )


def _is_like_a_cue(element: Element, first: str) -> bool:
    return "\n" in element.text and columns_of(first) <= _WIDEST_CUE_COLUMNS


def _open_notes(elements: Iterable[Element]) -> Iterator[Finding]:
    asides = (ElementKind.NOTE, ElementKind.BONEYARD)
    for element in elements:
        for opening, closing in (("[[", "]]"), ("/*", "*/")):
            if opening in element.text and element.kind not in asides:
                yield warning(
                    "NOTE",
                    f"line {element.line}",
                    "A note begins here with %(opening)s and never ends. Write %(closing)s where"
                    " it ends.",
                    opening=opening,
                    closing=closing,
                )


def _unread_times(elements: Iterable[Element]) -> Iterator[Finding]:
    for note, value in tagged(elements, Tag.TIME):
        if seconds_of_time(value) is None:
            yield warning(
                "TIME",
                f"line {note.line}",
                "“%(time)s” is no time. Write minutes and seconds, like [[time: 0:45]].",
                time=value[:40],
            )


def _scenes_without_action(screenplay: Screenplay) -> Iterator[Finding]:
    scenes = iter(screenplay.scenes)
    kinds: dict[str, set[ElementKind]] = {}
    current: set[ElementKind] = set()
    for element in screenplay.elements:
        if element.kind is ElementKind.SCENE_HEADING:
            current = kinds.setdefault(next(scenes).number, set())
        current.add(element.kind)
    for number, found in kinds.items():
        if not found.isdisjoint(_SPOKEN) and ElementKind.ACTION not in found:
            yield warning(
                "C6",
                f"scene {number}",
                "In scene %(scene)s everybody only talks. What do we see?",
                scene=number,
            )
