"""Timelines of editing programs: OpenTimelineIO in and out, and the flat edit in between."""
