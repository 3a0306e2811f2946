"""The grade of an edit: what grade.csv and the .cube files say, laid onto the clips they mean.

`grade.csv` lies on the desk of the edit and goes with every version; the picture lock freezes both
together. A look-up table goes on as its numbers alone, under the digest of what it says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pipeline.bench import Files, StageFile
from pipeline.documents.cube import MOST_BYTES, Cube, read_cube
from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.grade import CUBE, NAME, GradeRow, read_grades
from pipeline.documents.report import Finding, warning
from pipeline.documents.sound import base_name
from pipeline.editing.grade_table import grade_for, means
from pipeline.editing.sent_table import table_text
from pipeline.errors import CannotRead
from pipeline.media.safety import display_name
from pipeline.render.sources import RenderMedium
from pipeline.shots.wording import folded

FOLDER: Final = "luts"
MOST_LUTS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """What a version says of the grade of its film."""

    rows: tuple[GradeRow, ...] = ()
    luts: Mapping[str, Cube] = field(default_factory=dict)
    """By the names of their files, without capitals."""
    unreadable: tuple[Finding, ...] = ()
    """Of tables that cannot be read: the film is shown without them."""


def grading_of(files: Files) -> Grading:
    """Return the grade that comes with a timeline. Raise CannotRead for a broken grade.csv."""
    luts: dict[str, Cube] = {}
    faults: list[Finding] = []
    cubes = [file for name, file in sorted(files.items()) if name.lower().endswith(CUBE)]
    for number, file in enumerate(cubes):
        name = base_name(file.name)
        try:
            luts[folded(name)] = _cube_of(file, number)
        except CannotRead as fault:
            values = {key: str(value) for key, value in fault.values.items()}
            faults.append(warning("GRADE", display_name(name), fault.template, **values))
    return Grading(rows=_rows_of(files), luts=luts, unreadable=tuple(faults))


def _cube_of(file: StageFile, number: int) -> Cube:
    if number >= MOST_LUTS:
        raise CannotRead("There are more than %(most)s .cube files.", most=MOST_LUTS)
    with file.path.open("rb") as content:
        return read_cube(content.read(MOST_BYTES + 1), display_name(base_name(file.name)))


def _rows_of(files: Files) -> tuple[GradeRow, ...]:
    text = table_text(files, NAME)
    return read_grades(text) if text is not None else ()


def uses_of(edit: Edit) -> Iterator[tuple[PictureClip, int]]:
    """Yield each clip that shows a recording, and which use of it this is, counted from 1."""
    seen: Counter[str] = Counter()
    for clip in edit.picture:
        if clip.media:
            seen[clip.media] += 1
            yield clip, seen[clip.media]


def graded(edit: Edit, grading: Grading) -> Edit:
    """Return an edit with its grade; a table that is not there is left out."""
    if not grading.rows:
        return edit
    uses = uses_of(edit)

    def dressed(clip: PictureClip) -> PictureClip:
        if not clip.media:
            return clip
        grade = grade_for(clip.media, next(uses)[1], grading.rows)
        cube = grading.luts.get(folded(grade.lut))
        return replace(clip, grade=replace(grade, lut=cube.digest if cube else ""))

    return replace(edit, picture=tuple(map(dressed, edit.picture)))


def grade_findings(edit: Edit, grading: Grading) -> Iterator[Finding]:
    """Yield what of the grade has no effect, in the order of the table."""
    uses = [(clip.media, use) for clip, use in uses_of(edit)]
    for row in grading.rows:
        if not any(means(row, media, use) for media, use in uses):
            more = {"clip": row.clip} if row.clip else {}
            said = _NO_USE if more else _NO_SHOT
            yield warning("GRADE", row.shot, said, shot=row.shot, **more)
        if row.grade.lut and folded(row.grade.lut) not in grading.luts:
            yield warning("GRADE", row.shot, _NO_LUT, shot=row.shot, lut=row.grade.lut)
    yield from grading.unreadable


_NO_SHOT: Final = (
    "grade.csv has a row for %(shot)s, which is not in the film. Take the row out, or look what "
    "the shot is called in the timeline."
)
_NO_USE: Final = (
    "grade.csv has a row for use %(clip)s of %(shot)s, and the film does not use it so often. Take "
    "the row out, or change the number."
)
_NO_LUT: Final = (
    "The look “%(lut)s” of %(shot)s was not sent, so the shot is shown without it. Send the .cube "
    "file, or choose another look on the page “Grade”."
)


def write_luts(edit: Edit, grading: Grading, into: Path) -> dict[str, RenderMedium]:
    """Write the look-up tables that the edit uses, and return them as media, by digest."""
    used = {clip.grade.lut for clip in edit.picture} - {""}
    made = {}
    for cube in grading.luts.values():
        if cube.digest in used:
            place = into / FOLDER / f"{cube.dimensions}d_{cube.digest}{CUBE}"
            place.parent.mkdir(exist_ok=True)
            place.write_text(cube.text, encoding="ascii")
            made[cube.digest] = lut_medium(place, cube.digest, cube.dimensions)
    return made


def lut_medium(path: Path, digest: str, dimensions: int) -> RenderMedium:
    """Return a look-up table that was written clean as a medium."""
    return RenderMedium(path=path, digest=digest, kind=f"cube{dimensions}")


def luts_made(made: Files) -> dict[str, RenderMedium]:
    """Return the look-up tables among the products of an edit, by digest."""
    folders = {dimensions: f"{FOLDER}/{dimensions}d_" for dimensions in (1, 3)}
    return {
        file.digest: lut_medium(file.path, file.digest, dimensions)
        for name, file in made.items()
        for dimensions, begins in folders.items()
        if name.startswith(begins)
    }
