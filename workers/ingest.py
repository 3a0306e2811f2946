"""What a worker does with a recording that has arrived: put it away, then look into it once.

The digest is counted from the disk, whatever the sender said of it. A recording that cannot be used
is no failed run: the machine has done its work, and the group reads one sentence.
"""

from pathlib import Path

from pipeline import arrivals, receiving
from pipeline.bench import Watch
from pipeline.documents.report import Finding, blocker
from pipeline.media.probe import probe
from pipeline.media.safety import UnfitMedia
from pipeline.records.values import UploadView
from pipeline.render.cache import SegmentCache
from pipeline.running import StartedIngest
from pipeline.rushes.ingest import admitted
from pipeline.rushes.kept import KeptClips
from workers.office import Office
from workers.results import bench_at, publish


def take_in(here: Office, started: StartedIngest, folder: Path, watch: Watch) -> None:
    """Put a recording away and look into it. Raise MovedOn when another worker took over.

    Raise WorkFailed or Cancelled as every work does; the bytes are safe all the same.
    """
    upload = receiving.put_away(here.book, here.incoming, started.upload)
    if upload.same_as is not None:
        arrivals.finish_ingest(here.book, started, ())
        return
    bench = bench_at(here, folder / "made", watch)
    try:
        source = here.store.path(upload.digest)
        facts = admitted(probe(source, name=upload.name), name=upload.name)
        KeptClips(
            cache=SegmentCache(folder=bench.cache),
            digest=upload.digest,
            rate=started.project.frame_rate,
        ).fetch_or_make(source, facts, bench.into, watch)
    except UnfitMedia as fault:
        arrivals.finish_ingest(here.book, started, (), refusal=_refusal(upload, fault))
    else:
        arrivals.finish_ingest(here.book, started, publish(here.store, bench.into))


def _refusal(upload: UploadView, fault: UnfitMedia) -> Finding:
    values = {key: str(value) for key, value in fault.values.items()}
    return blocker(fault.code.value, upload.name, fault.template, **values)
