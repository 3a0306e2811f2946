"""The takes that are in the film, one for each shot: data, and who acts in it."""

from typing import Final

from sample_projects.drawing.palette import DAY, MORNING, NIGHT, SUNSET
from sample_projects.same_time_tomorrow import scene_day as day
from sample_projects.same_time_tomorrow import scene_morning as morning
from sample_projects.same_time_tomorrow import scene_night as night
from sample_projects.same_time_tomorrow import scene_sunset as sunset
from sample_projects.same_time_tomorrow import sets
from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN, Line, TakePlan

_DAY: Final = (
    TakePlan(
        scene=1,
        shot=1,
        take=2,
        frames=116,
        background=sets.wide,
        palette=DAY,
        act=day.arrival(),
        camera=day.arrival_camera,
        on=1,
        note="Birds on cue!",
    ),
    TakePlan(
        scene=1,
        shot=2,
        take=2,
        frames=66,
        background=sets.ledge,
        palette=DAY,
        act=day.hello,
        lines=(Line(speaker=IDA, text="Hello! I'm Ida!", at=12),),
        note="",
    ),
    TakePlan(
        scene=1,
        shot=3,
        take=1,
        frames=76,
        background=sets.wide,
        palette=DAY,
        act=day.first_answer,
        lines=(Line(speaker=MOUNTAIN, text="Hello! I'm Ida!", at=6),),
        camera=day.answer_camera,
    ),
    TakePlan(
        scene=1,
        shot=4,
        take=2,
        frames=58,
        background=sets.behind,
        palette=DAY,
        act=day.riddle(),
        lines=(Line(speaker=IDA, text="What's two plus two?", at=15),),
        note="Lovely eyes to the left",
    ),
    TakePlan(
        scene=1,
        shot=5,
        take=2,
        frames=106,
        background=sets.near,
        palette=DAY,
        act=day.sums(),
        lines=(
            Line(speaker=MOUNTAIN, text="Four.", at=10),
            Line(speaker=MOUNTAIN, text="Two plus two!", at=62),
        ),
        note="The pause is the joke",
    ),
    TakePlan(
        scene=1,
        shot=6,
        take=1,
        frames=44,
        background=sets.behind,
        palette=DAY,
        act=day.suspicion,
    ),
)

_SUNSET: Final = (
    TakePlan(
        scene=2,
        shot=1,
        take=1,
        frames=90,
        background=sets.over,
        palette=SUNSET,
        act=sunset.time_to_go,
        lines=(Line(speaker=IDA, text="I have to go home.", at=36),),
        camera=sunset.going_camera,
    ),
    TakePlan(
        scene=2,
        shot=2,
        take=1,
        frames=56,
        background=sets.near,
        palette=SUNSET,
        act=sunset.already,
        lines=(Line(speaker=MOUNTAIN, text="Already?", at=7),),
    ),
    TakePlan(
        scene=2,
        shot=3,
        take=1,
        frames=82,
        background=sets.ledge,
        palette=SUNSET,
        act=sunset.caught,
        lines=(Line(speaker=IDA, text="Echoes don't say already.", at=14),),
    ),
    TakePlan(
        scene=2,
        shot=4,
        take=2,
        frames=104,
        background=sets.near,
        palette=SUNSET,
        act=sunset.innocent(),
        lines=(Line(speaker=MOUNTAIN, text="Ready... eddy... dy...", at=8),),
        note="Whistles nicely",
    ),
    TakePlan(
        scene=2,
        shot=5,
        take=2,
        frames=74,
        background=sets.post,
        palette=SUNSET,
        act=sunset.knot(),
        lines=(Line(speaker=IDA, text="Same time tomorrow?", at=16),),
    ),
    TakePlan(
        scene=2,
        shot=6,
        take=1,
        frames=88,
        background=sets.over,
        palette=SUNSET,
        act=sunset.promise,
        lines=(Line(speaker=MOUNTAIN, text="Same time tomorrow!", at=8),),
    ),
)

_NIGHT: Final = (
    TakePlan(
        scene=3,
        shot=1,
        take=1,
        frames=98,
        background=sets.wide,
        palette=NIGHT,
        act=night.flight,
        camera=night.flight_camera,
        on=1,
        note="Real snow, of course",
    ),
    TakePlan(
        scene=3,
        shot=2,
        take=2,
        frames=128,
        background=sets.near,
        palette=NIGHT,
        act=night.warmth(),
        lines=(Line(speaker=MOUNTAIN, text="Tomorrow.", at=68, gain_db=-4),),
        camera=night.warmth_camera,
        note="This one",
    ),
)

_MORNING: Final = (
    TakePlan(
        scene=4,
        shot=1,
        take=1,
        frames=62,
        background=sets.ledge,
        palette=MORNING,
        act=morning.return_to,
        lines=(Line(speaker=IDA, text="Hello!", at=18),),
    ),
    TakePlan(
        scene=4,
        shot=2,
        take=1,
        frames=66,
        background=sets.near,
        palette=MORNING,
        act=morning.greeting,
        lines=(Line(speaker=MOUNTAIN, text="Hello, Ida.", at=8),),
    ),
    TakePlan(
        scene=4,
        shot=3,
        take=1,
        frames=52,
        background=sets.behind,
        palette=MORNING,
        act=morning.property_claim,
        lines=(Line(speaker=IDA, text="That's my scarf.", at=8),),
        note="Dry",
    ),
    TakePlan(
        scene=4,
        shot=4,
        take=2,
        frames=68,
        background=sets.near,
        palette=MORNING,
        act=morning.counter_claim(),
        lines=(Line(speaker=MOUNTAIN, text="My scarf?", at=16, gain_db=-2),),
        camera=morning.counter_camera,
    ),
    TakePlan(
        scene=4,
        shot=5,
        take=1,
        frames=142,
        background=sets.wide,
        palette=MORNING,
        act=morning.friends,
        lines=(Line(speaker=IDA, text="Ha ha ha! Hee hee hee!", at=4, gain_db=-5),),
        camera=morning.friends_camera,
        on=1,
    ),
)

CIRCLED: Final = (*_DAY, *_SUNSET, *_NIGHT, *_MORNING)
"""The take of every shot that is in the film, in script order."""
