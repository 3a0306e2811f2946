"""How loud a film is to be, by where it is shown: the profiles, as a table. Pure.

Sources: EBU R 128 (programme loudness, true peak) and EBU R 128 s1 (short-form content: the same,
and no three seconds louder than -18 LUFS). The web has no standard: -14 is what most video sites
turn louder films down to, -16 what is asked for speech on phones. A cinema has no figure but a
calibrated room; mixes for it are measured at about -27.
"""

from dataclasses import dataclass
from typing import Final

SHORT_SECONDS: Final = 120
"""A film that is shorter is short-form content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessProfile:
    """One row of the table."""

    name: str
    """As a report says it."""
    target_lufs: float
    limit_dbtp: float = -1.0
    tolerance_lu: float = 0.5
    """How far the finished file may be off."""
    most_short_term_lufs: float | None = None
    """The loudest three seconds; None where anything goes."""


USUAL: Final = "ebu_r128"
PROFILES: Final = {
    USUAL: LoudnessProfile(name="EBU R 128", target_lufs=-23.0, tolerance_lu=0.2),
    "web": LoudnessProfile(name="web −14", target_lufs=-14.0),
    "web_16": LoudnessProfile(name="web −16", target_lufs=-16.0),
    "cinema": LoudnessProfile(name="cinema −27", target_lufs=-27.0),
}
"""By the word that project.toml has for it."""
SHORT_FORM: Final = LoudnessProfile(
    name="EBU R 128 s1", target_lufs=-23.0, tolerance_lu=0.2, most_short_term_lufs=-18.0
)


def profile_for(
    key: str, *, target_lufs: float, limit_dbtp: float, seconds: float
) -> LoudnessProfile:
    """Return the profile of a film of so many seconds.

    Whoever agreed on other figures than those of the table gets these, as a profile of its own.
    """
    profile = PROFILES.get(key)
    if profile is None or (target_lufs, limit_dbtp) != (profile.target_lufs, profile.limit_dbtp):
        return LoudnessProfile(
            name=f"{target_lufs:g} LUFS", target_lufs=target_lufs, limit_dbtp=limit_dbtp
        )
    return SHORT_FORM if key == USUAL and seconds < SHORT_SECONDS else profile
