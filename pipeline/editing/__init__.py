"""The group's edit between the file it sends and the film it becomes: what a timeline means here,
what is said of it, and what is made of it.
"""
