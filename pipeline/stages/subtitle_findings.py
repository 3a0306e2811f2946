"""What is wrong with the subtitles of a film, in each of its languages (C51). Pure."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.documents.final_cut import FinalCut
from pipeline.documents.project import Project
from pipeline.documents.report import Finding, warning
from pipeline.documents.subtitle_names import code_of
from pipeline.documents.subtitle_rules import reading_findings
from pipeline.documents.subtitles import Subtitle
from pipeline.timing import frames_to_seconds


def subtitle_findings(document: FinalCut, project: Project, frames: int) -> Iterator[Finding]:
    """Yield the findings; frames is the length of the locked edit."""
    if not document.subtitles:
        yield warning(
            "C51", "", "There are no subtitles. Many people, and every festival, need them."
        )
    yield from _of_track(document.subtitles, project.language, project, frames)
    for track in document.other_subtitles:
        for one in _of_track(track.subtitles, track.language, project, frames):
            yield replace(one, place=f"{track.language} {one.place}".rstrip())
    yield from _of_files(document)
    yield from _burnt(document, project)


def _of_track(
    subtitles: tuple[Subtitle, ...], language: str, project: Project, frames: int
) -> Iterator[Finding]:
    yield from reading_findings(subtitles, language=language, rate=project.frame_rate)
    end_ms = int(frames_to_seconds(frames, project.frame_rate) * 1000)
    for late in subtitles:
        if late.start_ms >= end_ms:
            yield warning(
                "C51",
                late.text[:40],
                "The subtitle “%(text)s” would come after the end of the picture.",
                text=late.text[:40],
            )


def _of_files(document: FinalCut) -> Iterator[Finding]:
    for odd in document.odd_files:
        if odd.code:
            yield warning(
                "C51",
                odd.name,
                "“%(file)s” was saved in an old way (%(saved_as)s). Look whether all letters are"
                " right, then save it as UTF-8.",
                file=odd.name,
                saved_as=odd.code,
            )
        else:
            yield warning(
                "C51",
                odd.name,
                "There is another file with subtitles in this language, so “%(file)s” was not used."
                " Take one out, or call it like subtitles.fr.srt.",
                file=odd.name,
            )


def _burnt(document: FinalCut, project: Project) -> Iterator[Finding]:
    have = {track.language for track in document.other_subtitles if track.subtitles}
    have |= {code_of(project.language)} if document.subtitles else set()
    for language in document.burn_in:
        if language not in have:
            yield warning(
                "C51",
                language,
                "The film is to have subtitles in “%(language)s” in its picture, and there are"
                " none. Write them, or do not ask for that film.",
                language=language,
            )
