"""Measuring keeps every repeat."""

import gc
import statistics

import pytest

from course.lab import Measurement, busy_work, calibrate, machine, measure


def test_all_repeats_are_kept():
    calls = []
    measured = measure(lambda n: calls.append(n) or len(calls), 7, repeats=4)
    assert len(measured.seconds) == 4
    assert calls == [7] * 4
    assert measured.results == 4
    assert measured.median == statistics.median(measured.seconds)
    low, high = measured.quartiles
    assert low <= measured.median <= high


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ((2.0, 1.0, 3.0), "median 2 s (3 runs, middle half 1.5 s to 2.5 s)"),
        ((0.004,), "median 4 ms (1 run, middle half 4 ms to 4 ms)"),
        ((2.5e-5,), "median 25 µs (1 run, middle half 25 µs to 25 µs)"),
    ],
)
def test_a_measurement_reads_with_units_and_spread(seconds, words):
    assert str(Measurement(seconds)) == words
    assert repr(Measurement(seconds)) == f"Measurement: {words}"


def test_no_repeats_are_no_measurement():
    with pytest.raises(ValueError, match="at least 1"):
        measure(dict, repeats=0)


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_stays_as_it_was(collecting):
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        assert measure(gc.isenabled).results is collecting
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_more_seconds_are_more_rounds():
    assert calibrate(0.01) > calibrate(0.0001) >= 1
    assert busy_work(3) == busy_work(3)


def test_the_machine_is_named_in_one_line():
    for word in ("Python", "GIL", "CPUs", "start method"):
        assert word in machine()
    assert "\n" not in machine()
