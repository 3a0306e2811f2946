"""The cases of tus, run by a program that nobody here wrote, against the site as it runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.upload_site import UploadSite, upload_site

OFFERED = 58
"""Of 62 cases; the other four are about concatenation."""


@pytest.fixture(params=["folder", "s3"])
def site(
    request: pytest.FixtureRequest, shared_fixtures: Path, tmp_path: Path
) -> Iterator[UploadSite]:
    if request.param == "folder":
        with upload_site(tmp_path / "home") as found:
            yield found
        return
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    ).create_bucket(Bucket="films")
    settings = {**keys, "STORE_URL": f"s3://films/blue?endpoint={endpoint}"}
    with upload_site(tmp_path / "home", settings=settings) as found:
        yield found
    server.stop()


@pytest.mark.slow
def test_every_rule_of_tus_that_is_offered_is_kept(site: UploadSite, shared_fixtures: Path) -> None:
    program = shared_fixtures / "tus" / "tus_conformance.py"
    if not program.exists():
        pytest.skip("the conformance cases of tus do not stand beside this checkout")
    cookie = f"Cookie: {site.cookies['aya']}"
    ran = subprocess.run(
        [sys.executable, str(program), site.address + site.collection, "--header", cookie],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    lines = ran.stdout.splitlines()
    assert [line for line in lines if line.startswith("FAIL")] == []
    assert sum(line.startswith("PASS") for line in lines) == OFFERED, ran.stdout
    skipped = [line for line in lines if line.startswith("SKIP")]
    assert all("concat" in line or "PATCH on final" in line for line in skipped)
