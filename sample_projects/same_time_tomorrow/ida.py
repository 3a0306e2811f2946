"""Draws Ida: eight years old, two puffs of hair, a mustard coat, big boots, and a red scarf."""

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.palette import Palette
from sample_projects.same_time_tomorrow import ida_body, ida_head
from sample_projects.same_time_tomorrow.ida_pose import SOLES, Pose, dressed_for


def draw_ida(canvas: Canvas, place: Place, pose: Pose, palette: Palette) -> None:
    """Draw one moment of Ida; her head stands at the place when she stands straight."""
    dyes = dressed_for(palette)
    soles = place.within(0, SOLES, turn=pose.lean)
    body = soles.within(0, -SOLES + pose.bob)
    head = body.within(0, 0.85, turn=pose.tilt).within(0, -0.85)
    ida_head.draw_puffs(canvas, head, pose, dyes)
    ida_body.draw_legs(canvas, soles.within(0, -SOLES), pose, dyes)
    ida_body.draw_coat(canvas, body, pose, dyes)
    if not pose.over:
        ida_body.draw_arms(canvas, body, pose, dyes)
    if pose.scarf:
        ida_body.draw_scarf(canvas, body, pose, dyes)
    if pose.back:
        ida_head.draw_back(canvas, head, dyes)
    else:
        ida_head.draw_head(canvas, head, pose, dyes)
    if pose.over:
        ida_body.draw_arms(canvas, body, pose, dyes)
