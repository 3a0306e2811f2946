"""What the log of the slate tells for the credits: who held it."""

from collections import Counter
from typing import Final

from pipeline.bench import Inputs
from pipeline.documents.company import plain_name, roster_of
from pipeline.errors import CannotRead
from pipeline.shots.slate_log import NAME, VOID, log_of
from pipeline.stages.sent import text_of

ROLE: Final = "slate"


def slate_holders(inputs: Inputs) -> tuple[str, ...]:
    """Return who held the slate, the most takes first, by the names of the roster.

    A nickname that nobody is known by stays in the log, and so does a log that cannot be read.
    """
    file = inputs.before.get("rushes", {}).get(NAME)
    if file is None or inputs.project.crew.get(ROLE):
        return ()
    try:
        taken = [one.by for one in log_of(text_of(file, NAME)) if one.rating != VOID]
    except CannotRead:
        return ()
    everybody = (*roster_of(inputs.project), *(one.name for one in inputs.company.students))
    known = {plain_name(name): name for name in everybody}
    held = Counter(known[plain_name(by)] for by in taken if plain_name(by) in known)
    return tuple(name for name, _ in held.most_common())
