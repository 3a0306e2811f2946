"""claquette probe MEDIA...: what is really in film and sound files, found by decoding them."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.commands.terminal import FINE, UNREADABLE, named_files, show, show_json, tell
from pipeline.documents.json import to_json
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Answer, Upload, probe_all
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    """Name the files."""
    parser.add_argument("media", type=Path, nargs="+", metavar="MEDIA")
    parser.add_argument("--json", action="store_true", help="print all facts")


def run(arguments: Namespace, settings: Settings) -> int:
    """Print the facts of each file; return UNREADABLE when one of them is refused."""
    del settings
    named_files(arguments.media)
    answers = probe_all([Upload(path=path, name=path.name) for path in arguments.media])
    pairs = list(zip(arguments.media, answers, strict=True))
    if arguments.json:
        show_json({"media": [_plain(path, answer) for path, answer in pairs]})
    for path, answer in pairs:
        if not isinstance(answer, MediaFacts):
            tell(f"{path}: {answer}")
        elif not arguments.json:
            show(f"{path}: {_line(answer)}")
    readable = all(isinstance(answer, MediaFacts) for answer in answers)
    return FINE if readable else UNREADABLE


def _plain(path: Path, answer: Answer) -> dict[str, object]:
    if isinstance(answer, MediaFacts):
        return {"file": str(path), **json.loads(to_json(answer))}
    return {"file": str(path), "error": str(answer), "detail": answer.detail}


def _line(facts: MediaFacts) -> str:
    parts = [facts.kind, f"{float(facts.duration):.3f} s"]
    if facts.video:
        video = facts.video
        parts.append(
            f"{video.codec} {video.width}x{video.height} at {float(video.rate):.3f} frames a second"
        )
    if facts.audio:
        audio = facts.audio
        parts.append(f"{audio.codec} {audio.channels} channels at {audio.sample_rate} Hz")
    return ", ".join(parts)
