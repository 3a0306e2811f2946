"""The frames that the sample group drew before it shot anything."""

from pathlib import Path

from PIL import Image, ImageStat

from sample_projects.same_time_tomorrow.circled import CIRCLED
from sample_projects.same_time_tomorrow.storyboard import SIZE, draw_frame


def test_a_frame_is_a_pencil_drawing_named_by_its_shot(tmp_path: Path) -> None:
    plan = next(one for one in CIRCLED if one.slate.shot_name == "S01_P04")
    draw_frame(plan, tmp_path / "boards")
    with Image.open(tmp_path / "boards" / "S01_P04.jpg") as frame:
        assert frame.size == SIZE
        red, green, blue = ImageStat.Stat(frame.convert("RGB")).mean
        (darkest, lightest), *_ = ImageStat.Stat(frame.convert("L")).extrema
    assert max(red, green, blue) - min(red, green, blue) < 20
    assert darkest < 100 < 220 < lightest


def test_every_planned_shot_has_its_frame() -> None:
    assert len({plan.slate.shot_name for plan in CIRCLED}) == len(CIRCLED) == 19
