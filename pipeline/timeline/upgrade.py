"""Reads a timeline with OpenTimelineIO and writes it back in today's schema.

Run as a script in a process that may be killed (`reading.py`), never imported: the library falls
over on some files, and a crash here costs nobody anything. It reads stdin and prints JSON, or one
line that begins with "!".
"""

import sys

import opentimelineio as otio


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
    timeline = only_timeline(otio.core.deserialize_json_from_string(text))
    if not isinstance(timeline, otio.schema.Timeline):
        raise ValueError(f"not a timeline but {type(timeline).__name__}")
    sys.stdout.write(otio.core.serialize_json_to_string(timeline, {}, 0))


if __name__ == "__main__":
    try:
        main()
    except (ValueError, TypeError, RuntimeError, otio.exceptions.OTIOError) as fault:
        sys.stdout.write("!" + str(fault)[:500])
