"""The pages about the cut: Marc sees what changed since he last looked, Aya what is left out."""

from pathlib import Path

import pytest

from pipeline.documents.edit import Edit
from pipeline.documents.json import to_json
from pipeline.documents.screenplay import Scene, Screenplay, Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep, send
from tests.pipeline.editing.films import film, rushes, take
from tests.web.conftest import Visitor

SCENE = Scene(
    number="1",
    heading="EXT. BRIDGE - DAY",
    setting="EXT",
    place="BRIDGE",
    time_of_day="DAY",
    line=1,
    eighths=1,
    seconds=10,
    speeches=(
        Speech(character="SALMA", text="Jump with me.", line=2),
        Speech(character="OTTO", text="Never.", line=3),
    ),
)
PLAN = ShotList(
    shots=(
        Shot(scene="1", shot=1, dialogue="Jump with me."),
        Shot(scene="1", shot=2, dialogue="Never."),
    )
)
FIRST = film(("S01_P01_T01", 50), ("S01_P01_T02", 25))
SECOND = film(("S01_P01_T03", 50), ("S01_P01_T02", 13))


class Days:
    """Brings the film to its edit, and hands in cuts."""

    def __init__(self, book: Book, store: LocalStore, cast: Cast, folder: Path) -> None:
        self.book, self.store, self.cast, self.folder = book, store, cast, folder

    def made(self, name: str, document: object) -> FileOf:
        kept = keep(self.store, self.folder, to_json(document))
        return FileOf(name=name, digest=kept.digest, bytes=kept.bytes)

    def open_edit(self) -> None:
        script = keep(self.store, self.folder, "INT. ROOM - DAY\n")
        send(self.book, self.cast, "script", script, "script.fountain")
        screenplay = Screenplay(title="The Kite", elements=(), scenes=(SCENE,))
        takes = rushes(take("S01_P01_T01"), take("S01_P02_T01"))
        for stage, name, paper in (
            ("script", "screenplay.json", screenplay),
            ("shot_list", "shot_list.json", PLAN),
            ("rushes", "takes.json", takes),
        ):
            finish_all_runs(self.book, made=(self.made(name, paper),))
            if stage == "rushes":
                kept = keep(self.store, self.folder, "name,scene\n")
                send(self.book, self.cast, stage, kept, "takes.csv")
                finish_all_runs(self.book, made=(self.made(name, paper),))
            approve(self.book, self.cast, stage)

    def cut(self, edit: Edit) -> None:
        kept = keep(self.store, self.folder, f"a timeline of {edit.frames}")
        send(self.book, self.cast, "edit", kept, "edit.otio")
        finish_all_runs(self.book, made=(self.made("edit.json", edit),))


@pytest.fixture
def days(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Days:
    """A film whose edit is open."""
    days = Days(book, store, cast, tmp_path)
    days.open_edit()
    return days


def page(who: Visitor, cast: Cast, name: str) -> str:
    answer = who.client.get(f"/projects/{cast.blue_film}/edit/{name}")
    assert answer.status_code == 200
    return answer.text


def test_before_the_first_cut_both_pages_say_so(days: Days, aya: Visitor, cast: Cast) -> None:
    assert "There is no cut yet" in page(aya, cast, "story")
    assert "There is one version only" in page(aya, cast, "changes")


def test_two_cuts_are_told_shot_by_shot(days: Days, marc: Visitor, cast: Cast) -> None:
    days.cut(FIRST)
    days.cut(SECOND)
    shown = page(marc, cast, "changes")
    assert "The film is 12 frames shorter." in shown
    assert "Shot 1, S01_P01_T03: take 1 became take 3." in shown
    assert "Shot 2 is 12 frames shorter." in shown


def test_both_cuts_are_drawn_as_strips_of_their_shots(
    days: Days, marc: Visitor, cast: Cast
) -> None:
    days.cut(FIRST)
    days.cut(SECOND)
    shown = page(marc, cast, "changes")
    assert shown.count('class="strip-cell changed"') == 4
    assert 'x="1066.7"' in shown
    assert shown.count('class="band changed"') == 2


def test_a_cut_that_cannot_be_read_is_said(days: Days, marc: Visitor, cast: Cast) -> None:
    days.cut(FIRST)
    kept = keep(days.store, days.folder, "no document")
    send(days.book, cast, "edit", kept, "edit.otio")
    finish_all_runs(days.book)
    assert "One of these two versions cannot be read" in page(marc, cast, "changes")


def test_the_story_says_which_shots_and_lines_are_in(days: Days, aya: Visitor, cast: Cast) -> None:
    days.cut(FIRST)
    shown = page(aya, cast, "story")
    assert "1 of 2 planned shots and 1 of 2 lines are in the film." in shown
    assert "one good take, not used" in shown


def test_another_group_sees_neither(days: Days, rosa: Visitor, cast: Cast) -> None:
    for name in ("changes", "story"):
        assert rosa.client.get(f"/projects/{cast.blue_film}/edit/{name}").status_code == 404
