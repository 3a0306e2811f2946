"""What was found in recordings when they arrived, read back from their clip.json."""

from collections.abc import Mapping

from pipeline.documents.json import from_json
from pipeline.rushes.clip import DOCUMENT, Clip
from pipeline.stages.stage import Files


def clips_of(kept: Mapping[str, Files]) -> Mapping[str, Clip]:
    """Return the clips by the digest of their recordings. Raise CannotRead for a broken one."""
    return {
        digest: from_json(files[DOCUMENT].path.read_bytes(), Clip)
        for digest, files in kept.items()
        if DOCUMENT in files
    }
