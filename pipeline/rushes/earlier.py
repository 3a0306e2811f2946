"""What recordings were called before: by the camera, and as takes of versions that were signed off.

A group that cuts on another computer has them under those names.
"""

from dataclasses import replace
from typing import Final

from pipeline.bench import Inputs
from pipeline.documents.json import from_json
from pipeline.documents.takes import Takes
from pipeline.errors import CannotRead

CATALOGUE: Final = "takes.json"
MOST_NAMES: Final = 24


def with_earlier_names(takes: Takes, inputs: Inputs) -> Takes:
    """Return the catalogue, each recording with the names it has had and does not have now."""
    before = _signed(inputs)
    known: dict[str, list[str]] = {digest: list(names) for digest, names in inputs.names.items()}
    for one in before.takes if before else ():
        known.setdefault(one.digest, []).extend((one.name, one.file, *one.known_as))
    for sound in before.sounds if before else ():
        known.setdefault(sound.digest, []).extend((sound.file, *sound.known_as))
    return replace(
        takes,
        takes=tuple(
            replace(one, known_as=_others(known.get(one.digest, []), {one.name, one.file}))
            for one in takes.takes
        ),
        sounds=tuple(
            replace(one, known_as=_others(known.get(one.digest, []), {one.file}))
            for one in takes.sounds
        ),
    )


def _others(names: list[str], now: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name not in now))[:MOST_NAMES]


def _signed(inputs: Inputs) -> Takes | None:
    """Return the catalogue that was signed off last, None before that."""
    file = inputs.signed.get(CATALOGUE)
    try:
        return from_json(file.path.read_bytes(), Takes) if file else None
    except CannotRead:
        return None
