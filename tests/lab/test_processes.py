"""How worker processes start in a notebook."""

import multiprocessing
import pickle
import sys
import types
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import reduction

import pytest

from course.lab import processes


@pytest.fixture
def start_method():
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)


def test_the_default_is_never_fork(start_method, monkeypatch):
    monkeypatch.delenv(processes.OVERRIDE, raising=False)
    processes.choose_start_method()
    assert multiprocessing.get_start_method() in ("forkserver", "spawn")


def test_the_environment_decides_for_tests(start_method, monkeypatch):
    monkeypatch.setenv(processes.OVERRIDE, "spawn")
    processes.choose_start_method()
    assert multiprocessing.get_start_method() == "spawn"


@pytest.fixture
def notebook(monkeypatch):
    """A `__main__` that is a notebook: it has no file."""
    main = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", main)
    processes.guard_notebook_functions()
    exec("def f(n):\n    return n", vars(main))
    main.f.__module__ = "__main__"
    yield main
    del reduction.ForkingPickler.reducer_override


def test_a_notebooks_function_is_refused_with_the_remedy(notebook):
    with pytest.raises(pickle.PicklingError, match=r"f is defined in the notebook.*%%module"):
        reduction.ForkingPickler.dumps(notebook.f)


def test_functions_of_modules_pass(notebook):
    assert reduction.ForkingPickler.dumps(pickle.dumps)


def test_forked_workers_have_the_notebooks_functions(notebook, monkeypatch):
    worker = types.SimpleNamespace(_start_method="fork")
    monkeypatch.setattr(multiprocessing, "active_children", lambda: [worker])
    assert reduction.ForkingPickler.dumps(notebook.f)


def test_a_forked_worker_sends_the_notebooks_classes_back(notebook, monkeypatch):
    worker = types.SimpleNamespace(_start_method="fork")
    monkeypatch.setattr(multiprocessing, "current_process", lambda: worker)
    assert reduction.ForkingPickler.dumps(notebook.f)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("kind", ["Process", "Pool", "ProcessPoolExecutor"])
def test_every_way_to_a_worker_is_guarded(notebook, method, kind):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    context = multiprocessing.get_context(method)
    with pytest.raises(pickle.PicklingError, match=r"f is defined in the notebook"):
        send(notebook.f, kind, context)


def send(func, kind, context):
    """Send `func` to a worker process."""
    if kind == "Process":
        context.Process(target=func, args=(1,)).start()
    elif kind == "Pool":
        with context.Pool(1) as pool:
            pool.map(func, [1])
    else:
        with ProcessPoolExecutor(1, mp_context=context) as executor:
            executor.submit(func, 1).result()
