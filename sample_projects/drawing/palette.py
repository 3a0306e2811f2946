"""The light of four times of day: every colour that paint and characters take. Pure."""

from dataclasses import dataclass

from sample_projects.drawing.canvas import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One time of day."""

    name: str
    sky: tuple[Colour, Colour, Colour]
    """Top, middle, horizon."""
    cloud: Colour
    lamp: Colour
    """Sun or moon."""
    lamp_at: tuple[float, float]
    """Where it stands, as parts of the picture."""
    light_from: int
    """-1: from the left; 1: from the right."""
    far: tuple[Colour, Colour]
    """Ranges far away, the farthest first."""
    mist: Colour
    rock: tuple[Colour, Colour]
    """In the light, in the shade."""
    snow: tuple[Colour, Colour]
    forest: tuple[Colour, Colour]
    ledge: tuple[Colour, Colour]
    grass: tuple[Colour, Colour]
    tint: tuple[float, float, float]
    """What the light does to the colours of the characters."""
    rim: Colour
    """The edge of light on hair and shoulders."""

    def lit(self, colour: Colour) -> Colour:
        """Return a colour of a character in this light."""
        red, green, blue = (
            min(round(part * by), 255) for part, by in zip(colour, self.tint, strict=True)
        )
        return red, green, blue


def mixed(one: Colour, other: Colour, amount: float) -> Colour:
    """Return a colour between two; 0 is the first, 1 the second."""
    red, green, blue = (
        min(max(round(a + (b - a) * amount), 0), 255) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


DAY = Palette(
    name="day",
    sky=((86, 158, 206), (150, 203, 224), (232, 238, 222)),
    cloud=(255, 253, 246),
    lamp=(255, 250, 224),
    lamp_at=(0.16, 0.14),
    light_from=-1,
    far=((176, 203, 216), (139, 174, 196)),
    mist=(214, 230, 228),
    rock=((222, 196, 176), (116, 110, 142)),
    snow=((255, 253, 247), (178, 198, 228)),
    forest=((72, 124, 98), (36, 78, 82)),
    ledge=((206, 172, 136), (98, 80, 92)),
    grass=((150, 184, 84), (72, 122, 72)),
    tint=(1.0, 1.0, 1.0),
    rim=(255, 244, 214),
)
SUNSET = Palette(
    name="sunset",
    sky=((92, 84, 146), (226, 126, 116), (255, 208, 142)),
    cloud=(255, 196, 158),
    lamp=(255, 232, 176),
    lamp_at=(0.13, 0.5),
    light_from=-1,
    far=((222, 150, 138), (168, 114, 142)),
    mist=(250, 190, 152),
    rock=((246, 170, 126), (104, 76, 122)),
    snow=((255, 220, 186), (160, 128, 182)),
    forest=((110, 92, 96), (58, 54, 86)),
    ledge=((222, 148, 108), (88, 62, 84)),
    grass=((176, 142, 78), (88, 92, 76)),
    tint=(1.04, 0.86, 0.8),
    rim=(255, 206, 142),
)
NIGHT = Palette(
    name="night",
    sky=((13, 18, 46), (28, 42, 88), (70, 92, 142)),
    cloud=(62, 80, 128),
    lamp=(244, 244, 222),
    lamp_at=(0.2, 0.2),
    light_from=-1,
    far=((58, 78, 128), (42, 58, 104)),
    mist=(72, 94, 146),
    rock=((104, 118, 164), (34, 42, 80)),
    snow=((198, 214, 244), (88, 108, 164)),
    forest=((34, 56, 82), (18, 30, 56)),
    ledge=((78, 88, 128), (24, 28, 56)),
    grass=((66, 94, 104), (30, 48, 70)),
    tint=(0.56, 0.62, 0.9),
    rim=(190, 210, 250),
)
MORNING = Palette(
    name="morning",
    sky=((136, 182, 216), (214, 214, 216), (255, 224, 190)),
    cloud=(255, 240, 228),
    lamp=(255, 240, 196),
    lamp_at=(0.86, 0.42),
    light_from=1,
    far=((216, 204, 212), (174, 174, 198)),
    mist=(250, 228, 210),
    rock=((244, 208, 180), (134, 124, 162)),
    snow=((255, 250, 238), (196, 200, 232)),
    forest=((104, 134, 104), (58, 86, 96)),
    ledge=((226, 186, 148), (112, 90, 106)),
    grass=((178, 190, 98), (94, 132, 86)),
    tint=(1.03, 0.97, 0.93),
    rim=(255, 236, 200),
)
