import pytest

from pipeline.documents.loudness import PROFILES, SHORT_SECONDS
from pipeline.documents.project import Project, read_project_toml
from pipeline.errors import CannotRead


def project(**agreed: object) -> Project:
    return Project(title="The Kite", group="red", **agreed)  # type: ignore[arg-type]


def test_a_film_under_two_minutes_is_short_form_content() -> None:
    short, long = (project().loudness_profile(SHORT_SECONDS + more) for more in (-0.04, 0))
    assert (short.name, short.most_short_term_lufs) == ("EBU R 128 s1", -18.0)
    assert (long.name, long.most_short_term_lufs) == ("EBU R 128", None)
    for profile in (short, long):
        assert (profile.target_lufs, profile.limit_dbtp, profile.tolerance_lu) == (-23, -1, 0.2)


@pytest.mark.parametrize(("key", "lufs"), [("web", -14), ("web_16", -16), ("cinema", -27)])
def test_a_project_chooses_its_profile_by_a_word(key: str, lufs: float) -> None:
    chosen = read_project_toml(f'loudness = "{key}"\n')
    assert chosen.loudness_lufs == lufs
    assert chosen.loudness_profile(60) is PROFILES[key]


def test_figures_of_its_own_make_a_profile_of_its_own() -> None:
    own = read_project_toml('loudness = "web"\nloudness_lufs = -18.5\n').loudness_profile(60)
    assert (own.name, own.target_lufs, own.limit_dbtp) == ("-18.5 LUFS", -18.5, -1.0)
    assert project(true_peak_dbtp=-2.0).loudness_profile(60).limit_dbtp == -2.0
    assert project(loudness="radio").loudness_profile(60).target_lufs == -23.0


def test_a_profile_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CannotRead, match="ebu_r128, web, web_16 or cinema"):
        read_project_toml('loudness = "radio"\n')


def test_a_profile_that_is_chosen_takes_the_place_of_the_figures_of_the_project() -> None:
    own = project(loudness_lufs=-18.5)
    web = own.with_loudness("web")
    assert web.loudness_profile(600) is PROFILES["web"]
    assert own.with_loudness("") is own
    assert own.with_loudness("radio") is own
