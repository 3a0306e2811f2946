"""Which revision rests on which, and what is out of date. Pure.

A revision keeps the digests of the approved revisions it was made from. Whether it is out of date
is computed from those digests each time, and stored nowhere, so that it cannot lie.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.documents.json import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The approved revision of a stage."""

    digest: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Stage name to the digest of the approved revision that was used."""


def revision_digest(
    *,
    stage: str,
    files: Mapping[str, str],
    inputs: Mapping[str, str],
    project: str,
    signed: str = "",
) -> str:
    """Return what a sign-off binds to: SHA-256 over the stage, its files, inputs and project.

    files maps names to SHA-256; project is the digest of the film's settings; signed that of the
    last signed version of the same stage, from which a later one keeps the numbers of its scenes.
    """
    whole = {"stage": stage, "files": dict(files), "inputs": dict(inputs), "project": project}
    if signed:
        whole["signed"] = signed
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def changed_inputs(inputs: Mapping[str, str], approved: Mapping[str, Approved]) -> tuple[str, ...]:
    """Return the stages whose approved revision is no longer the one that was used.

    A stage counts as changed, too, when it rests itself on something that has changed.
    """
    return tuple(
        stage
        for stage, digest in inputs.items()
        if stage not in approved
        or approved[stage].digest != digest
        or changed_inputs(approved[stage].inputs, approved)
    )


def affected_by(
    stage: str, approved: Mapping[str, Approved], order: Sequence[str]
) -> tuple[str, ...]:
    """Return the approved stages, in order, that rest directly or indirectly on a stage."""
    touched = {stage}
    for later in order:
        if later in approved and touched & set(approved[later].inputs):
            touched.add(later)
    return tuple(later for later in order if later in touched and later != stage)
