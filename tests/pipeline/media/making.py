"""Small films, sounds and pictures for the tests, made by the real ffmpeg."""

from hashlib import sha256
from pathlib import Path

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.stages.stage import Files, StageFile

TONE = "sine=frequency=440:sample_rate=48000"


def film(
    path: Path,
    *options: str,
    seconds: float = 1,
    size: str = "320x180",
    rate: str = "25",
    sound: str = TONE,
) -> Path:
    """Make a film with a moving test picture; sound="" leaves the sound out."""
    picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
    heard = ["-f", "lavfi", "-i", f"{sound}:duration={seconds}"] if sound else []
    encoded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    run_ffmpeg([*picture, *heard, *encoded, *options, "-y", str(path)])
    return path


def sound(path: Path, *options: str, source: str = TONE, seconds: float = 1) -> Path:
    """Make a sound."""
    run_ffmpeg(["-f", "lavfi", "-i", f"{source}:duration={seconds}", *options, "-y", str(path)])
    return path


def turned(path: Path, source: Path, degrees: int) -> Path:
    """Copy a film and say in its header that it must be turned, as phones do."""
    turn = ["-display_rotation", str(degrees), "-i", str(source)]
    run_ffmpeg([*turn, "-c", "copy", "-y", str(path)])
    return path


def uneven(path: Path, *, seconds: float = 2) -> Path:
    """Make a film whose pictures come at irregular times."""
    picture = f"testsrc2=size=320x180:rate=30:duration={seconds}"
    kept = "select='not(eq(mod(n,5),3))'"
    run_ffmpeg(["-f", "lavfi", "-i", picture, "-vf", kept, "-fps_mode", "vfr", "-y", str(path)])
    return path


def stage_files(*paths: Path) -> Files:
    """Return files as a stage gets them: stored under a name without a suffix."""
    found = {}
    for path in paths:
        content = path.read_bytes()
        digest = sha256(content).hexdigest()
        stored = path.parent / digest
        stored.write_bytes(content)
        size = len(content)
        found[path.name] = StageFile(name=path.name, path=stored, digest=digest, bytes=size)
    return found
