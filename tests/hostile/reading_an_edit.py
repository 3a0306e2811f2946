"""One edit stage over one timeline, in a process that strace can watch: reads, checks, makes.

Arguments: the folder of the film, the timeline, a folder to make things in. Prints what was found.
"""

import json
import sys
from pathlib import Path

from pipeline.bench import Bench, Inputs
from pipeline.documents.project import read_project_toml
from pipeline.film import files_of
from pipeline.stages.edit import STAGE
from tests.small_film import PROJECT


def main() -> None:
    """Run the stage."""
    film, timeline, work = (Path(one) for one in sys.argv[1:])
    rushes = files_of({path.name: path for path in film.iterdir()})
    inputs = Inputs(project=read_project_toml(PROJECT), before={"rushes": rushes})
    into = work / "into"
    into.mkdir(parents=True)
    files = files_of({"cut.otio": timeline})
    document = STAGE.read(files, inputs)
    report = STAGE.check(document, inputs)
    STAGE.make(document, files, inputs, Bench(into=into, cache=work / "cache"))
    rows = document.relinks.rows
    said = {
        "asked": [row.wanted.name for row in rows],
        "found": [row.media for row in rows],
        "codes": [one.code for one in report.blockers],
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
