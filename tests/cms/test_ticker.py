"""A thread that goes on, whatever goes wrong in it."""

import threading

from cms.ticker import Ticker


def test_it_begins_at_once_goes_on_after_an_error_and_ends_when_told(caplog):
    calls, enough = [], threading.Event()

    def work():
        calls.append(threading.current_thread().name)
        if len(calls) in {1, 2}:
            raise LookupError("no such thing")
        if len(calls) == 4:
            enough.set()

    ticker = Ticker(work, every=0.01, name="the test's clock")
    ticker.start()
    assert enough.wait(10)
    ticker.stop()

    assert not ticker.is_alive()
    assert set(calls) == {"the test's clock"}
    told = [record.getMessage() for record in caplog.records]
    assert told == ["the test's clock is in trouble and goes on trying.", "the test's clock works again."]
