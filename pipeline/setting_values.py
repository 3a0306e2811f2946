"""What is written in a setting, as a value; ValueError or CannotRead tell why it is none. Pure."""

from typing import Final

from pipeline.documents.delivery import checked_kinds

GIB: Final = 1024**3
X264_PRESETS: Final = (
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
)  # fmt: skip
_UNITS: Final = {"": 1, "K": 1024, "M": 1024**2, "G": GIB, "T": 1024**4}


def whole(value: str) -> int:
    """Return a whole number, 0 or more. Raise ValueError for anything else."""
    number = int(value)
    if number < 0:
        raise ValueError("a negative number")
    return number


def port(value: str) -> int:
    """Return the number of a port. Raise ValueError for anything else."""
    number = int(value)
    if not 0 < number < 65536:
        raise ValueError("a port is between 1 and 65535")
    return number


def bytes_of(value: str) -> int:
    """Return bytes: "20G" is 20 * 1024³. Raise ValueError for anything else."""
    text = value.strip().upper().removesuffix("B").removesuffix("I")
    number = text.rstrip("KMGT")
    return whole(number) * _UNITS[text[len(number) :]]


def yes_or_no(value: str) -> bool:
    """Return whether it says yes. Raise ValueError for anything else."""
    return {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}[
        value.strip().lower()
    ]


def words(value: str) -> tuple[str, ...]:
    """Return words that commas part, at least one. Raise ValueError for anything else."""
    words = tuple(word.strip() for word in value.split(",") if word.strip())
    if not words:
        raise ValueError("an empty list")
    return words


def preset(value: str) -> str:
    """Return a preset of x264. Raise ValueError for anything else."""
    if value not in X264_PRESETS:
        raise ValueError("one of " + ", ".join(X264_PRESETS))
    return value


def kinds(value: str) -> tuple[str, ...]:
    """Return kinds of files a film is given away as. Raise CannotRead for an unknown one."""
    return checked_kinds(() if value.strip().lower() == "none" else words(value))
