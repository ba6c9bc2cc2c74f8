#!/usr/bin/env python3
"""Django's command line for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- after the settings are named
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as mistake:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{mistake}\n(--traceback says where this was found.)")


if __name__ == "__main__":
    main()
