"""The pictogram of a shot as a picture for the page: paper and ink in both themes."""

from typing import Final

from pipeline.documents.shot_list import Shot
from pipeline.paper.pictogram import HEIGHT, WIDTH, Shade, Shape, shapes_of

COLOURS: Final = {
    Shade.GROUND: "#ddd6c5",
    Shade.OTHER: "#8d8573",
    Shade.MAIN: "#1a1814",
    Shade.LIGHT: "#fffdf8",
}
PAPER: Final = "#fffdf8"


def pictogram_svg(size: str, framing: str, angle: str, move: str) -> str:
    """Return the picture of these keys; "-" stands for what is not said."""
    said = [key if key != "-" else "" for key in (size, framing, angle, move)]
    shot = Shot(
        scene="1", shot=1, size=said[0], framing=said[1], angle=said[2], move=said[3],
        characters=("A", "B"),
    )  # fmt: skip
    shapes = "".join(map(_drawn, shapes_of(shot))) if any(said) else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="{PAPER}"/>{shapes}</svg>'
    )


def _drawn(shape: Shape) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in shape.points)
    colour = COLOURS[shape.shade]
    if shape.line_width:
        line = f'fill="none" stroke="{colour}" stroke-width="{shape.line_width:g}"'
        return f'<polyline points="{points}" {line} stroke-linecap="round"/>'
    return f'<polygon points="{points}" fill="{colour}"/>'
