"""A stage made alone in a folder that is thrown away, for the verbs that want one product of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.commands.terminal import line_watch
from pipeline.errors import CannotRead
from pipeline.film import Made, Workshop
from pipeline.settings import Settings


@contextmanager
def passing_workshop(settings: Settings) -> Iterator[Workshop]:
    """Give a workshop in a folder that is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="claquette-") as folder:
        yield Workshop(
            into=Path(folder),
            cache=Path(folder) / "cache",
            workers=settings.render_processes,
            preset=settings.render_preset,
            watch=line_watch,
        )


def product(made: Made, name: str) -> bytes:
    """Return the bytes of a product. Raise CannotRead when the stage has not made it."""
    if name not in made.files:
        raise CannotRead("There is no %(name)s of this file.", name=name)
    return made.files[name].path.read_bytes()
