"""Notes on paper: each with its picture and what was drawn over it."""

import re
from pathlib import Path

import pytest
from PIL import Image

from pipeline.documents.drawing import Drawing, Stroke
from pipeline.documents.marked import Mark
from pipeline.documents.project import Project
from pipeline.paper.notes import PrintedNote, notes_pdf

PROJECT = Project(title="Low Water", group="Blue", width=320, height=180)
DRAWING = Drawing(
    strokes=(
        Stroke(colour=1, width=0.01, points=((0.1, 0.1), (0.9, 0.9))),
        Stroke(colour=0, width=0.01, points=((0.5, 0.5),)),
    )
)


def note(frame: int, text: str = "Look at his hand.", **more: object) -> PrintedNote:
    """A note at a frame."""
    mark = Mark(frame=frame, text=text, person="Marc", kind="picture")
    return PrintedNote(mark=mark, **more)  # type: ignore[arg-type]


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


@pytest.mark.parametrize(("count", "wanted"), [(0, 1), (1, 1), (4, 1), (5, 2), (20, 5)])
def test_four_notes_are_a_page(count: int, wanted: int) -> None:
    assert pages(notes_pdf([note(at) for at in range(count)], PROJECT)) == wanted


def test_the_picture_and_the_drawing_are_in_it(tmp_path: Path) -> None:
    still = tmp_path / "still.jpg"
    Image.new("RGB", (64, 36), (200, 30, 30)).save(still)
    plain = notes_pdf([note(3)], PROJECT)
    with_still = notes_pdf([note(3, still=still)], PROJECT)
    drawn = notes_pdf([note(3, still=still, drawing=DRAWING)], PROJECT)
    assert b"/Subtype /Image" not in plain
    assert b"/Subtype /Image" in with_still
    assert len(drawn) > len(with_still)


def test_the_same_notes_give_the_same_bytes() -> None:
    notes = [note(9), note(3)]
    assert notes_pdf(notes, PROJECT) == notes_pdf(list(reversed(notes)), PROJECT)


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (320, 240), (64, 16)])
def test_any_shape_of_picture_and_any_script_fits(size: tuple[int, int]) -> None:
    project = Project(title="ماء", group="أزرق", language="ar", width=size[0], height=size[1])
    text = "انظر إلى يده 手を見て \n" * 12
    mark = Mark(frame=0, text=text, person="Salma", is_todo=True, is_done=True)
    assert pages(notes_pdf([PrintedNote(mark=mark, drawing=DRAWING)], project)) == 1
