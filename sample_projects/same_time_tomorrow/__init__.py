"""SAME TIME TOMORROW: a girl, a mountain, and an echo that is not quite one."""

from sample_projects.same_time_tomorrow.film import draw_film, draw_take

__all__ = ["draw_film", "draw_take"]
