"""The faces of the log-in cards for the pages, as one file of symbols: `python -m web.faces`.

Dark shapes take the colour of the text, light ones the fill of the element that shows them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.documents.animals import ANIMALS, face_of

PATH: Final = Path(__file__).with_name("static") / "animals.svg"


def symbols() -> str:
    """Return the file."""
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg">\n',
            *(
                f'<symbol id="{name}" viewBox="0 0 100 100">{"".join(_paths(name))}</symbol>\n'
                for name in ANIMALS
            ),
            "</svg>\n",
        )
    )


def _paths(name: str) -> Iterator[str]:
    for patch in face_of(name):
        line = "L".join(f"{x:g} {y:g}" for x, y in patch.points)
        ink = "" if patch.is_light else ' fill="currentColor"'
        yield f'<path{ink} d="M{line}z"/>'


if __name__ == "__main__":
    PATH.write_text(symbols(), encoding="utf-8")
