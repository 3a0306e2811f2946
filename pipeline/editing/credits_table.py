"""The credits on the desk of a group: two people's changes to credits.csv put together. Pure."""

from typing import Final

from pipeline.documents.final_cut import CREDIT_COLUMNS, LANGUAGES
from pipeline.documents.merge import Merge
from pipeline.shots.merge import Kind, merge_rows, named_by

NAME: Final = "credits.csv"
_COLUMNS: Final = (
    *CREDIT_COLUMNS,
    *(f"{what}_{code}" for code in LANGUAGES for what in ("role", "name")),
)


def merge_credits(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes; a row goes by its kind and its role, and its place among their like."""
    return merge_rows((base, mine, theirs), _CREDITS, keep_mine)


def _key(heading: str) -> str:
    key = heading.strip().lower()
    return key if key in _COLUMNS else ""


_CREDITS: Final = Kind(
    whole=NAME,
    columns=_COLUMNS,
    name_of=named_by("kind", "role"),
    key_of=_key,
    place_of=lambda kind, role: f"{kind} {role}".rstrip(),
)
