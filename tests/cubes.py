"""Look-up tables for tests, as texts of .cube files."""

from collections.abc import Callable

Colour = tuple[float, float, float]


def cube(size: int, colour: Callable[[float, float, float], Colour]) -> str:
    """Return a table of three dimensions."""
    steps = [step / (size - 1) for step in range(size)]
    lines = (
        " ".join(f"{value:.6f}" for value in colour(red, green, blue))
        for blue in steps
        for green in steps
        for red in steps
    )
    return "\n".join((f"LUT_3D_SIZE {size}", *lines, ""))


def identity(size: int = 17) -> str:
    """Return a table that changes nothing."""
    return cube(size, lambda red, green, blue: (red, green, blue))


def inverting(size: int = 17) -> str:
    """Return a table that makes a negative."""
    return cube(size, lambda red, green, blue: (1 - red, 1 - green, 1 - blue))
