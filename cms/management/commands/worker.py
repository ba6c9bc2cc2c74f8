"""
Do what nobody waits for: smaller copies of pictures, and whatever else was put into the queue. And what is to happen
at its moment: the scheduler has a thread of its own, so that a long task delays nothing, and so has the check of links
to other sites.
"""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from articles import clockwork
from articles.links import checks as link_checks
from articles.schedule.coming import WORKER
from cms.ticker import Ticker
from cms.worker import NewsroomWorker


class Command(BaseCommand):
    help = (
        "Run the tasks of the queue and the scheduler for ever; several workers share them. "
        "Ends after the current task on SIGTERM."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")

    def handle(self, *, once: bool, **options: Any) -> None:
        worker = NewsroomWorker(once=once)
        worker.configure_signals()
        if once:
            clockwork.tick(WORKER)
            worker.run()
            return
        ticker = Ticker(partial(clockwork.tick, WORKER), every=clockwork.EVERY, name="The scheduler")
        checks = Ticker(link_checks.check_some, every=link_checks.EVERY, name="The link check")
        ticker.start()
        checks.start()
        try:
            worker.run()
        finally:
            checks.ended.set()  # not waited for: another site may take its time, and what it answers is asked again
            ticker.stop()
