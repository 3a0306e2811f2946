"""The takes that went wrong, or not quite right: data, and who acts in them."""

from dataclasses import replace
from typing import Final

from pipeline.documents.takes import Rating
from sample_projects.same_time_tomorrow import scene_day as day
from sample_projects.same_time_tomorrow import scene_morning as morning
from sample_projects.same_time_tomorrow import scene_night as night
from sample_projects.same_time_tomorrow import scene_sunset as sunset
from sample_projects.same_time_tomorrow.circled import CIRCLED
from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN, Line, Noise
from sample_projects.sounding import foley

_NO_GOOD: Final = Rating.NO_GOOD
_BY_SHOT: Final = {(plan.scene, plan.shot): plan for plan in CIRCLED}


def _giggle(at: int) -> tuple[Line, ...]:
    return (Line(speaker=IDA, text="Hee hee hee! Ha ha!", at=at, gain_db=-3),)


OUTTAKES: Final = (
    replace(
        _BY_SHOT[1, 1],
        take=1,
        rating=_NO_GOOD,
        act=day.arrival(boom=True),
        note="Boom in the picture",
        noises=(Noise(make=lambda: foley.rumble(0.5, 3), at=48, peak_dbfs=-20.0),),
    ),
    replace(
        _BY_SHOT[1, 2],
        take=1,
        rating=_NO_GOOD,
        note="Lips do not match: that was the mountain's voice",
        lines=(Line(speaker=MOUNTAIN, seen=IDA, text="Hello! I'm Ida!", at=12),),
    ),
    replace(
        _BY_SHOT[1, 4],
        take=1,
        rating=_NO_GOOD,
        act=day.riddle(giggles=True),
        note="Ida laughs",
        lines=(Line(speaker=IDA, text="What's two plus", at=15), *_giggle(40)),
        frames=80,
    ),
    replace(
        _BY_SHOT[1, 5],
        take=1,
        rating=_NO_GOOD,
        act=day.sums(right=False),
        note="Said five",
        lines=(
            Line(speaker=MOUNTAIN, text="Five.", at=10),
            Line(speaker=MOUNTAIN, text="Oops... no.", at=62, gain_db=-3),
        ),
    ),
    replace(
        _BY_SHOT[2, 4],
        take=1,
        rating=Rating.HOLD,
        act=sunset.innocent(laughs=True),
        note="Laughs at the end",
    ),
    replace(
        _BY_SHOT[2, 5],
        take=1,
        rating=_NO_GOOD,
        act=sunset.knot(drops=True),
        note="The scarf fell down",
    ),
    replace(
        _BY_SHOT[3, 2],
        take=1,
        rating=_NO_GOOD,
        act=night.warmth(sneezes=True),
        note="It tickled",
        lines=(Line(speaker=MOUNTAIN, text="Ah... choo!", at=38),),
        noises=(Noise(make=lambda: foley.snowfall(1.4, 5), at=60, peak_dbfs=-16.0),),
    ),
    replace(
        _BY_SHOT[4, 4],
        take=1,
        rating=_NO_GOOD,
        act=morning.counter_claim(corpses=True),
        note="They both laugh",
        lines=(
            Line(speaker=MOUNTAIN, text="My scarf?", at=16, gain_db=-2),
            Line(speaker=IDA, text="Ha ha ha!", at=52, gain_db=-8),
        ),
    ),
)
