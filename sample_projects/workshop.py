"""The sample workshop "Seven days of cinema": who is in it, and how far each film has come.

Data only. The codes and passwords are well known on purpose: they open a sample, never a workshop
with real children.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.sign_off import ReviewState, Role

NAME: Final = "Seven days of cinema"
PLACE: Final = "Cinema school, studio 2"
LANGUAGES: Final = ("en", "fr", "ar", "ja")
DAYS: Final = 7
TODAY: Final = 4
"""Which of these days it is when the sample is opened."""
SCRIPTS: Final = Path(__file__).with_name("scripts")
RED_FILM: Final = Path(__file__).with_name("same_time_tomorrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStudent:
    """A student: a first name, and the animal on the log-in card."""

    name: str
    animal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAdult:
    """A mentor or the coordinator, who logs in with a name and a word."""

    name: str
    role: Role
    word: str
    """What is typed at the door."""
    craft: str
    animal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sign-off that was given, or asked for, in the days before."""

    stage: str
    state: ReviewState
    mentor: str
    note: str = ""
    """The reason of a "not yet", or the to-do of an approval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleGate:
    """When the first group is at a gate; the others follow, a quarter of an hour each."""

    stage: str
    day: int
    """Counted from 1."""
    hour: int
    minute: int
    minutes: int = 15


GATES: Final = (
    SampleGate(stage="script", day=2, hour=15, minute=0),
    SampleGate(stage="shot_list", day=3, hour=11, minute=30),
    SampleGate(stage="rushes", day=5, hour=13, minute=0),
    SampleGate(stage="edit", day=6, hour=15, minute=0),
    SampleGate(stage="sound", day=7, hour=10, minute=45),
    SampleGate(stage="final_cut", day=7, hour=12, minute=0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleGroup:
    """A group, its card code, its film, and how far that has come."""

    colour: str
    name: str
    code: str
    """What is printed on the log-in cards of the whole group."""
    students: tuple[SampleStudent, ...]
    mentors: tuple[str, ...]
    title: str
    language: str
    script: Path
    target_seconds: int
    steps: tuple[Step, ...]
    """In the order of the stages; the last is where the film stands. None: carried live."""
    near: Mapping[str, int]
    """Gates near the opening: minutes from it, by stage. The others lie on their days."""
    call: str = ""
    """What the group calls for help with."""


def _students(*pairs: tuple[str, str]) -> tuple[SampleStudent, ...]:
    return tuple(SampleStudent(name=name, animal=animal) for name, animal in pairs)


COORDINATOR: Final = "Salma"

ADULTS: Final = (
    SampleAdult(
        name=COORDINATOR,
        role=Role.COORDINATOR,
        word="seven-days-of-cinema",
        craft="production",
        animal="crane",
    ),
    SampleAdult(
        name="Marc",
        role=Role.MENTOR,
        word="picture-lock-marc",
        craft="editing",
        animal="badger",
    ),
    SampleAdult(
        name="Yuki",
        role=Role.MENTOR,
        word="golden-hour-yuki",
        craft="camera",
        animal="kingfisher",
    ),
    SampleAdult(
        name="Nadia", role=Role.MENTOR, word="room-tone-nadia", craft="sound", animal="bat"
    ),
)

RED: Final = SampleGroup(
    colour="red",
    name="Red",
    code="KITE-47-RIVER",
    students=_students(
        ("Lina", "fox"),
        ("Omar", "deer"),
        ("Mathis", "bear"),
        ("Aya", "owl"),
        ("Noé", "tiger"),
        ("Inès", "rabbit"),
    ),
    mentors=("Marc", "Yuki"),
    title="Same Time Tomorrow",
    language="en",
    script=RED_FILM / "script.fountain",
    target_seconds=70,
    steps=(),
    near={"script": 45, "shot_list": 75, "rushes": 135},
)

BLUE: Final = SampleGroup(
    colour="blue",
    name="Blue",
    code="LAMP-12-OCEAN",
    students=_students(
        ("Nour", "whale"),
        ("Elias", "seal"),
        ("Hana", "koala"),
        ("Tao", "elephant"),
        ("Zoé", "penguin"),
        ("Karim", "ray"),
    ),
    mentors=("Yuki", "Nadia"),
    title="Lost Property",
    language="en",
    script=SCRIPTS / "lost_property.fountain",
    target_seconds=120,
    steps=(
        Step(
            stage="script",
            state=ReviewState.APPROVED_WITH_TODOS,
            mentor="Nadia",
            note="Decide what the rusty laugh sounds like before you shoot.",
        ),
        Step(stage="shot_list", state=ReviewState.IN_REVIEW, mentor="Yuki"),
    ),
    near={"shot_list": 25},
)

YELLOW: Final = SampleGroup(
    colour="yellow",
    name="Yellow",
    code="FROG-88-CLOUD",
    students=_students(
        ("Sami", "goat"),
        ("Inaya", "lion"),
        ("Jules", "monkey"),
        ("Rim", "giraffe"),
        ("Léo", "duck"),
        ("Maya", "wasp"),
    ),
    mentors=("Marc", "Nadia"),
    title="Le Dernier Croissant",
    language="fr",
    script=SCRIPTS / "le_dernier_croissant.fountain",
    target_seconds=100,
    steps=(
        Step(
            stage="script",
            state=ReviewState.NOT_YET,
            mentor="Marc",
            note="Le traité est drôle, mais pourquoi Sami pardonne-t-il ? Une image suffit.",
        ),
    ),
    near={"script": -90, "shot_list": 150},
    call="On ne trouve pas l'image où Sami pardonne. Tu viens lire avec nous ?",
)

GREEN: Final = SampleGroup(
    colour="green",
    name="Green",
    code="MOSS-31-PIANO",
    students=_students(
        ("Tom", "frog"),
        ("Amina", "mouse"),
        ("Ravi", "parrot"),
        ("Clara", "panda"),
        ("Yassine", "turtle"),
        ("Mei", "mantis"),
    ),
    mentors=("Yuki", "Marc"),
    title="Pull",
    language="en",
    script=SCRIPTS / "pull.fountain",
    target_seconds=100,
    steps=(
        Step(stage="script", state=ReviewState.APPROVED, mentor="Marc"),
        Step(stage="shot_list", state=ReviewState.APPROVED, mentor="Yuki"),
        Step(stage="rushes", state=ReviewState.DRAFT, mentor="Yuki"),
    ),
    near={"shot_list": 180},
)

GRAPHITE: Final = SampleGroup(
    colour="graphite",
    name="Graphite",
    code="DRUM-65-COMET",
    students=_students(
        ("Mila", "pig"),
        ("Jun", "cat"),
        ("Idris", "mole"),
        ("Anouk", "dog"),
        ("Farah", "magpie"),
        ("Hugo", "hedgehog"),
    ),
    mentors=("Nadia", "Marc"),
    title="What the Subtitles Say",
    language="en",
    script=SCRIPTS / "what_the_subtitles_say.fountain",
    target_seconds=100,
    steps=(Step(stage="script", state=ReviewState.IN_REVIEW, mentor="Nadia"),),
    near={"script": 5, "shot_list": 240},
)

GROUPS: Final = (RED, BLUE, YELLOW, GREEN, GRAPHITE)
"""In the order of the board."""
