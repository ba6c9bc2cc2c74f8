"""Several people in the same instant, on real connections."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection

from articles.policy import create_role_groups


@pytest.fixture(autouse=True)
def database(tmp_path):
    """A database as the site runs on: on SQLite a file, because one in memory is locked as a whole table by table."""
    create_role_groups("default")  # what is emptied between these tests, the migration made
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "races.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        in_memory.backup(copy)
    connection.settings_dict["NAME"], connection.connection = str(file), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, in_memory


def at_once(*deeds):
    """Do all of this in the same instant, each on a connection of its own; return what came of each, in order."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        try:
            connection.ensure_connection()
            start.wait()
            results[number] = deed()
        except Exception as error:  # noqa: BLE001 -- what it was is what the test looks at
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def kinds(results):
    return sorted(type(result).__name__ for result in results)
