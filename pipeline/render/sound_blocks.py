"""The sound of a film in blocks that are encoded and kept each by itself. Pure.

How AAC is joined without a gap: a packet is what two frames of 1024 samples in a row sound like,
the packet i the frames i - 1 and i. An encoder that begins a few frames earlier has forgotten where
it began when the block comes; those first packets are thrown away, and what is left is joined
packet by packet, as if all had been encoded at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.render.mix_plan import Bus, MixClip, MixPlan

FRAME: Final = 1024
BLOCK_PACKETS: Final = 512  # 10.9 seconds
RUN_UP: Final = 8
"""Frames. What an encoder remembers to choose its windows is two frames old; the windows of two
blocks must fit, or the join clicks."""
_PLACES: Final = frozenset(("in_sample", "start_sample", "samples"))
_FADES: Final = frozenset(("fade_in_samples", "fade_out_samples"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Packets in a row."""

    first: int
    end: int  # first packet after it

    @property
    def packets(self) -> int:
        """How many."""
        return self.end - self.first

    @property
    def run_up(self) -> int:
        """How many packets of the encoder are thrown away."""
        return min(RUN_UP, self.first)

    @property
    def start(self) -> int:
        """The sample of the film at which encoding begins."""
        return (self.first - self.run_up) * FRAME

    @property
    def samples(self) -> int:
        """How many samples are encoded: to the frame after the last, as the encoder looks ahead."""
        return (self.end + 1) * FRAME - self.start


def packets_of(samples: int) -> int:
    """Return how many packets so many samples make: the first one begins in the silence before."""
    return -(-samples // FRAME) + 1


def blocks_of(samples: int) -> tuple[Block, ...]:
    """Return the blocks of a film's sound."""
    packets = packets_of(samples)
    starts = range(0, packets, BLOCK_PACKETS)
    return tuple(Block(first=at, end=min(packets, at + BLOCK_PACKETS)) for at in starts)


def clips_of(plan: MixPlan, block: Block) -> tuple[MixClip, ...]:
    """Return the clips that shape a block, those that only duck the music in it among them."""
    end = block.start + block.samples
    heard = [
        clip for clip in plan.clips if clip.start_sample < end and clip.end_sample > block.start
    ]
    is_ducked = plan.ducks_music and any(clip.bus is Bus.MUSIC for clip in heard)
    ducking = (clip for clip in plan.clips if clip.bus is Bus.DIALOGUE and clip not in heard)
    return (*heard, *(ducking if is_ducked else ()))


def sounds_like(plan: MixPlan, block: Block, prints: Mapping[str, str]) -> list[Any]:
    """Return all that shapes the sound of a block, wherever in the film it lies.

    `prints` tells what is in the media; what is not named there is silent. Music that is ducked
    depends on how loud people speak in the whole film.
    """
    clips = clips_of(plan, block)
    is_ducked = plan.ducks_music and any(clip.bus is Bus.MUSIC for clip in clips)
    speaking = [clip for clip in clips if is_ducked and clip.bus is Bus.DIALOGUE]
    return [
        [block.run_up, block.packets, min(block.samples, plan.samples - block.start)],
        [_part(clip, block, prints) for clip in clips if clip not in speaking],
        [[*_part(clip, block, prints), clip.start_sample, clip.samples] for clip in speaking],
        block.start if speaking else None,
        [str(strip) for strip in plan.strips],
    ]


def _part(clip: MixClip, block: Block, prints: Mapping[str, str]) -> list[Any]:
    """Return what of a clip shapes a block: not what lies outside of it."""
    at = block.start - clip.start_sample  # samples of the clip that are over when the block begins
    left = clip.samples - at  # from the beginning of the block to the end of the clip
    own = {each.name: str(getattr(clip, each.name)) for each in fields(clip)}
    kept = {name: own[name] for name in own.keys() - _PLACES - _FADES - {"media"}}
    place = [clip.in_sample + at, max(0, -at), min(block.samples, left)]
    if clip.speed != 1:
        place = [clip.in_sample, clip.samples, at]
    return [
        prints.get(clip.media, ""),
        place,
        [clip.fade_in_samples, at] if at < clip.fade_in_samples else [],
        [clip.fade_out_samples, left] if left - clip.fade_out_samples < block.samples else [],
        kept,
    ]
