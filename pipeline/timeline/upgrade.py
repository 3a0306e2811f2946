"""Reads a timeline with OpenTimelineIO and writes it back in today's schema.

Run as a script in a process that may be killed (`reading.py`), never imported: the library falls
over on some files, and a crash here costs nobody anything. It reads stdin and prints JSON, or one
line that begins with "!".
"""

import json
import sys
from typing import Any, Final

import opentimelineio as otio

NOTES: Final = ("markers", "color")
FAULTS: Final = (ValueError, TypeError, KeyError, RuntimeError, otio.exceptions.OTIOError)


def without_notes(plain: Any) -> Any:
    """Return JSON without markers and colours, which change no frame.

    Programs newer than the library write them in a schema that it does not know.
    """
    if isinstance(plain, list):
        return [without_notes(each) for each in plain]
    if isinstance(plain, dict):
        return {key: without_notes(each) for key, each in plain.items() if key not in NOTES}
    return plain


def read(text: str) -> tuple[object, bool]:
    """Return what a file holds, without its notes if they cannot be read, and whether so."""
    try:
        return otio.core.deserialize_json_from_string(text), False
    except FAULTS:
        plain = without_notes(json.loads(text))
        return otio.core.deserialize_json_from_string(json.dumps(plain)), True


def only_timeline(found: object) -> object:
    """Return the timeline itself, out of the collection that some programs put around it."""
    if isinstance(found, otio.schema.SerializableCollection) and len(found) == 1:
        return found[0]
    if isinstance(found, otio.schema.Stack | otio.schema.Track):
        timeline = otio.schema.Timeline(name=found.name)
        if isinstance(found, otio.schema.Stack):
            timeline.tracks = found
        else:
            timeline.tracks.append(found)
        return timeline
    return found


def main() -> None:
    """Print the upgraded timeline."""
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="strict")
    found, lost_notes = read(text)
    timeline = only_timeline(found)
    if not isinstance(timeline, otio.schema.Timeline):
        raise ValueError(f"not a timeline but {type(timeline).__name__}")
    if lost_notes:
        timeline.metadata["claquette_notes_left_out"] = True
    sys.stdout.write(otio.core.serialize_json_to_string(timeline, {}, 0))


if __name__ == "__main__":
    try:
        main()
    except FAULTS as fault:
        sys.stdout.write("!" + str(fault)[:500])
