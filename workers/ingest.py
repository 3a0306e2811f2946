"""What a worker does with a recording that has arrived: count its digest, copy it, look into it."""

from pathlib import Path

from pipeline import arrivals
from pipeline.running import StartedIngest
from pipeline.stages.stage import Watch
from workers.office import Office


def take_in(here: Office, started: StartedIngest, folder: Path, watch: Watch) -> None:
    """Take a recording in. Raise MovedOn when another worker has taken over."""
    arrivals.finish_ingest(here.book, started, ())
