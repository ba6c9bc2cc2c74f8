"""Other processes of the tests: running one, and seeing that one has ended."""

import os
import subprocess
import sys
import time
from pathlib import Path

from articles.text import kept

ROOT = Path(kept.__file__).resolve().parent.parent.parent


def in_another_process(program):
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def gone(pid):
    """Whether a process has ended, zombies included."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] == "Z" if status.exists() else not alive(pid)
    except (FileNotFoundError, ProcessLookupError):
        return True


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pid):
    for _attempt in range(1200):
        if gone(pid):
            return True
        time.sleep(0.05)
    return False
