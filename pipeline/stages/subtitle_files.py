"""Subtitles of the final cut, from what a group sends to what lies beside its film.

subtitles.srt (or .vtt) is in the language of the film; subtitles.fr.srt in another. burn_in.csv
names the languages whose words are to stand in the picture of a film of their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.bench import Files, Inputs, StageFile
from pipeline.documents.final_cut import FinalCut, OddFile, SubtitleTrack
from pipeline.documents.rows import read_rows
from pipeline.documents.subtitle_bytes import UTF_8, text_of_bytes
from pipeline.documents.subtitle_names import BURN_IN, SUFFIXES, code_of, name_of
from pipeline.documents.subtitles import (
    MOST_CHARACTERS,
    Subtitle,
    read_subtitles,
    shifted,
    write_srt,
    write_vtt,
)
from pipeline.editing.subtitle_times import to_frame
from pipeline.editing.voices import Levels, levels_of
from pipeline.errors import CannotRead
from pipeline.media.safety import display_name
from pipeline.render.burning import Words
from pipeline.render.bwf import FULL_SCALE, read_samples, whole_of
from pipeline.render.mix import MIX, STEMS
from pipeline.render.mix_plan import Bus
from pipeline.render.programme import Programme
from pipeline.stages.sent import text_of
from pipeline.timing import FrameRate, frames_to_samples, frames_to_seconds

BURNT: Final = "film_subtitled"
_LANGUAGE: Final = re.compile(r"\.([a-z]{2})(?:[-_][a-z]{2,4})?$")
_TWO_LETTERS: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSubtitles:
    """What came with a version."""

    main: tuple[Subtitle, ...] = ()
    others: tuple[SubtitleTrack, ...] = ()
    odd: tuple[OddFile, ...] = ()
    burn_in: tuple[str, ...] = ()


def sent_subtitles(files: Files, film_language: str) -> SentSubtitles:
    """Return the subtitles of each language. Raise CannotRead naming what is not understood."""
    own = code_of(film_language)
    chosen, odd = _chosen(files, own)
    tracks: dict[str, tuple[Subtitle, ...]] = {}
    for language, (name, file) in chosen.items():
        text, code = _text_of(name, file, language)
        tracks[language] = read_subtitles(text)
        if code != UTF_8:
            odd.append(OddFile(name=display_name(name), code=code))
    return SentSubtitles(
        main=tracks.pop(own, ()),
        others=tuple(
            SubtitleTrack(language=language, subtitles=found)
            for language, found in sorted(tracks.items())
        ),
        odd=tuple(odd),
        burn_in=_burn_in(files),
    )


def without_subtitles(files: Files) -> Files:
    """Return the files that are for something else."""
    return {name: file for name, file in files.items() if _base(name) != BURN_IN}


def _chosen(files: Files, own: str) -> tuple[dict[str, tuple[str, StageFile]], list[OddFile]]:
    """Return the file of each language, and the files of which nobody can tell what they are.

    One that is called as it should be comes before another, and SRT before WebVTT.
    """
    found: dict[str, tuple[str, StageFile]] = {}
    odd: list[OddFile] = []
    listed = [name for name in files if PurePosixPath(name.lower()).suffix in SUFFIXES]
    for name in sorted(listed, key=_by_name):
        stem = PurePosixPath(_base(name)).stem
        said = _LANGUAGE.search(stem)
        language = said[1] if said else own
        if language in found:
            odd.append(OddFile(name=display_name(name)))
        else:
            found[language] = name, files[name]
    return found, odd


def _by_name(name: str) -> tuple[bool, bool, str]:
    base = _base(name)
    return (not base.startswith("subtitles."), base.endswith(".vtt"), base)


def _base(name: str) -> str:
    return PurePosixPath(name.lower()).name


def _text_of(name: str, file: StageFile, language: str) -> tuple[str, str]:
    if file.bytes > 4 * MOST_CHARACTERS:
        raise CannotRead("The subtitles are too large. Send only the lines of this film.")
    return text_of_bytes(file.path.read_bytes(), language=language, name=display_name(name))


def _burn_in(files: Files) -> tuple[str, ...]:
    """Return the languages of the films that have words in their picture."""
    sheet = next((file for name, file in sorted(files.items()) if _base(name) == BURN_IN), None)
    if sheet is None:
        return ()
    rows = read_rows(text_of(sheet, BURN_IN), name=BURN_IN, columns=("language",), key="language")
    said = (row.cells["language"].lower() for row in rows)
    return tuple(dict.fromkeys(one for one in said if _TWO_LETTERS.fullmatch(one)))


def dialogue_levels(inputs: Inputs, *, frames: int, rate: FrameRate) -> Levels | None:
    """Return how loud the voices of the edit are; None where the sound is not made yet.

    The dialogue stem comes first. A group that brings its own mix has nothing in it: then the mix.
    """
    made = inputs.before.get("sound", {})
    samples = frames_to_samples(frames, rate)
    for name in (STEMS[Bus.DIALOGUE], MIX):
        if name in made:
            levels = levels_of(_mono(made[name].path, samples))
            if len(levels) and levels.max() > levels.min():
                return levels
    return None


def _mono(path: Path, samples: int) -> Iterator[NDArray[np.float32]]:
    for block in read_samples(path, count=samples):
        whole = whole_of(block[: len(block) // 6 * 6]).reshape(-1, 2)
        yield (whole.mean(axis=1) / FULL_SCALE).astype(np.float32)


def tracks_of(document: FinalCut, film_language: str) -> Mapping[str, tuple[Subtitle, ...]]:
    """Return the subtitles by language, that of the film first."""
    own = code_of(film_language)
    others = {track.language: track.subtitles for track in document.other_subtitles}
    return {own: document.subtitles, **others}


def write_subtitles(
    document: FinalCut, programme: Programme, film_language: str, into: Path
) -> None:
    """Write each language beside the film, later by the title before the picture."""
    own = code_of(film_language)
    for language, subtitles in tracks_of(document, film_language).items():
        timed = _in_the_film(subtitles, programme)
        for suffix, write in ((".srt", write_srt), (".vtt", write_vtt)):
            (into / name_of(language, own, suffix)).write_text(write(timed), encoding="utf-8")


def burnt_films(
    document: FinalCut, programme: Programme, film_language: str, into: Path
) -> Mapping[Path, Sequence[Words]]:
    """Return the films with words in the picture that were asked for, and the words of each."""
    own = code_of(film_language)
    tracks = tracks_of(document, own)
    return {
        into / f"{BURNT}{'' if language == own else f'.{language}'}.mp4": _words(
            _in_the_film(tracks[language], programme), programme.frame_rate
        )
        for language in document.burn_in
        if tracks.get(language)
    }


def _in_the_film(subtitles: tuple[Subtitle, ...], programme: Programme) -> tuple[Subtitle, ...]:
    later_ms = round(frames_to_seconds(programme.picture_start, programme.frame_rate) * 1000)
    return shifted(subtitles, later_ms)


def _words(subtitles: tuple[Subtitle, ...], rate: FrameRate) -> list[Words]:
    return [
        Words(to_frame(one.start_ms, rate), to_frame(one.end_ms, rate), one.lines)
        for one in subtitles
        if one.lines
    ]
