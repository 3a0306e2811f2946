"""Mixes and encodes the blocks of a film's sound that are not kept yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob
from pipeline.render.console import Console
from pipeline.render.mix_plan import MixPlan, MixSource
from pipeline.render.pcm import decode, stretches
from pipeline.render.sound_blocks import Block, clips_of
from pipeline.render.sound_track import ENCODING, SoundPiece, gone_from
from pipeline.render.stopping import StopOnly, tell
from pipeline.timing import SAMPLE_RATE

_FEED: Final = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", "-i", "pipe:0")
_HEADER: Final = 7


def make_blocks(
    missing: Sequence[SoundPiece],
    plan: MixPlan,
    sources: Mapping[str, MixSource],
    job: RenderJob,
) -> None:
    """Mix, encode and keep the blocks that are missing. Raise WorkFailed or Cancelled."""
    wanted = {clip for piece in missing for clip in clips_of(plan, piece.block)}
    # As much as for the whole film, since that is most likely decoded already.
    needed = {clip: part for clip, part in stretches(plan.clips).items() if clip in wanted}
    with (
        TemporaryDirectory(dir=job.into, prefix=".pcm-") as work,
        ThreadPoolExecutor(max_workers=max(1, job.workers)) as pool,
    ):
        found = decode(
            needed.values(),
            sources,
            into=Path(work),
            workers=job.workers,
            watch=job.watch,
            cache=job.cache,
        )
        pcm = {clip: found[part] for clip, part in needed.items() if part in found}
        console, gone = Console(plan=plan, pcm=pcm, work=Path(work)), gone_from(sources)
        runs = [pool.submit(_encode, piece, console, job, gone) for piece in missing]
        try:
            for number, run in enumerate(runs):
                tell(job.watch, number / len(runs), "Mixing")
                run.result()
        finally:
            for run in runs:
                run.cancel()


def _encode(piece: SoundPiece, console: Console, job: RenderJob, gone: Collection[str]) -> None:
    """Mix and encode one block; keep it, unless a sound is gone that may be back tomorrow."""
    block = piece.block
    run_ffmpeg(
        (*_FEED, *ENCODING, "-y", f"file:{piece.path.absolute()}"),
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
