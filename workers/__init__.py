"""The machines: they claim runs, make what the stages make, and tell how far they are."""
