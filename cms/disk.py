"""What can be wrong with the place where files are kept: no room left, whoever says so, or nobody there."""

import errno

from django.db import OperationalError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SQLITE_SAYS = "database or disk is full"
POSTGRESQL_SAYS = "53100"  # disk_full


class StoreAway(OSError):
    """The store of pictures and files gives no answer, or not the one that it has to give."""


def is_full(error: BaseException | None) -> bool:
    """Return whether ``error``, or what caused it, is a full disk."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        if isinstance(error, OperationalError) and SQLITE_SAYS in str(error):
            return True
        if getattr(error, "sqlstate", None) == POSTGRESQL_SAYS:
            return True
        error = error.__cause__
    return False
