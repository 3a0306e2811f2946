"""A film small enough for tests: two scenes, three shots, four takes of two seconds, one song."""

from pathlib import Path
from typing import Final

from pipeline.media.ffmpeg import run_ffmpeg

SCRIPT: Final = """Title: The Kite
Author: Blue group

INT. KITCHEN - DAY #1#

LENA looks at a red kite on the wall. [[prop: red kite]]

LENA
It wants to fly.

OTTO
Then open the window.

EXT. HILL - DAY #2#

The kite climbs. [[sound: wind]]

LENA
Higher!
"""

SHOT_LIST: Final = """scene,shot,size,description,dialogue,characters,est_seconds
1,1,WS,Lena and Otto at the wall,LENA: It wants to fly. / OTTO: Then open the window.,LENA; OTTO,2
1,2,CU,The red kite,,,1
2,1,WS,The hill and the kite,LENA: Higher!,LENA,2
"""

TAKES: Final = """file,scene,shot,take,rating,in_frame,out_frame,note
S01_P01_T01.mp4,1,1,1,no_good,0,50,Otto laughed
S01_P01_T02.mp4,1,1,2,good,0,50,
S01_P02_T01.mp4,1,2,1,good,5,30,
S02_P01_T01.mp4,2,1,1,good,0,50,
"""

CUES: Final = """file,role,start,in,out,gain_db,fade_in,fade_out,title,composer,rights,note
song.wav,music,0,,,-12,0.2,0.2,The Song,Ben,Written for this film,
"""

PROJECT: Final = """title = "The Kite"
group = "Blue"
frame_rate = "25"
size = "320x180"
target_seconds = 20
colour = "blue"
[cast]
LENA = "Aya"
OTTO = "Ben"
[crew]
director = ["Aya"]
camera = ["Ben"]
"""

_TONES: Final = {
    "S01_P01_T01": 330,
    "S01_P01_T02": 440,
    "S01_P02_T01": 550,
    "S02_P01_T01": 660,
}


def draw_take(path: Path, *, tone_hz: int = 440, seconds: int = 2) -> None:
    """Draw a take with a tone, as a camera would write it."""
    picture = f"testsrc2=size=320x180:rate=25:duration={seconds}"
    tone = f"sine=frequency={tone_hz}:sample_rate=48000:duration={seconds}"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"),
            *("-c:a", "aac", "-y", str(path)),
        ]
    )


def write_film(folder: Path) -> Path:
    """Write the project folder of the small film and return it."""
    (folder / "takes").mkdir(parents=True)
    (folder / "sound").mkdir()
    for name, text in (
        ("project.toml", PROJECT),
        ("script.fountain", SCRIPT),
        ("shot_list.csv", SHOT_LIST),
        ("takes.csv", TAKES),
        ("cues.csv", CUES),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    for name, tone in _TONES.items():
        draw_take(folder / "takes" / f"{name}.mp4", tone_hz=tone)
    song = str(folder / "sound" / "song.wav")
    run_ffmpeg(["-f", "lavfi", "-i", "sine=frequency=220:duration=4", "-ac", "2", "-y", song])
    return folder
