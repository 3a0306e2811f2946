"""A workshop that leaves stages out: the film of the Blue group, and that of the Red one."""

from pipeline.documents.film_stages import chosen
from pipeline.records import Book
from pipeline.workshop_stages import choose_stages
from tests.cast import Cast

EXERCISE = ("rushes", "edit", "final_cut")
"""An exercise in cutting, as short as a film can be made."""
NO_SHOT_LIST = ("script", "rushes", "edit", "sound", "final_cut")
"""48 hours without a shot list."""


def leave_out(book: Book, cast: Cast, stages: tuple[str, ...] = EXERCISE) -> None:
    """Salma says which stages the films of the workshop have."""
    assert choose_stages(book, reversed(stages), by=cast.salma) == chosen(stages) == stages
