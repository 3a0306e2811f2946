"""Which sounds shape which block of a film, without a sample of sound."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.render.mix_plan import Bus, MixClip, MixPlan
from pipeline.render.sound_blocks import (
    BLOCK_PACKETS,
    FRAME,
    Block,
    blocks_of,
    clips_of,
    packets_of,
    sounds_like,
)

BLOCK = BLOCK_PACKETS * FRAME
SAMPLES = 5 * BLOCK
PRINTS = {"a": "1", "b": "2", "music": "3"}


def clip(media: str, start: int, samples: int, bus: Bus = Bus.EFFECTS) -> MixClip:
    return MixClip(media=media, bus=bus, in_sample=9, start_sample=start, samples=samples)


FAR = clip("a", 3 * BLOCK + 9000, BLOCK // 2)
LONG = clip("b", 0, SAMPLES)
PLAN = MixPlan(samples=SAMPLES, clips=(LONG, FAR))


def changed_by(plan: MixPlan, prints: dict[str, str] = PRINTS) -> set[int]:
    """Return which blocks sound otherwise than those of PLAN."""
    pairs = zip(blocks_of(PLAN.samples), blocks_of(plan.samples), strict=False)
    return {
        number
        for number, (before, after) in enumerate(pairs)
        if sounds_like(PLAN, before, PRINTS) != sounds_like(plan, after, prints)
    }


@pytest.mark.parametrize(("samples", "packets"), [(1, 2), (1024, 2), (1025, 3), (48_000, 48)])
def test_the_first_packet_begins_in_the_silence_before_the_film(samples: int, packets: int) -> None:
    assert packets_of(samples) == packets


def test_the_blocks_hold_every_packet_once() -> None:
    blocks = blocks_of(SAMPLES)
    assert [block.first for block in blocks] == [*range(0, packets_of(SAMPLES), BLOCK_PACKETS)]
    assert sum(block.packets for block in blocks) == packets_of(SAMPLES)


def test_a_block_is_encoded_with_some_frames_before_it_and_one_after() -> None:
    assert (Block(first=0, end=4).start, Block(first=0, end=4).samples) == (0, 5 * FRAME)
    later = Block(first=512, end=514)
    assert (later.start, later.samples, later.run_up) == (504 * FRAME, 11 * FRAME, 8)


def test_only_what_is_heard_in_a_block_shapes_it() -> None:
    assert clips_of(PLAN, blocks_of(SAMPLES)[1]) == (LONG,)
    assert changed_by(replace(PLAN, clips=(LONG,))) == {3}


def test_a_sound_that_moves_changes_the_blocks_it_leaves_and_those_it_comes_to() -> None:
    moved = replace(FAR, start_sample=BLOCK + 9000)
    assert changed_by(replace(PLAN, clips=(LONG, moved))) == {1, 3}


def test_a_trimmed_end_changes_only_the_blocks_at_that_end() -> None:
    shorter = replace(LONG, samples=4 * BLOCK + 100_000)
    assert changed_by(replace(PLAN, clips=(shorter, FAR))) == {4, 5}


def test_a_trimmed_beginning_that_keeps_the_rest_in_place_changes_only_the_first_blocks() -> None:
    later = replace(LONG, start_sample=5000, in_sample=5009, samples=SAMPLES - 5000)
    assert changed_by(replace(PLAN, clips=(later, FAR))) == {0}


def test_a_fade_changes_the_blocks_in_which_it_is_heard() -> None:
    faded = replace(LONG, fade_in_samples=BLOCK + 100_000)
    assert changed_by(replace(PLAN, clips=(faded, FAR))) == {0, 1}


@pytest.mark.parametrize("change", [{"gain_db": 1.0}, {"bus": Bus.AMBIENCE}, {"in_sample": 10}])
def test_whatever_else_changes_changes_all_blocks_of_a_sound(change: dict[str, int]) -> None:
    assert changed_by(replace(PLAN, clips=(LONG, replace(FAR, **change)))) == {3}  # type: ignore[arg-type]


def test_other_bytes_of_a_medium_change_where_it_is_heard() -> None:
    assert changed_by(PLAN, {**PRINTS, "a": "other"}) == {3}


def test_a_sound_at_another_speed_is_told_by_all_of_it() -> None:
    slow = replace(FAR, speed=Fraction(1, 2))
    longer = replace(slow, samples=slow.samples + 1)
    like = [
        sounds_like(replace(PLAN, clips=(one,)), blocks_of(SAMPLES)[3], PRINTS)
        for one in (FAR, slow, longer)
    ]
    assert like[0] != like[1] != like[2]


def test_music_that_is_ducked_depends_on_all_that_is_spoken() -> None:
    music, voice = clip("music", 0, SAMPLES, Bus.MUSIC), clip("a", 0, 9000, Bus.DIALOGUE)
    plan = MixPlan(samples=SAMPLES, clips=(music, voice))
    last = blocks_of(SAMPLES)[4]
    louder = replace(plan, clips=(music, replace(voice, gain_db=3.0)))
    assert clips_of(plan, last) == (music, voice)
    assert sounds_like(plan, last, PRINTS) != sounds_like(louder, last, PRINTS)
    calm = [replace(one, ducks_music=False) for one in (plan, louder)]
    assert sounds_like(calm[0], last, PRINTS) == sounds_like(calm[1], last, PRINTS)


def test_the_same_sound_elsewhere_is_the_same() -> None:
    plan = MixPlan(samples=9 * BLOCK, clips=(clip("a", BLOCK + 99_000, 9000),))
    moved = replace(plan, clips=(clip("a", 3 * BLOCK + 99_000, 9000),))
    blocks = blocks_of(plan.samples)
    assert sounds_like(plan, blocks[1], PRINTS) == sounds_like(moved, blocks[3], PRINTS)
