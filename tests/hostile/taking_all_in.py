"""Takes every file that is named on its stdin in, and prints what became of each. Run by a test.

The gate looks at all of them in one go, as the stage does, so that the run stays short; each then
goes through `ingest` in a folder of its own.
"""

import json
import resource
import sys
import time
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

from pipeline.bench import NoWatch
from pipeline.errors import PipelineError
from pipeline.media.facts import MediaFacts
from pipeline.media.ffmpeg import Limits
from pipeline.media.probe import Answer, Upload, probe_all
from pipeline.media.safety import UnfitMedia
from pipeline.rushes import ingest

RATE = Fraction(25)


def limits_for(seconds: Fraction) -> Limits:
    """The limits of every run, tight: what is measured is that they hold."""
    return Limits(wall_s=20, cpu_s=20, file_bytes=20_000_000)


def taken_in(source: Path, name: str, answer: Answer, into: Path) -> str:
    """Take one file in; return "" or why it was refused or failed."""

    def known(path: Path, *, name: str = "") -> MediaFacts:
        if isinstance(answer, UnfitMedia):
            raise answer
        return answer

    with (
        patch.object(ingest, "probe", known),
        patch.object(ingest, "limits_for", limits_for),
    ):
        try:
            ingest.ingest(source, name=name, digest="0", rate=RATE, into=into, watch=NoWatch())
        except UnfitMedia as refused:
            return refused.code.value
        except PipelineError as failed:
            return f"{type(failed).__name__}: {failed}"
    return ""


def main(work: Path) -> None:
    """Answer each line, {"path": ..., "name": ...}, with a line."""
    wishes = [json.loads(line) for line in sys.stdin]
    uploads = [Upload(path=Path(wish["path"]), name=wish["name"]) for wish in wishes]
    for number, (upload, answer) in enumerate(zip(uploads, probe_all(uploads), strict=True)):
        into = work / str(number)
        into.mkdir()
        began = time.monotonic()
        code = taken_in(upload.path, upload.name, answer, into)
        told = {
            "code": code,
            "seconds": time.monotonic() - began,
            "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
