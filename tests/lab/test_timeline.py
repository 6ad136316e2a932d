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


def test_threads_one_after_the_other_have_rows_of_their_own():
    timeline = Timeline()
    for label in "abc":
        thread = threading.Thread(target=timeline.wrap(str), args=(label,))
        thread.start()
        thread.join()
    assert {name: row[0].label for name, row in timeline.rows().items()} == {
        "thread 1": "a",
        "thread 2": "b",
        "thread 3": "c",
    }
    assert timeline.peak == 1


def test_what_a_worker_is_still_writing_is_left_out(tmp_path):
    timeline = Timeline(str(tmp_path))
    (tmp_path / "1-main").touch()
    (tmp_path / "2-main").write_text('["whole", 1.0, 2.0]\n["ha')
    assert [[span.label for span in row] for row in timeline.rows().values()] == [["whole"]]


def test_processes_and_their_threads_have_names(tmp_path):
    for number, who in enumerate(["7-main", "8-main", "7-1"]):
        (tmp_path / who).write_text(f'["a", {number}.0, 9.0]\n')
    assert list(Timeline(str(tmp_path)).rows()) == [
        "process 1",
        "process 2",
        "process 1, thread 2",
    ]


def test_wrapping_changes_neither_arguments_nor_result():
    timeline = Timeline()
    assert timeline.wrap(sorted)([1, 2], reverse=True) == [2, 1]
    assert timeline.wrap(dict)(a=1) == {"a": 1}
    assert [span.label for span in timeline.rows()["main"]] == ["[1, 2]", "dict"]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_worker_processes_have_rows(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    timeline = Timeline()
    with multiprocessing.get_context(method).Pool(1) as pool:
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
