"""Timelines of other programs: read into OpenTimelineIO, and written for them.

Every format is read into one small shape (`sheet.py`) and written from it; `formats.py` is the
table. What a group sent is read in a process of its own (`child.py`), started by `opening.py`.
"""
