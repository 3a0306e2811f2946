"""Rushes: from what came out of cameras and recorders to a catalogue of takes."""
