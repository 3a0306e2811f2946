"""A run that renders on the farm as a process of its own, so that it can be killed."""

import os
import sys
from pathlib import Path

from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.render.sources import RenderMedium
from pipeline.running import Claim
from pipeline.settings import settings_from
from tests.farm_days import Farm, film_of
from workers import office


def main(run_id: str, token: str, project: str, into: str, *media: str) -> None:
    """Render until the end or a signal."""
    office.use(settings_from({key: value for key, value in os.environ.items() if key != "PWD"}))
    claim = Claim(
        id=int(run_id),
        token=token,
        project_id=1,
        stage="script",
        project=from_json(project, Project),
    )
    with office.opened() as here:
        found = {
            name: RenderMedium(path=here.store.path(digest), digest=digest, kind="mov")
            for name, digest in (one.split("=") for one in media)
        }
        farm = Farm(office=here, run=claim, media=found)
        farm.render(film_of(24), Path(into), preset="slower", width=960, height=540)


if __name__ == "__main__":
    main(*sys.argv[1:])
