"""Each kind of file store, as the contracts use them: a folder, and an S3 that answers here."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from pipeline.files import Store, open_store


@pytest.fixture(scope="module")
def s3_address() -> Iterator[str]:
    """The address of an S3 double."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty store in that S3."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    name = f"films-{abs(hash(tmp_path))}"
    client = boto3.client("s3", endpoint_url=s3_address, region_name="us-east-1")
    client.create_bucket(Bucket=name)
    return f"s3://{name}/blue?endpoint={s3_address}"


@pytest.fixture(params=["folder", "s3"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    is_folder = request.param == "folder"
    address = str(tmp_path / "store") if is_folder else request.getfixturevalue("bucket")
    return open_store(address, local_copies=tmp_path / "copies")
