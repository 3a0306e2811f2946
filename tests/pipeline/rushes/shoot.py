"""What the tests of the checks shoot: named recordings without a file."""

from datetime import date

from pipeline.documents.days import ShootingDay
from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import parse_slate
from pipeline.rushes.catalogue import COLUMNS, read_entries
from pipeline.rushes.clip import SlateMark
from pipeline.rushes.named import Named, Recording, name_recordings
from pipeline.rushes.planned import Planned, planned
from pipeline.shots.slate_log import LoggedTake

PROJECT = Project(
    title="Kite",
    group="Blue",
    cast={"LENA": "Aya", "OTTO": "Ben"},
    crew={"director": ("Aya",), "camera": ("Ben",), "boom": ("Ben", "Chi")},
)
DAY = ShootingDay(date=date(2026, 8, 4), location="Quay", permission=True, scenes=("1",))


def shots(*names: str, **more: object) -> tuple[Shot, ...]:
    """Shots of these names (S01_P02), all alike otherwise."""
    slates = (parse_slate(f"{name}_T1") for name in names)
    return tuple(Shot(scene=one.scene, shot=one.shot, **more) for one in slates)  # type: ignore[arg-type]


def plan(*wanted: Shot, days: tuple[ShootingDay, ...] = ()) -> Planned:
    """A plan without a schedule."""
    return planned(ShotList(shots=wanted, days=days))


def named(
    *files: str, rows: tuple[str, ...] = (), codes: dict[str, str] | None = None
) -> tuple[Named, ...]:
    """Recordings of these names; those that end in .wav are sounds."""
    seen = codes or {}
    entries, findings = read_entries("\n".join((",".join(COLUMNS), *rows)))
    assert findings == ()
    return name_recordings(
        [
            Recording(
                file=file,
                is_sound=file.endswith(".wav"),
                marks=(SlateMark(text=seen[file], frame=3),) if file in seen else (),
            )
            for file in files
        ],
        entries,
    )


def logged(name: str, *, rating: str = "", note: str = "", at: int = 0) -> LoggedTake:
    """A take as a phone has logged it."""
    slate = parse_slate(name)
    time = f"2026-08-04T10:{at:02d}:00Z"
    return LoggedTake(
        id=f"{name}{at:02d}".replace("_", ""),
        scene=slate.scene,
        shot=slate.shot,
        take=slate.take,
        rating=rating,
        at=time,
        changed=time,
        note=note,
    )
