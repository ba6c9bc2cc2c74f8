"""What the environment says of S3 and of mail, all of it or nothing, and of numbers; mistakes are told in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.env import Environment, MailServer

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE = {
    "S3_ENDPOINT": "https://s3.example.cn",
    "S3_BUCKET": "news",
    "S3_PRIVATE_BUCKET": "news-originals",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
}


def mistakes(variables):
    env = Environment(variables)
    env.buckets()
    env.public_url("S3_PUBLIC_URL")
    return "\n".join(env.mistakes)


def test_without_any_variable_files_stay_on_this_machine():
    assert Environment({"S3_BUCKET": " "}).buckets() == {}


def test_pictures_and_originals_have_a_bucket_each():
    found = Environment({**WHOLE, "S3_REGION": "cn-north-1", "S3_ADDRESSING": "virtual"}).buckets()

    assert {alias: entry["OPTIONS"]["bucket_name"] for alias, entry in found.items()} == {
        "default": "news",
        "originals": "news-originals",
    }
    assert found["default"]["BACKEND"] == "media.buckets.BucketStorage"
    assert found["default"]["OPTIONS"]["region_name"] == "cn-north-1"
    assert found["default"]["OPTIONS"]["addressing_style"] == "virtual"
    assert mistakes(WHOLE) == ""


@pytest.mark.parametrize("name", WHOLE)
def test_one_that_is_missing_is_named(name):
    told = mistakes({**WHOLE, name: ""})

    assert told.startswith(f"{name} missing: ")


def test_what_is_optional_asks_for_the_rest():
    assert mistakes({"S3_PUBLIC_URL": "https://pictures.example.cn"}).startswith("S3_ENDPOINT, S3_BUCKET, ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"S3_ENDPOINT": "s3.example.cn"}, "S3_ENDPOINT is “s3.example.cn”"),
        ({"S3_PRIVATE_BUCKET": "news"}, "S3_PRIVATE_BUCKET is the same as S3_BUCKET"),
        ({"S3_ADDRESSING": "host"}, "S3_ADDRESSING is “host”; write auto, path, virtual."),
        ({"S3_PUBLIC_URL": "https://a.example; script-src *"}, "S3_PUBLIC_URL is “https://a.example; script-src *”"),
        ({"S3_PUBLIC_URL": "//pictures.example.cn"}, "S3_PUBLIC_URL is “//pictures.example.cn”"),
    ],
)
def test_a_wrong_one_is_named_with_what_it_says(changes, words):
    told = mistakes({**WHOLE, **changes})

    assert words in told
    assert "secret" not in told


@pytest.mark.parametrize("package", ["storages", "boto3"])
def test_packages_that_are_not_installed_are_said_with_the_command_that_installs_them(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)  # as import sees a package that is not there

    assert "pip install --require-hashes -r requirements/s3.txt" in mistakes(WHOLE)


def test_the_site_does_not_start_with_half_of_them():
    env = Environment({"S3_BUCKET": "news"})
    env.buckets()

    with pytest.raises(ImproperlyConfigured, match="S3_ENDPOINT, S3_PRIVATE_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY"):
        env.raise_mistakes()


@pytest.mark.parametrize(
    ("address", "sources"),
    [("", "'self' data:"), ("https://pictures.example.cn:8443/news/", "'self' data: https://pictures.example.cn:8443")],
)
def test_pages_may_show_pictures_of_the_public_host_and_of_no_other(address, sources):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    site = {**kept, **WHOLE, "SECRET_KEY": "x" * 60, "S3_PUBLIC_URL": address, "DATABASE_URL": "sqlite:///:memory:"}
    script = "from django.test import Client; print(Client(SERVER_NAME='127.0.0.1').get('/healthz').headers)"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]

    shown = subprocess.run(command, cwd=ROOT, env=site, capture_output=True, text=True, check=True).stdout

    assert f"img-src {sources};" in shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", MailServer()),
        ("smtp://127.0.0.1?from=a@b.cn", MailServer("127.0.0.1", 25, sender="a@b.cn")),
        (
            "smtp+tls://news%40b.cn:p%40ss@smtp.b.cn?from=a@b.cn",
            MailServer("smtp.b.cn", 587, "news@b.cn", "p@ss", starts_tls=True, sender="a@b.cn"),
        ),
        ("smtps://u:p@smtp.b.cn:1465?from=a@b.cn", MailServer("smtp.b.cn", 1465, "u", "p", tls=True, sender="a@b.cn")),
    ],
)
def test_a_mail_server_is_one_address(url, expected):
    env = Environment({"EMAIL_URL": url})
    assert env.mail("EMAIL_URL") == expected
    assert env.mistakes == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("smtp.b.cn:25", "cannot be read"),
        ("http://smtp.b.cn/?from=a@b.cn", "cannot be read"),
        ("smtp://smtp.b.cn:99999?from=a@b.cn", "cannot be read"),
        ("smtps://smtp.b.cn", "names no sender"),
        ("smtp://u:geheim@smtp.b.cn?from=a@b.cn", "in the open"),
    ],
)
def test_a_mistake_in_it_is_said_without_the_password(url, words):
    env = Environment({"EMAIL_URL": url})
    env.mail("EMAIL_URL")
    assert words in env.mistakes[0]
    assert "geheim" not in env.mistakes[0]


@pytest.mark.parametrize(("value", "number"), [("", 0), ("0", 0), ("1", 1), (" 2 ", 2)])
def test_a_number_is_read(value, number):
    env = Environment({"TRUSTED_PROXIES": value})

    assert (env.count("TRUSTED_PROXIES"), env.mistakes) == (number, [])


@pytest.mark.parametrize("value", ["yes", "-1", "1.5", "²", "1000"])
def test_what_is_no_number_is_named(value):
    env = Environment({"TRUSTED_PROXIES": value})
    env.count("TRUSTED_PROXIES")

    assert env.mistakes == [f"TRUSTED_PROXIES is “{value}”; write a number, such as 1."]
