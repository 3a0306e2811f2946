"""The six stages of a film, in order. To add one: write a file like the others, add it here."""

from collections.abc import Mapping
from typing import Any, Final

from pipeline.errors import NotFound
from pipeline.stages.edit import STAGE as EDIT
from pipeline.stages.final_cut import STAGE as FINAL_CUT
from pipeline.stages.rushes import STAGE as RUSHES
from pipeline.stages.script import STAGE as SCRIPT
from pipeline.stages.shot_list import STAGE as SHOT_LIST
from pipeline.stages.sound import STAGE as SOUND
from pipeline.stages.stage import Stage

STAGES: Final[tuple[Stage[Any], ...]] = (SCRIPT, SHOT_LIST, RUSHES, EDIT, SOUND, FINAL_CUT)

_BY_NAME: Final[Mapping[str, Stage[Any]]] = {stage.name: stage for stage in STAGES}


def stage_named(name: str) -> Stage[Any]:
    """Return the stage of this name. Raise NotFound."""
    stage = _BY_NAME.get(name)
    if stage is None:
        raise NotFound("There is no stage called “%(name)s”.", name=name[:40])
    return stage
