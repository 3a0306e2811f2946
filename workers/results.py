"""Where the work of a run is done, what it is done with, and how its results get into the store:
whole, by digest.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.bench import Bench, StageFile, Watch
from pipeline.files import Store
from pipeline.records.values import FileOf
from pipeline.render.hands import Hands
from workers.office import Office


def bench_at(here: Office, into: Path, watch: Watch, hands: Hands | None = None) -> Bench:
    """Make the folder and return the bench of a run."""
    into.mkdir(parents=True, mode=0o700)
    kept = here.segments
    kept.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Bench(
        into=into,
        cache=kept.folder,
        shelf=kept.shelf,
        hands=hands,
        cache_bytes=here.settings.cache_bytes,
        watch=watch,
        workers=here.settings.render_processes,
        preset=here.settings.render_preset,
    )


def publish(store: Store, folder: Path) -> tuple[FileOf, ...]:
    """Put every file below a folder into the store; return them by their names below it."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            stored = store.put(path)
            name = path.relative_to(folder).as_posix()
            found.append(FileOf(name=name, digest=stored.digest, bytes=stored.bytes))
    return tuple(found)


def stage_files(store: Store, files: Iterable[FileOf]) -> Mapping[str, StageFile]:
    """Return files of the store as a stage gets them."""
    return {
        one.name: StageFile(
            name=one.name, path=store.path(one.digest), digest=one.digest, bytes=one.bytes
        )
        for one in files
    }
