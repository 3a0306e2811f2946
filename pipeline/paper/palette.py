"""The colours of paper, ink, groups and strips. Pure."""

from typing import Final

from pipeline.documents.project import Project

Colour = tuple[int, int, int]

INK: Final[Colour] = (28, 26, 23)
FAINT: Final[Colour] = (122, 114, 102)
HAIR: Final[Colour] = (205, 197, 183)
PAPER: Final[Colour] = (246, 241, 230)
SHADE: Final[Colour] = (229, 221, 205)
WHITE: Final[Colour] = (255, 255, 255)

GROUPS: Final[dict[str, Colour]] = {
    "red": (196, 58, 47),
    "blue": (38, 88, 164),
    "yellow": (222, 165, 20),
    "green": (52, 124, 84),
    "graphite": (76, 73, 68),
    "white": (226, 221, 210),
    "orange": (214, 112, 28),
    "violet": (107, 59, 163),
    "pink": (226, 132, 166),
    "teal": (15, 107, 117),
    "brown": (113, 71, 42),
}

LINES: Final[tuple[Colour, ...]] = (
    *((38, 88, 164), (196, 58, 47), (52, 124, 84), (150, 82, 158)),
    *((196, 110, 20), (20, 128, 138), (120, 88, 60), (76, 73, 68)),
)
"""The lines of a lined script; neighbours differ in light and colour."""

STRIPS: Final[dict[tuple[str, bool], Colour]] = {
    ("INT", False): (250, 248, 243),
    ("EXT", False): (252, 231, 156),
    ("INT", True): (176, 201, 232),
    ("EXT", True): (179, 216, 186),
}
"""The strips of a stripboard by (setting, by night): white, yellow, blue, green."""


def group_colour(project: Project) -> Colour:
    """Return the colour that follows a group's film; the group's name may say it."""
    for word in (project.colour, project.group):
        if word.casefold() in GROUPS:
            return GROUPS[word.casefold()]
    return GROUPS["graphite"]


def strip_colour(setting: str, *, night: bool) -> Colour:
    """Return the colour of a scene's strip; a scene in and outside counts as outside."""
    return STRIPS["EXT" if "EXT" in setting else "INT", night]
