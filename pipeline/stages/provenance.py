"""What a film was made of, by digest: a proof that can be shown without showing anybody.

No names of people, no file names of theirs (cameras and children write names and places into
them), no times: only which bytes stood behind which step.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Files, Inputs
from pipeline.documents.json import canonical
from pipeline.documents.project import AiPolicy

OURS: Final = frozenset(
    {
        *("screenplay.json", "script.fountain", "script.pdf", "takes.json", "coverage.csv"),
        *("shot_list.json", "edit.json", "edit.otio", "preview.mp4", "sound.json", "cues.csv"),
        *("mix.wav", "stem_dialogue.wav", "stem_effects.wav", "stem_music.wav", "loudness.json"),
        *("credits.csv", "subtitles.srt"),
    }
)
"""Names that tell nothing of people."""


def provenance(
    inputs: Inputs, files: Files, made: Mapping[str, str], *, ai_policy: AiPolicy
) -> str:
    """Return the provenance of a film as JSON; made maps the names of the products to digests."""
    stages: dict[str, Files] = {**inputs.before, "final_cut": files}
    return (
        canonical(
            {
                "format": "Provenance",
                "version": 1,
                "made_with": "Claquette",
                "ai_policy": ai_policy.value,
                "products": dict(sorted(made.items())),
                "inputs": [
                    entry for stage in sorted(stages) for entry in _of(stage, stages[stage])
                ],
            }
        )
        + "\n"
    )


def _of(stage: str, files: Files) -> Iterator[dict[str, str | int]]:
    entries = sorted(files.items(), key=lambda item: (item[1].digest, item[0]))
    for name, file in entries:
        shown = name if name in OURS else f"*{PurePosixPath(name).suffix.lower()[:8]}"
        yield {"stage": stage, "name": shown, "sha256": file.digest, "bytes": file.bytes}
