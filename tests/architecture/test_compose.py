"""docker-compose.yml, read as Docker would read it: no engine is needed for that."""

import re
from typing import Any

import pytest
import yaml

from pipeline.settings import SETTINGS
from pipeline.stage_facts import QUEUES
from tests.architecture.tree import ROOT, below, pyproject
from web.__main__ import COMMANDS
from workers.__main__ import KINDS

OF_OTHERS = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
"""Variables that the libraries read, not we."""
OUTSIDE = {"redis", "postgres", "s3"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file with its anchors and merges resolved."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    """Its services."""
    found: dict[str, Any] = compose["services"]
    return found


def test_every_part_is_there_and_every_kind_of_worker(services: dict[str, Any]) -> None:
    assert set(services) == {"web", *OUTSIDE, *(f"worker-{kind}" for kind in KINDS)}
    assert set(QUEUES) <= set(KINDS)


def test_every_service_has_a_health_check_and_comes_back(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}, name
        assert service["restart"] == "unless-stopped", name


def test_what_is_kept_is_in_named_volumes(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for volume in service["volumes"]:
            assert volume.split(":")[0] in compose["volumes"], name


def test_our_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    for name in set(services) - OUTSIDE:
        waits = services[name]["depends_on"]
        assert set(waits) >= OUTSIDE
        assert {wait["condition"] for wait in waits.values()} == {"service_healthy"}


def test_every_variable_is_a_setting(services: dict[str, Any]) -> None:
    known = {setting.variable for setting in SETTINGS} | OF_OTHERS
    for name in set(services) - OUTSIDE:
        assert set(services[name]["environment"]) <= known


def test_every_command_of_ours_exists(services: dict[str, Any]) -> None:
    for name in set(services) - OUTSIDE:
        service = services[name]
        for command in (service["command"], service["healthcheck"]["test"][1:]):
            if command[0] == "claquette":
                assert command[1] in COMMANDS
        if name.startswith("worker-"):
            assert service["command"] == ["claquette", "worker", name.removeprefix("worker-")]
    assert services["web"]["command"][0] == "gunicorn"
    assert services["web"]["command"][-1] == "web.site:site()"


def test_the_health_check_asks_for_a_page_that_exists(services: dict[str, Any]) -> None:
    asked = re.search(r"127\.0\.0\.1:8000(/[a-z/]*)", services["web"]["healthcheck"]["test"][-1])
    assert asked is not None
    routes = "".join(path.read_text() for path in below("web"))
    assert f'.get("{asked[1]}")' in routes


def test_no_secret_is_written_down() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for line in text.splitlines():
        if re.search(r"(PASSWORD|SECRET|ACCESS_KEY)\w*:", line):
            assert re.search(r"\$\{\w+:\?set it in \.env\}", line), line


def test_the_image_is_made_from_the_lock_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.lock" in text
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
    version = re.search(r"^FROM python:(\d+\.\d+)", text, re.MULTILINE)
    assert version is not None
    low, high = re.findall(r"3\.\d+", pyproject()["project"]["requires-python"])
    assert low <= version[1] < high
    for folder in ("pipeline", "workers", "web", "sample_projects"):
        assert f"COPY {folder} {folder}" in text
        assert f"!{folder}" in (ROOT / ".dockerignore").read_text()
