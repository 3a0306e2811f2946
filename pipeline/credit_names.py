"""The verb of the names in the credits: everybody confirms their own, nobody that of another."""

from typing import Final
from unicodedata import category

from pipeline.errors import CannotRead
from pipeline.records import Book, credit_names, decisions, people
from pipeline.records.credit_names import LONGEST

STAGE: Final = "final_cut"
EVENT: Final = "names"
"""Kind of the event that tells other pages that somebody has confirmed a name."""
_JOINERS: Final = "\u200c\u200d"
"""Arabic letters need them; all other invisible signs could turn a line around."""


def confirm(book: Book, *, by: int, name: str) -> str:
    """Keep how somebody wants to be named, and return it. Raise CannotRead for no name."""
    clean = clean_name(name)
    if not clean:
        raise CannotRead("The name was empty. Write how you want to be named in the film.")
    if len(clean) > LONGEST:
        raise CannotRead("The name is longer than %(most)s letters. Make it shorter.", most=LONGEST)
    with book.writing() as session:
        person = people.person_with_id(session, by)
        credit_names.put(session, person.id, clean)
        for film in credit_names.films_of(session, person.group_id):
            decisions.tell(session, project_id=film, stage=STAGE, kind=EVENT)
    return clean


def clean_name(name: str) -> str:
    """Return a name on one line, without signs that cannot be seen."""
    spaced = "".join(" " if one.isspace() else one for one in name)
    seen = (one for one in spaced if one in _JOINERS or category(one)[0] != "C")
    return " ".join("".join(seen).split())
