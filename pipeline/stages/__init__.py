"""The six stages of a film, in order."""
