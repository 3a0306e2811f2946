from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.errors import CannotRead, Refused
from pipeline.secret_key import secret_key_of
from pipeline.settings import GIB, SETTINGS, Settings, settings_from


def test_every_field_has_one_row_in_the_table() -> None:
    assert [field.name for field in fields(Settings)] == [row.name for row in SETTINGS]


def test_an_empty_environment_gives_an_embedded_set_up() -> None:
    settings = settings_from({})
    assert settings.database.endswith("/data/claquette.sqlite3")
    assert settings.store.endswith("/data/store")
    assert (settings.redis_url, settings.ffmpeg, settings.port) == ("", "", 8000)


def test_what_is_set_takes_over() -> None:
    settings = settings_from(
        {"DATABASE_URL": "postgresql://db/film", "STORE_URL": "s3://films", "PATH": "/bin"}
    )
    assert settings.database == "postgresql://db/film"
    assert settings.store == "s3://films"


def test_an_empty_variable_means_the_default() -> None:
    assert settings_from({"CLAQUETTE_PORT": "  "}).port == 8000


@pytest.mark.parametrize(
    ("written", "bytes_"), [("20G", 20 * GIB), ("512", 512), ("3kB", 3072), ("2MiB", 2 * 1024**2)]
)
def test_sizes_are_written_with_units(written: str, bytes_: int) -> None:
    assert settings_from({"CLAQUETTE_CACHE_BYTES": written}).cache_bytes == bytes_


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CLAQUETTE_PORT", "eighty"),
        ("CLAQUETTE_PORT", "70000"),
        ("CLAQUETTE_CACHE_BYTES", "-1"),
        ("CLAQUETTE_CACHE_BYTES", "1X"),
        ("CLAQUETTE_HTTPS", "maybe"),
        ("CLAQUETTE_LANGUAGES", ","),
        ("CLAQUETTE_RENDER_PRESET", "placebo"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(CannotRead, match=variable):
        settings_from({variable: value})


def test_a_misspelt_setting_is_refused_with_its_likely_name() -> None:
    with pytest.raises(Refused, match="Did you mean CLAQUETTE_CACHE_BYTES"):
        settings_from({"CLAQUETTE_CACHE_BYTE": "1"})


def test_an_unknown_setting_is_refused_with_advice() -> None:
    with pytest.raises(Refused, match="running_at_a_school"):
        settings_from({"CLAQUETTE_XYZZY_PLUGH": "1"})


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = settings_from({"CLAQUETTE_HOME": str(tmp_path / "home")})
    key = secret_key_of(settings)
    assert len(key) >= 48
    assert secret_key_of(settings) == key
    assert settings.key_file.stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_was_given_is_not_written_down(tmp_path: Path) -> None:
    settings = settings_from({"CLAQUETTE_HOME": str(tmp_path), "CLAQUETTE_SECRET_KEY": "given"})
    assert secret_key_of(settings) == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_elsewhere_is_read(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a secret store\n")
    settings = settings_from({"CLAQUETTE_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert secret_key_of(settings) == "from a secret store"
