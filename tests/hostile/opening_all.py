"""Opens timelines as the edit stage does; run under strace by `test_timelines.py`."""

import json
import sys
from pathlib import Path

from pipeline.errors import CannotRead
from pipeline.timeline.flatten import flatten
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.reading import timeline_of


def main(folder: Path) -> None:
    """Print for each file what became of it."""
    for path in sorted(folder.iterdir()):
        try:
            frames = flatten(timeline_of(opened(path, name=path.name, rate=None).plain), known={})
            answer = f"{frames.frames} frames"
        except CannotRead as fault:
            answer = f"! {fault}"
        sys.stdout.write(json.dumps({"name": path.name, "answer": answer}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
