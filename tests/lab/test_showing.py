"""Figures with a text alternative."""

import pickle

import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from course.lab import describe, show


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_showing_outside_a_notebook_closes_the_figure():
    figure, axes = plt.subplots()
    show(axes, alt="empty axes")
    assert figure.number not in plt.get_fignums()


def test_showing_in_a_notebook_displays_once_with_the_words(shell):
    with capture_output() as captured:
        show(plt.subplots()[0], alt="empty axes")
    (output,) = captured.outputs
    assert output.data["image/png"].startswith(b"\x89PNG")
    assert output.metadata == {"image/png": {"alt": "empty axes"}}
    assert plt.get_fignums() == []


@pytest.mark.parametrize("of_axes", [True, False])
def test_a_description_travels_with_every_display(shell, of_axes):
    shell.display_formatter.active_types = shell.display_formatter.format_types
    figure, axes = plt.subplots()
    shell.display_formatter.formatters["image/png"].for_type(type(figure), lambda _: b"png")
    describe(axes if of_axes else figure, "empty axes")
    data, metadata = shell.display_formatter.format(figure)
    assert data["image/png"] == b"png"
    assert metadata == {"image/png": {"alt": "empty axes"}}
    plt.close(figure)


def test_a_described_figure_can_still_be_pickled():
    figure = plt.subplots()[0]
    describe(figure, "empty axes")
    assert pickle.loads(pickle.dumps(figure))._repr_mimebundle_()[1] == {
        "image/png": {"alt": "empty axes"}
    }
    plt.close("all")
