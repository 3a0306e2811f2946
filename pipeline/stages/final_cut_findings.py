"""What subtitles must have before the film is made. Pure."""

from collections.abc import Iterator

from pipeline.documents.final_cut import FinalCut
from pipeline.documents.project import Project
from pipeline.documents.report import Finding, warning
from pipeline.documents.subtitles import reading_findings
from pipeline.timing import frames_to_seconds


def final_cut_findings(document: FinalCut, project: Project, frames: int) -> Iterator[Finding]:
    """Yield the findings; frames is the length of the locked edit."""
    if not document.subtitles:
        yield warning(
            "C51", "", "There are no subtitles. Many people, and every festival, need them."
        )
    yield from reading_findings(
        document.subtitles, language=project.language, rate=project.frame_rate
    )
    end_ms = int(frames_to_seconds(frames, project.frame_rate) * 1000)
    for late in document.subtitles:
        if late.start_ms >= end_ms:
            yield warning(
                "C51",
                late.text[:40],
                "The subtitle “%(text)s” would come after the end of the picture.",
                text=late.text[:40],
            )
