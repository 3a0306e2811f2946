from dataclasses import replace
from pathlib import Path

from pipeline.bench import NoWatch, Part
from workers.office import Office
from workers.results import bench_at


def test_a_stage_gets_the_limits_that_were_set(office: Office, tmp_path: Path) -> None:
    here = replace(office, settings=replace(office.settings, cache_bytes=7, render_processes=3))
    bench = bench_at(here, tmp_path / "into", Part(whole=NoWatch(), start=0.0, end=1.0))
    assert (bench.cache_bytes, bench.workers) == (7, 3)
    assert bench.cache.is_dir()
