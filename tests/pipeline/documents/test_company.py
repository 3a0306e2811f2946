from pipeline.documents.company import Company, Member, roster_of
from pipeline.documents.project import Project

FILM = Project(
    title="The Kite",
    group="Blue",
    cast={"LENA": "Aya", "OTTO": "Uncle Sam"},
    crew={"director": ("Aya", "ben "), "boom": ("",)},
)
BLUE = Company(
    students=(Member(name="Aya", credit="Aya B."), Member(name="Ben"), Member(name="Mei")),
    adults=(Member(name="Marc"),),
)


def test_the_roster_has_everybody_of_cast_and_crew_once() -> None:
    assert roster_of(FILM) == ("Aya", "Uncle Sam", "ben ")


def test_the_credits_name_cast_crew_and_the_whole_group_each_once() -> None:
    assert [one.shown for one in BLUE.makers(FILM)] == ["Aya B.", "Uncle Sam", "Ben", "Mei"]
    assert [one.name for one in Company().makers(FILM)] == ["Aya", "Uncle Sam", "ben "]


def test_only_people_of_the_workshop_are_asked_for_their_names() -> None:
    assert [one.name for one in BLUE.makers(FILM) if one.is_asked] == ["Ben", "Mei"]


def test_somebody_is_shown_as_confirmed_and_a_stranger_as_written() -> None:
    assert BLUE.shown(" AYA ") == "Aya B."
    assert BLUE.shown("Marc") == "Marc"
    assert BLUE.shown("Uncle Sam") == "Uncle Sam"
    assert BLUE.member("Igor") is None


def test_makers_are_known_by_both_of_their_names() -> None:
    assert BLUE.names(FILM) == ("Aya", "Aya B.", "Uncle Sam", "Ben", "Mei")
