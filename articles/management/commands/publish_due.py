from typing import Any

from django.core.management.base import BaseCommand

from articles import clockwork


class Command(BaseCommand):
    help = "One tick of the scheduler: take the planned updates and withdrawals that are due. `worker` does it too."

    def handle(self, **options: Any) -> None:
        done = clockwork.tick()
        self.stdout.write(f"Taken: {done.taken}. Stopped, see the newsroom: {done.stopped}.")
