"""The people of the Blue group and a worker in one process, who carry a film through its stages."""

from collections.abc import Container

from pipeline import running
from pipeline.records import runs
from pipeline.run_state import RunTask
from sample_projects.carry import Carrier, Hands
from tests.cast import Cast
from workers.jobs import perform_in
from workers.office import Office


def carrier_of(office: Office, cast: Cast, *, leaves: Container[RunTask] = ()) -> Carrier:
    """Return who sends, decides and does every run that waits, but for those of some tasks."""

    def work() -> None:
        for run_id, _ in running.waiting_to_be_announced(office.book, older_than_s=-1):
            with office.book.reading() as session:
                task = runs.with_id(session, run_id).task
            if task not in leaves:
                perform_in(office, run_id)

    return Carrier(
        book=office.book,
        store=office.store,
        hands=Hands(
            project_id=cast.blue_film,
            student=cast.aya,
            mentor=cast.marc,
            coordinator=cast.salma,
        ),
        wake=work,
        say=lambda _: None,
    )
