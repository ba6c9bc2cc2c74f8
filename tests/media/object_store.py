"""A real S3-compatible server, of this test run alone: SeaweedFS, with its data in a temporary folder."""

import json
import random
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PROGRAM = Path(sys.executable).with_name("weed")
PUBLIC, PRIVATE = "pictures", "originals"
KEY, SECRET = "site", "only-for-tests"
START_SECONDS, TRIES = 60, 3
CHANCE = random.SystemRandom()  # every process of a test run starts with the same seed
PORTS = ["master.port", "volume.port", "filer.port", "s3.port"]
WITHOUT = ["-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]


class ObjectStore:
    """Its address, and what the site has to be told to use it."""

    def __init__(self, address):
        self.address = address
        quick = Config(connect_timeout=1, retries={"total_max_attempts": 1})
        self.client = boto3.client("s3", config=quick, **self.access)

    @property
    def access(self):
        return {
            "endpoint_url": self.address,
            "region_name": "us-east-1",
            "aws_access_key_id": KEY,
            "aws_secret_access_key": SECRET,
        }

    @property
    def environment(self):
        return {
            "S3_ENDPOINT": self.address,
            "S3_BUCKET": PUBLIC,
            "S3_PRIVATE_BUCKET": PRIVATE,
            "S3_ACCESS_KEY": KEY,
            "S3_SECRET_KEY": SECRET,
        }

    def wait_until_up(self, server):
        """Return whether it answers; it ends by itself when somebody else was faster with one of its ports."""
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            try:
                self.client.list_buckets()
            except (BotoCoreError, ClientError):
                time.sleep(0.1)
            else:
                return True
        return False

    def empty(self):
        for bucket in (PUBLIC, PRIVATE):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
                if keys := [{"Key": found["Key"]} for found in page.get("Contents", [])]:
                    self.client.delete_objects(Bucket=bucket, Delete={"Objects": keys})


def free_port():
    """Return a port that nobody listens on, below those that the system gives to outgoing connections."""
    while True:
        port = CHANCE.randrange(20_000, 32_000)
        with closing(socket.socket()) as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


@contextmanager
def serving(folder):
    """Start the server with both buckets in ``folder``; stop it in the end, and leave no process."""
    for number in range(TRIES):
        with running(folder / str(number)) as (server, store):
            if store.wait_until_up(server):
                for bucket in (PUBLIC, PRIVATE):
                    store.client.create_bucket(Bucket=bucket)
                yield store
                return
    raise AssertionError((folder / str(TRIES - 1) / "log").read_text()[-2000:])


@contextmanager
def running(folder):
    (folder / "data").mkdir(parents=True)
    ports = {name: free_port() for port in PORTS for name in (port, f"{port}.grpc")}
    site = {"name": "site", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [site]}))
    command = [str(PROGRAM), "mini", f"-dir={folder / 'data'}", f"-s3.config={folder / 's3.json'}", *WITHOUT]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", *(f"-{name}={port}" for name, port in ports.items())]
    command += [f"-{part}.localSocket={folder / part}.sock" for part in ("filer", "s3")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    store = ObjectStore(f"http://127.0.0.1:{ports['s3.port']}")
    try:
        yield server, store
    finally:
        store.client.close()
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
