"""Reads what somebody sent, in a process that may be killed: one wish a line, then the bytes.

Run as a script by `opening.py`, never imported. It prints the answer, or one line that begins with
"!" and tells in JSON what to say. Nothing in a file makes it open another one, or a connection.
"""

import json
import sys
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).absolute().parents[3]
MOST_BYTES: Final = 50 * 1024**2
NAMES: Final = ("content.otio", "info.fcpxml")

NEUTRAL: Final = ("Audio Pan",)  # every sound track has one, in the middle

Wish = dict[str, str]


class Unreadable(Exception):
    """Raised with the one sentence to say."""


def _read(wish: Wish, content: bytes) -> str:
    """Read one of our own formats into OpenTimelineIO."""
    from pipeline.timeline.interchange.as_otio import as_otio
    from pipeline.timeline.interchange.formats import format_called

    read = format_called(wish["suffix"]).read
    if read is None:
        raise Unreadable("This format is read by another program.")
    return json.dumps(as_otio(read(content, Fraction(wish["rate"]))), allow_nan=False)


def _aaf(wish: Wish, _: bytes) -> str:
    """Read an AAF with its adapter, and leave its own notes behind."""
    import opentimelineio as otio
    from otio_aaf_adapter.adapters import advanced_authoring_format

    found = advanced_authoring_format.read_from_file(wish["path"], simplify=True)
    if isinstance(found, otio.schema.SerializableCollection):
        timelines = [one for one in found if isinstance(one, otio.schema.Timeline)]
        if len(timelines) != 1:
            raise Unreadable("Export only the one sequence that is the film.")
        found = timelines[0]
    plain = json.loads(otio.core.serialize_json_to_string(found, {}, 0))
    return json.dumps(_without_doubles(_without_notes(plain)))


def _without_notes(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_without_notes(each) for each in plain]
    if isinstance(plain, dict):
        kept = {
            key: {} if key == "metadata" else _without_notes(each) for key, each in plain.items()
        }
        if "effects" in kept:
            kept["effects"] = [one for one in kept["effects"] if one.get("name") not in NEUTRAL]
        return kept
    return plain


def _without_doubles(plain: Any) -> Any:
    """Leave out a sound track that plays what one above plays: the other half of stereo."""
    tracks = plain.get("tracks") if isinstance(plain, dict) else None
    if not isinstance(tracks, dict):
        return plain
    heard: list[object] = []
    kept = []
    for track in tracks.get("children", []):
        is_sound = isinstance(track, dict) and track.get("kind") == "Audio"
        if is_sound and track.get("children") in heard:
            continue
        if is_sound:
            heard.append(track.get("children"))
        kept.append(track)
    tracks["children"] = kept
    return plain


def _unpack(wish: Wish, _: bytes) -> str:
    """Return the timeline of a package: the one that lies highest in it."""
    with zipfile.ZipFile(wish["path"]) as package:
        found = [
            one
            for one in package.infolist()
            if one.filename.lower().rpartition("/")[2] in NAMES
            and not one.filename.startswith("__MACOSX")
        ]
        found.sort(key=lambda one: one.filename.count("/"))
        if not found:
            raise Unreadable("There is no timeline in this package (content.otio).")
        with package.open(found[0]) as member:
            content = member.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable("The timeline in this package is larger than 50 MB.")
    return content.decode("utf-8-sig")


def _write_aaf(wish: Wish, content: bytes) -> str:
    """Write an AAF; the adapter gives every clip an identity of its own."""
    _without_chance(content)
    import opentimelineio as otio
    from otio_aaf_adapter.adapters import advanced_authoring_format

    timeline = otio.core.deserialize_json_from_string(content.decode())
    advanced_authoring_format.write_to_file(timeline, wish["path"], use_empty_mob_ids=True)
    _shorten(wish["path"])
    if clock := json.loads(wish.get("clock", "null")):
        _show(wish["path"], clock)
    return "written"


def _without_chance(content: bytes) -> None:
    """Let identities and times follow from what is written: the same edit is the same file."""
    import datetime
    import random
    import uuid

    chance = random.Random(content)  # noqa: S311  # nothing secret
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)

    class Never(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Never":
            return cls(2000, 1, 1, tzinfo=tz)

    datetime.datetime = Never  # type: ignore[misc]


def _shorten(path: str) -> None:
    """Correct the lengths of sounds: the adapter counts a mix as if it took time of its own."""
    import aaf2

    with aaf2.open(path, "rw") as file:
        for mob in file.content.compositionmobs():
            for slot in mob.slots:
                segments = getattr(slot.segment, "segments", None)
                for sequence in segments or ():
                    parts = [(type(one).__name__, one.length) for one in sequence.components]
                    length = sum(-far if kind == "Transition" else far for kind, far in parts)
                    sequence.length = slot.segment.length = length


def _show(path: str, clock: dict[str, Any]) -> None:
    """Let timecode be shown in the film's frames, whatever the tracks count in."""
    import aaf2

    with aaf2.open(path, "rw") as file:
        for mob in file.content.mobs:
            for slot in mob.slots:
                if isinstance(slot.segment, aaf2.components.Timecode):
                    slot.segment.fps, slot.segment.drop = clock["fps"], clock["drop"]


FAULTS: Final = (
    *(Unreadable, ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(RuntimeError, OSError, MemoryError, zipfile.BadZipFile),
)
VERBS: Final[dict[str, Callable[[Wish, bytes], str]]] = {
    "read": _read,
    "aaf": _aaf,
    "unpack": _unpack,
    "write_aaf": _write_aaf,
}


def _fault(fault: BaseException) -> dict[str, object]:
    """Return what to say of an error: its own sentence, if it has one for people."""
    if hasattr(fault, "template"):
        values = {name: str(value) for name, value in getattr(fault, "values", {}).items()}
        return {
            "template": fault.template,
            "values": values,
            "detail": getattr(fault, "detail", ""),
        }
    if isinstance(fault, Unreadable):
        return {"template": str(fault), "values": {}, "detail": ""}
    return {"template": "", "values": {}, "detail": f"{type(fault).__name__}: {fault}"[:500]}


def main() -> None:
    """Do what the first line wishes with what follows it; any other error ends the process."""
    sys.path.insert(0, str(ROOT))
    from pipeline.errors import PipelineError

    wish: Wish = json.loads(sys.stdin.buffer.readline())
    try:
        answer = VERBS[wish["verb"]](wish, sys.stdin.buffer.read())
    except (PipelineError, *FAULTS) as fault:
        answer = "!" + json.dumps(_fault(fault))
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
