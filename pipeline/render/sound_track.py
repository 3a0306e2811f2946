"""The sound of a film as AAC, made in blocks: only what nobody has heard before is mixed.

The file holds the packets of the whole film, one after the other; the first one is the silence from
which every AAC stream begins (see `sound_blocks.py`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import SOUND_BITRATE, Heard, Part, RenderJob
from pipeline.render.keys import digest_of, ffmpeg_name
from pipeline.render.mix import Console
from pipeline.render.mix_plan import MixPlan, MixSource
from pipeline.render.pcm import decode, stretches
from pipeline.render.sound_blocks import FRAME, Block, blocks_of, clips_of, packets_of, sounds_like
from pipeline.render.stopping import StopOnly, tell
from pipeline.timing import SAMPLE_RATE

RECIPE: Final = 1
"""Raised whenever the same plan gives other samples, so that no kept block of before is used."""
_ENCODING: Final = (
    *("-map", "0:a:0", "-c:a", "aac", "-b:a", SOUND_BITRATE, "-flags:a", "+bitexact"),
    *("-map_metadata", "-1", "-f", "adts"),
)
_FEED: Final = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", "-i", "pipe:0")
_HEADER: Final = 7


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
class _Piece:
    """A block as a file in the job's folder."""

    block: Block
    key: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSound:
    """The blocks of a film's sound, and what they are mixed of."""

    plan: MixPlan
    sources: Mapping[str, MixSource]
    pieces: tuple[_Piece, ...]

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

    def gone(self) -> frozenset[str]:
        """Return the sources that nobody can read now, and that may be back tomorrow."""
        gone = (name for name, source in self.sources.items() if not source.path.is_file())
        return frozenset(gone)


def plan_sound(plan: MixPlan, sources: Mapping[str, MixSource], into: Path) -> PlannedSound:
    """Return the blocks of a plan, none of them mixed yet.

    A source that is missing or cannot be read stays silent.
    """
    program = ffmpeg_name()
    prints = {name: _print(source) for name, source in sources.items()}
    pieces = (
        _Piece(
            block=block,
            key=digest_of([RECIPE, program, _ENCODING, sounds_like(plan, block, prints)]),
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
        _make(tuple(missing.values()), planned, job)
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


def _make(missing: Sequence[_Piece], planned: PlannedSound, job: RenderJob) -> None:
    """Mix, encode and keep the blocks that are missing."""
    plan = planned.plan
    wanted = {clip for piece in missing for clip in clips_of(plan, piece.block)}
    needed = stretches(clip for clip in plan.clips if clip in wanted)
    with (
        TemporaryDirectory(dir=job.into, prefix=".pcm-") as work,
        ThreadPoolExecutor(max_workers=max(1, job.workers)) as pool,
    ):
        found = decode(
            needed.values(),
            planned.sources,
            into=Path(work),
            workers=job.workers,
            watch=job.watch,
            cache=job.cache,
        )
        pcm = {clip: found[part] for clip, part in needed.items() if part in found}
        console, gone = Console(plan=plan, pcm=pcm), planned.gone()
        runs = [pool.submit(_encode, piece, console, job, gone) for piece in missing]
        try:
            for number, run in enumerate(runs):
                tell(job.watch, number / len(runs), "Mixing")
                run.result()
        finally:
            for run in runs:
                run.cancel()


def _encode(piece: _Piece, console: Console, job: RenderJob, gone: Collection[str]) -> None:
    """Mix and encode one block; keep it, unless a sound is gone that may be back tomorrow."""
    block = piece.block
    run_ffmpeg(
        (*_FEED, *_ENCODING, "-y", f"file:{piece.path.absolute()}"),
        watch=StopOnly.of(job.watch),
        feed=_seconds_of(console, block),
    )
    packets = list(packets_in(piece.path.read_bytes()))[block.run_up :][: block.packets]
    if len(packets) != block.packets:
        raise WorkFailed(
            "A part of the sound came out with the wrong length. Render it again; "
            "if it happens twice, show the details to a technician.",
            detail=f"packet {block.first}: {len(packets)} packets, not {block.packets}",
            can_retry=True,
        )
    piece.path.write_bytes(b"".join(packets))
    if not any(clip.media in gone for clip in clips_of(console.plan, block)):
        job.cache.keep(piece.key, piece.path)


def _seconds_of(console: Console, block: Block) -> Iterator[bytes]:
    """Yield the samples of a block second by second; what is over full scale is held there."""
    end = block.start + block.samples
    for start in range(block.start, end, SAMPLE_RATE):
        samples = console.heard(start, min(SAMPLE_RATE, end - start))
        yield samples.clip(-1, 1).astype("<f4").tobytes()


def packets_in(stream: bytes) -> Iterator[bytes]:
    """Yield the packets of an AAC stream, each with its header (ADTS, ISO/IEC 13818-7)."""
    at = 0
    while at + _HEADER <= len(stream):
        length = (stream[at + 3] & 3) << 11 | stream[at + 4] << 3 | stream[at + 5] >> 5
        yield stream[at : at + length]
        at += max(_HEADER, length)
