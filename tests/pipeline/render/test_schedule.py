"""How long so much work takes on so many hands."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.schedule import makespan

COSTS = st.lists(st.floats(0.01, 100), max_size=60)


def test_two_workers_need_half_the_time_where_the_work_can_be_shared() -> None:
    assert makespan([2.0] * 10, workers=1) == 20
    assert makespan([2.0] * 10, workers=2) == 10
    assert makespan([], workers=3) == 0


def test_what_is_under_way_is_finished_first_by_whoever_has_it() -> None:
    assert makespan([3.0], workers=1, running=[4.0]) == 7
    assert makespan([3.0], workers=2, running=[4.0]) == 4


@given(COSTS, st.integers(1, 200))
def test_no_farm_beats_its_bounds_nor_misses_them_by_more_than_a_third(
    costs: list[float], workers: int
) -> None:
    bound = max([sum(costs) / workers, *costs], default=0.0)
    assert (
        bound - 1e-6
        <= makespan(costs, workers=workers)
        <= (4 / 3) * bound + 1e-6 + (max(costs, default=0.0) if workers > 1 else 0.0)
    )


@given(COSTS, st.integers(1, 100))
def test_another_worker_never_makes_it_slower(costs: list[float], workers: int) -> None:
    one_more = makespan(costs, workers=workers + 1)
    assert one_more <= makespan(costs, workers=workers) * (1 + 1e-9) + max(costs, default=0.0)
