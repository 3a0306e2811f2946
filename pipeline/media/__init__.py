"""The outside programs: ffmpeg runs, filter graphs, and the gate for what people upload."""
