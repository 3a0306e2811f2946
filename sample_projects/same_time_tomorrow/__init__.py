"""SAME TIME TOMORROW: a girl, a mountain, and an echo that is not quite one."""
