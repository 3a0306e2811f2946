"""What is to be said of a finished mix: length, loudness, peaks, voices, silences. Pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from pipeline.documents.report import Finding, Report, blocker, report_from, warning
from pipeline.render.jumps import HardCut, jumps
from pipeline.render.levelling import Level
from pipeline.render.loudness import Loudness
from pipeline.render.meter import Metered
from pipeline.render.mix import Mixed
from pipeline.timing import SAMPLE_RATE

PEAK_TOLERANCE_DB: Final = 0.2
"""Two meters of true peak may differ so much (ITU-R BS.1770, annex 2)."""
SHORT_TERM_TOLERANCE_LU: Final = 0.1
"""As finely as a meter of R 128 shows it."""
RAISED_MUCH_DB: Final = 20.0
LIMITED_DB: Final = 1.0
"""Less is not told: nobody hears it."""
LIMITED_MUCH_DB: Final = 6.0
COVERED_MUCH: Final = 0.1
ONE_SIDED_DB: Final = 20.0
LONG_SILENCE_S: Final = 2.0
_MOST_OF_A_KIND: Final = 5


def mix_findings(
    mixed: Mixed, loudness: Loudness, level: Level, cuts: Sequence[HardCut] = ()
) -> Report:
    """Return the report of a mix whose loudness was measured on the written file."""
    findings = (
        *(_unheard(name) for name in mixed.unheard),
        *level_findings(loudness, level),
        *_levelling_findings(mixed, level),
        *_listening_findings(mixed.metered),
        *_jump_findings(mixed.metered, cuts),
    )
    facts = {
        "seconds": round(mixed.samples / SAMPLE_RATE, 3),
        "samples": mixed.samples,
        "integrated_lufs": loudness.integrated_lufs,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "loudness_range_lu": round(loudness.range_lu, 1),
        "gain_db": round(mixed.levelled.gain_db, 1),
        "limiting_db": round(mixed.levelled.limiting_db, 1),
        "limiter_worked": mixed.levelled.limiting_db > 0,
        "loudness_profile": level.profile or f"{level.target_lufs:g} LUFS",
        "most_short_term_lufs": loudness.most_short_term_lufs,
    }
    return report_from(findings, facts)


def level_findings(loudness: Loudness, level: Level) -> Iterator[Finding]:
    """Yield what is wrong with loudness and true peak (C44), or that there is no sound (C21)."""
    if loudness.integrated_lufs is None:
        yield blocker("C21", "", "Nothing can be heard in the whole film. Is that on purpose?")
        return
    if abs(loudness.integrated_lufs - level.target_lufs) > level.tolerance_lu:
        yield blocker(
            "C44",
            "",
            "The loudness is %(measured)s LUFS and should be %(target)s. A few very loud moments in"
            " much silence cannot be brought there: make them longer or softer.",
            measured=round(loudness.integrated_lufs, 1),
            target=level.target_lufs,
        )
    yield from _short_term(loudness, level)
    peak = loudness.true_peak_dbtp
    if peak is not None and peak > level.limit_dbtp + PEAK_TOLERANCE_DB:
        yield blocker(
            "C44",
            "",
            "The highest peak is %(measured)s dBTP, and at most %(limit)s is allowed.",
            measured=round(peak, 1),
            limit=level.limit_dbtp,
        )


def _short_term(loudness: Loudness, level: Level) -> Iterator[Finding]:
    """Yield that three seconds are too loud for a short film (EBU R 128 s1)."""
    most, limit = loudness.most_short_term_lufs, level.most_short_term_lufs
    if most is not None and limit is not None and most > limit + SHORT_TERM_TOLERANCE_LU:
        place = loudness.short_term_lufs.index(most) / 10
        yield warning(
            "C44",
            clock(place),
            "The loudest three seconds have %(measured)s LUFS, and in a short film television takes"
            " at most %(limit)s. Lower this moment in the edit or the cues.",
            measured=round(most, 1),
            limit=limit,
        )


def _unheard(name: str) -> Finding:
    return blocker(
        "C34",
        name,
        "“%(name)s” is missing or has no sound, so there is silence in its place. Approve the"
        " rushes with a take that sounds, or cut its sound out of the edit.",
        name=name,
    )


def _levelling_findings(mixed: Mixed, level: Level) -> Iterator[Finding]:
    if mixed.levelled.gain_db > RAISED_MUCH_DB:
        yield warning(
            "C20",
            "",
            "Everything was recorded so softly that it was raised by %(db)s dB: listen for noise.",
            db=round(mixed.levelled.gain_db),
        )
    if mixed.levelled.limiting_db > LIMITED_MUCH_DB:
        yield warning(
            "C19",
            "",
            "The loudest moment was held down by %(db)s dB. Lower it in the edit or the cues.",
            db=round(mixed.levelled.limiting_db),
        )
    elif mixed.levelled.limiting_db >= LIMITED_DB:
        yield warning(
            "LIMITER",
            "",
            "At this loudness a peak would be over %(limit)s dBTP, so the limiter took %(db)s dB"
            " off it. If one hears that, lower the loud moment in the edit or the cues.",
            limit=level.limit_dbtp,
            db=round(mixed.levelled.limiting_db, 1),
        )


def _listening_findings(metered: Metered) -> Iterator[Finding]:
    covered = metered.covered_speech()
    if covered > COVERED_MUCH:
        yield warning(
            "C45",
            "",
            "The music is too near to the voices in %(percent)s %% of the speech. Lower the music.",
            percent=round(100 * covered),
        )
    if abs(metered.left_db - metered.right_db) > ONE_SIDED_DB:
        yield warning("C47", "", "The sound comes from one side only. Is that on purpose?")
    for begin, end in metered.silences(LONG_SILENCE_S)[:_MOST_OF_A_KIND]:
        yield warning(
            "SILENCE",
            clock(begin),
            "Nothing is heard for %(seconds)s seconds. Lay some room tone under it, or tell us that"
            " it is on purpose.",
            seconds=round(end - begin, 1),
        )


def _jump_findings(metered: Metered, cuts: Sequence[HardCut]) -> Iterator[Finding]:
    for jump in islice(jumps(metered.buses, cuts, metered.bands), _MOST_OF_A_KIND):
        place, decibels = clock(jump.at / SAMPLE_RATE), round(jump.decibels)
        if jump.hertz is None:
            yield warning(
                "C46",
                place,
                "The sound of the place jumps by %(db)s dB at this cut. Lay a room tone under both"
                " shots, or let their sounds overlap for two pictures or more.",
                db=decibels,
            )
        else:
            yield warning(
                "C46",
                place,
                "The sound of the place changes its colour at this cut: by %(db)s dB between"
                " %(low)s and %(high)s Hz. Lay a room tone under both shots, or let their sounds"
                " overlap for two pictures or more.",
                db=decibels,
                low=jump.hertz[0],
                high=jump.hertz[1],
            )


def clock(seconds: float) -> str:
    """Return minutes and seconds, as a place in a report: "1:05.2"."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"
