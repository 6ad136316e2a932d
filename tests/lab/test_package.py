"""What `import course.lab` and `%load_ext course.lab` do."""

import multiprocessing
import subprocess
import sys

import matplotlib as mpl
import pytest
from IPython.core.interactiveshell import InteractiveShell

import course.lab
from course.lab import processes


def test_every_public_name_can_be_imported():
    for name in course.lab.__all__:
        assert getattr(course.lab, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = course.lab.nothing


def test_students_pay_only_for_what_they_use():
    probe = "import course.lab, sys; print({'matplotlib', 'PIL', 'nbgrader'} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"


def test_loading_twice_is_silent_and_prepares_the_notebook(monkeypatch, capfd):
    before, pickler = multiprocessing.get_start_method(), multiprocessing.reduction.ForkingPickler
    main = sys.modules["__main__"]
    monkeypatch.setenv(processes.OVERRIDE, "spawn")
    shell = InteractiveShell.instance()
    try:
        with mpl.rc_context():
            course.lab.load_ipython_extension(shell)
            course.lab.load_ipython_extension(shell)
            assert mpl.rcParams["axes.titlelocation"] == "left"
        assert "module" in shell.magics_manager.magics["cell"]
        assert multiprocessing.get_start_method() == "spawn"
        assert tuple(capfd.readouterr()) == ("", "")
    finally:
        sys.modules["__main__"] = main
        InteractiveShell.clear_instance()
        multiprocessing.set_start_method(before, force=True)
        del pickler.reducer_override
