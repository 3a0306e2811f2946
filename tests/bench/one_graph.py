"""The yardstick: an edit as one ffmpeg run, as somebody who knows ffmpeg would write it by hand.

Every shot is an input of its own, opened where it begins; cuts are joined with `concat`, dissolves
are `xfade`, every sound goes to its sample, and the encoder has the settings of our own renders and
all the threads it wants. Knows what the films of the bench need, and no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from pipeline.documents.edit import Dissolve, Edit, PictureClip, SoundClip
from pipeline.render.encoding import PictureSettings, encoding
from pipeline.render.joining import SOUND_BITRATE
from pipeline.timing import SAMPLE_RATE


def one_graph(
    edit: Edit, files: Mapping[str, Path], film: Path, *, settings: PictureSettings
) -> tuple[str, ...]:
    """Return the arguments of the run."""
    graph = _Graph(edit, files)
    picture = graph.picture()
    sound = graph.sound()
    own = ("-threads", str(settings.threads))
    written = " ".join(encoding(settings)).replace(" ".join(own), "").replace(" -an ", " ").split()
    chains = ";".join(graph.chains)
    return (
        *("-y", *graph.inputs, "-filter_complex", chains, "-map", picture, "-map", sound),
        *(*written, "-c:a", "aac", "-b:a", SOUND_BITRATE, "-movflags", "+faststart", str(film)),
    )


@dataclass(slots=True)
class _Graph:
    edit: Edit
    files: Mapping[str, Path]
    inputs: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    opened: int = 0

    def chain(self, text: str) -> str:
        label = f"[n{len(self.chains)}]"
        self.chains.append(text + label)
        return label

    def open(self, media: str, start: Fraction, seconds: Fraction) -> int:
        where = ("-ss", f"{float(start):.6f}", "-t", f"{float(seconds):.6f}")
        self.inputs += [*where, "-i", str(self.files[media])]
        self.opened += 1
        return self.opened - 1

    def picture(self) -> str:
        """Join the shots one after the other, and mix those that overlap."""
        runs: list[str] = []
        rate = self.edit.frame_rate
        length = 0
        dissolves = {one.start_frame: one for one in self.edit.dissolves}
        for clip in sorted(self.edit.picture, key=lambda clip: clip.start_frame):
            shot = self.shot(clip)
            mixed = dissolves.get(clip.start_frame)
            if mixed is None:
                runs.append(shot)
                length = clip.frames
            else:
                runs.append(self.mix(runs.pop(), shot, mixed, length))
                length += clip.frames - mixed.frames
        joined = f"{''.join(runs)}concat=n={len(runs)}:v=1:a=0,fps={rate}"
        return self.chain(joined)

    def shot(self, clip: PictureClip) -> str:
        rate, edit = self.edit.frame_rate, self.edit
        # A little early, so that rounding never costs the first frame.
        start = max(Fraction(0), clip.source_in - Fraction(1, 200))
        number = self.open(clip.media, start, clip.frames / rate + Fraction(1, 100))
        return self.chain(
            f"[{number}:v:0]scale={edit.width}:{edit.height},format=yuv420p,setsar=1,"
            f"trim=end_frame={clip.frames},setpts=N/({rate}*TB)"
        )

    def mix(self, before: str, after: str, mixed: Dissolve, length: int) -> str:
        rate = self.edit.frame_rate
        offset = (length - mixed.frames - Fraction(1, 2)) / rate
        time = f"duration={float(mixed.frames / rate):.6f}:offset={float(offset):.6f}"
        sides = "".join(self.chain(f"{side}settb=1/{1000 * rate}") for side in (before, after))
        return self.chain(f"{sides}xfade=transition=fade:{time},settb=1/{rate},format=yuv420p")

    def sound(self) -> str:
        """Lay the clips of each track in a row, those that overlap in a second one; add all."""
        rows = [row for track in _tracks(self.edit.sound) for row in _rows(track)]
        laid = "".join(self.row(row) for row in rows)
        whole = self.edit.frames * SAMPLE_RATE / self.edit.frame_rate
        return self.chain(
            f"{laid}amix=inputs={len(rows)}:normalize=0,apad,atrim=end_sample={int(whole)}"
        )

    def row(self, row: Sequence[SoundClip]) -> str:
        parts: list[str] = []
        at = 0
        for clip in row:
            if clip.start_sample > at:
                gap = f"anullsrc=r={SAMPLE_RATE}:cl=stereo,atrim=end_sample="
                parts.append(self.chain(f"{gap}{clip.start_sample - at}"))
            parts.append(self.heard(clip))
            at = clip.end_sample
        return self.chain(f"{''.join(parts)}concat=n={len(parts)}:v=0:a=1")

    def heard(self, clip: SoundClip) -> str:
        seconds = Fraction(clip.samples, SAMPLE_RATE)
        number = self.open(clip.media, clip.source_in, seconds)
        last = Fraction(clip.samples - clip.fade_out_samples, SAMPLE_RATE)
        fades = [
            f"afade=t=in:ns={clip.fade_in_samples}:curve=qsin" if clip.fade_in_samples else "",
            f"afade=t=out:st={float(last):.6f}:ns={clip.fade_out_samples}:curve=qsin"
            if clip.fade_out_samples
            else "",
        ]
        stereo = f"aresample={SAMPLE_RATE},aformat=channel_layouts=stereo:sample_fmts=fltp"
        whole = f"apad=whole_len={clip.samples},atrim=end_sample={clip.samples}"
        chain = ",".join(filter(None, [stereo, whole, "asetpts=N/SR/TB", *fades]))
        return self.chain(f"[{number}:a:0]{chain}")


def _tracks(clips: Sequence[SoundClip]) -> list[list[SoundClip]]:
    tracks: dict[int, list[SoundClip]] = {}
    for clip in sorted(clips, key=lambda clip: (clip.track, clip.start_sample)):
        tracks.setdefault(clip.track, []).append(clip)
    return list(tracks.values())


def _rows(track: Sequence[SoundClip]) -> list[list[SoundClip]]:
    rows: list[list[SoundClip]] = []
    for clip in track:
        free = next((row for row in rows if row[-1].end_sample <= clip.start_sample), None)
        if free is None:
            rows.append([clip])
        else:
            free.append(clip)
    return rows
