"""The sound of a film as AAC, made in blocks: only what nobody has heard before is mixed.

The file holds the packets of the whole film, one after the other; the first one is the silence from
which every AAC stream begins (see `sound_blocks.py`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from pipeline.render.assemble import Heard, Part, RenderJob
from pipeline.render.joining import SOUND_BITRATE
from pipeline.render.keys import digest_of, ffmpeg_name
from pipeline.render.mix_plan import MixPlan, MixSource
from pipeline.render.sound_blocks import FRAME, Block, blocks_of, packets_of, sounds_like

RECIPE: Final = 2
"""Raised whenever the same plan gives other samples, so that no kept block of before is used."""
ENCODING: Final = (
    *("-map", "0:a:0", "-c:a", "aac", "-b:a", SOUND_BITRATE, "-flags:a", "+bitexact"),
    *("-map_metadata", "-1", "-f", "adts"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTrack:
    """The sound of a film, encoded."""

    path: Path
    samples: int
    mixed: int  # blocks that were made now
    reused: int  # blocks that were kept from before
    made: frozenset[str]  # the keys of those that were made now

    @property
    def heard(self) -> Heard:
        """How it is put beside a picture: every packet at its time, the last one not too long."""
        last = packets_of(self.samples) - 1
        short = self.samples - (last - 1) * FRAME
        # In lengths of a packet: older programs count here in other ticks than they say.
        length = f"round(if(eq(N,{last}),DURATION*{short}/{FRAME},DURATION))"
        placed = f"setts=ts='(N-1)*DURATION':duration='{length}'"
        return Heard(
            input=("-protocol_whitelist", "file", "-f", "aac", "-i", f"file:{self.path.name}"),
            copied=("-map", "1:a:0", "-c:a", "copy", "-bsf:a", f"aac_adtstoasc,{placed}"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPiece:
    """A block as a file in the job's folder."""

    block: Block
    key: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSound:
    """The blocks of a film's sound, and what they are mixed of."""

    plan: MixPlan
    sources: Mapping[str, MixSource]
    pieces: tuple[SoundPiece, ...]

    def keys(self) -> tuple[str, ...]:
        """Return what tells this sound from any other."""
        return tuple(piece.key for piece in self.pieces)

    def parts(self, made: Collection[str]) -> tuple[Part, ...]:
        """Return the blocks for a report; the keys of those that were made now are given."""
        return tuple(
            Part(
                start=piece.block.start,
                count=piece.block.samples,
                key=piece.key,
                is_new=piece.key in made,
            )
            for piece in self.pieces
        )


def gone_from(sources: Mapping[str, MixSource]) -> frozenset[str]:
    """Return the sources that nobody can read now, and that may be back tomorrow."""
    return frozenset(name for name, source in sources.items() if not source.path.is_file())


def plan_sound(plan: MixPlan, sources: Mapping[str, MixSource], into: Path) -> PlannedSound:
    """Return the blocks of a plan, none of them mixed yet.

    A source that is missing or cannot be read stays silent.
    """
    program = ffmpeg_name()
    prints = {name: _print(source) for name, source in sources.items()}
    pieces = (
        SoundPiece(
            block=block,
            key=digest_of([RECIPE, program, ENCODING, sounds_like(plan, block, prints)]),
            path=into / f"sound_{number:05d}.aac",
        )
        for number, block in enumerate(blocks_of(plan.samples))
    )
    return PlannedSound(plan=plan, sources=sources, pieces=tuple(pieces))


def sound_track(planned: PlannedSound, job: RenderJob) -> SoundTrack:
    """Return the sound of a plan. Raise WorkFailed, or Cancelled when somebody stopped it."""
    pieces, cache = planned.pieces, job.cache
    missing = {piece.key: piece for piece in pieces if not cache.take(piece.key, piece.path)}
    if missing:
        # What mixes takes a while to load: as long as a tenth of finding a film that is kept.
        from pipeline.render.sound_making import make_blocks

        make_blocks(tuple(missing.values()), planned.plan, planned.sources, job)
    path = job.into / "sound.aac"
    with path.open("wb") as joined:
        for piece in pieces:
            made = missing.get(piece.key, piece)  # of blocks that sound alike one was made
            joined.write(made.path.read_bytes())
    return SoundTrack(
        path=path,
        samples=planned.plan.samples,
        mixed=len(missing),
        reused=len(pieces) - len(missing),
        made=frozenset(missing),
    )


def _print(source: MixSource) -> str:
    """Return what tells a source from others; one without a digest is never found again."""
    return f"{source.digest or token_hex()} {source.kind} {source.zero}"
