"""Timelines over threads and processes."""

import multiprocessing
import threading

import matplotlib.pyplot as plt
import pytest
import zoo

from course.lab import Timeline


def test_each_thread_has_a_row():
    timeline, both = Timeline(), threading.Barrier(2, timeout=30)

    def work(label):
        with timeline.span(label):
            both.wait()

    threads = [threading.Thread(target=work, args=(label,)) for label in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with timeline.span("end"):
        pass
    rows = timeline.rows()
    assert list(rows) == ["thread 1", "thread 2", "main"]
    assert sorted(span.label for row in rows.values() for span in row) == ["a", "b", "end"]
    assert timeline.peak == 2
    assert "3 spans in 3 rows" in timeline.describe()


@pytest.mark.slow
def test_worker_processes_have_rows():
    timeline = Timeline()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(timeline.wrap(zoo.square), [3]) == [9]
    assert {name: [span.label for span in row] for name, row in timeline.rows().items()} == {
        "process 1": ["3"]
    }


def test_a_span_is_recorded_when_its_work_fails():
    timeline = Timeline()
    with pytest.raises(ZeroDivisionError), timeline.span("broken"):
        _ = 1 / 0
    assert [span.label for span in timeline.rows()["main"]] == ["broken"]


def test_the_plot_has_a_row_for_each_worker():
    timeline = Timeline()
    with timeline.span("work"):
        pass
    axes = timeline.plot("A title")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["main"]
    assert axes.get_xlabel() == "seconds"
    plt.close(axes.figure)


def test_an_empty_timeline_can_be_drawn():
    plt.close(Timeline().plot().figure)
    assert Timeline().peak == 0
