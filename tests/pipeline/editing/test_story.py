"""What of the script and of the shot list is in the cut."""

from pipeline.documents.screenplay import Scene, Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Rating
from pipeline.editing.story import story_of
from tests.pipeline.editing.films import film, rushes, take


def scene(number: str, *texts: str, omitted: bool = False) -> Scene:
    return Scene(
        number=number,
        heading="EXT. BRIDGE - DAY",
        setting="EXT",
        place="BRIDGE",
        time_of_day="DAY",
        line=1,
        eighths=1,
        seconds=10,
        omitted=omitted,
        speeches=tuple(Speech(character="SALMA", text=text, line=2) for text in texts),
    )


SCENES = (
    scene("1", "Jump with me.", "The water is cold."),
    scene("2", "Home."),
    scene("3", omitted=True),
)
PLAN = ShotList(
    shots=(
        Shot(scene="1", shot=1, framing="master"),
        Shot(scene="1", shot=2, dialogue="The water is cold.", characters=("SALMA",)),
        Shot(scene="2", shot=1, dialogue="Home."),
    )
)


def test_each_planned_shot_says_where_it_is_in_the_film() -> None:
    cut = film(("S01_P02_T02", 30), ("S01_P01_T01", 20), ("S01_P02_T01", 10))
    first, second = story_of(cut, PLAN, SCENES, rushes()).scenes
    assert [[one.start_frame for one in shot.seen] for shot in first.shots] == [[30], [0, 50]]
    assert [shot.frames for shot in first.shots] == [20, 40]
    assert first.is_in
    assert not second.is_in


def test_each_line_says_which_shots_of_the_film_may_hold_it() -> None:
    cut = film(("S01_P02_T02", 30))
    first, second = story_of(cut, PLAN, SCENES, rushes()).scenes
    assert [[one.name for one in line.seen] for line in first.lines] == [[], ["S01_P02_T02"]]
    assert [line.seen for line in second.lines] == [()]


def test_all_is_counted() -> None:
    story = story_of(film(("S01_P01_T01", 9)), PLAN, SCENES, rushes())
    assert (story.shots_in, story.shots, story.lines_in, story.lines) == (1, 3, 2, 3)


def test_a_line_that_no_planned_shot_films_says_so() -> None:
    plan = ShotList(shots=(PLAN.shots[1],))
    (first, _) = story_of(film(), plan, SCENES, rushes()).scenes
    assert [line.filmed for line in first.lines] == [False, True]


def test_what_nobody_had_planned_is_listed() -> None:
    story = story_of(film(("sunset.mp4", 9), ("S01_P01_T01", 9)), PLAN, SCENES, rushes())
    assert [one.name for one in story.unplanned] == ["sunset.mp4"]


def test_good_takes_stand_beside_a_shot_that_is_not_in_the_film() -> None:
    filmed = rushes(take("S01_P01_T01", Rating.NO_GOOD), take("S01_P01_T02"), take("S01_P01_T03"))
    (first, _) = story_of(film(), PLAN, SCENES, filmed).scenes
    assert first.shots[0].good_takes == ("S01_P01_T02", "S01_P01_T03")
