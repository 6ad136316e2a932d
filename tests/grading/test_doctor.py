"""What the doctor says of the exchange and of the course folder."""

from pathlib import Path

import pytest

from course.grading import doctor


@pytest.fixture
def jupyter(tmp_path, monkeypatch):
    """An empty place for Jupyter's own configuration; nothing of this machine's is read."""
    place = tmp_path / "etc"
    place.mkdir()
    monkeypatch.setattr(doctor, "jupyter_config_path", lambda: [str(place)])
    return place


def findings(folder):
    return {found.what: found for found in doctor._exchange(folder)}


def test_the_exchange_is_nbgraders_own_unless_it_is_configured(jupyter, folder):
    assert str(doctor.exchange_root(None)) == "/usr/local/share/nbgrader/exchange"
    assert doctor.exchange_root(folder) == doctor.exchange_root(None)


def test_the_exchange_is_read_as_nbgrader_reads_it(jupyter, folder):
    (jupyter / "nbgrader_config.json").write_text('{"Exchange": {"root": "/srv/json"}}')
    assert str(doctor.exchange_root(folder)) == "/srv/json"
    (jupyter / "nbgrader_config.json").unlink()
    (jupyter / "nbgrader_config.py").write_text('c.Exchange.root = "/srv/" + "python"')
    assert str(doctor.exchange_root(folder)) == "/srv/python"
    config = folder.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.Exchange.root = "/srv/course"\n')
    assert str(doctor.exchange_root(folder)) == "/srv/course"
    assert str(doctor.exchange_root(None)) == "/srv/python"


def test_an_exchange_must_be_there_and_open(jupyter, folder, tmp_path):
    exchange = tmp_path / "exchange"
    (jupyter / "nbgrader_config.py").write_text(f"c.Exchange.root = {str(exchange)!r}")
    found = findings(folder)["Exchange folder"]
    assert not found.fit
    assert not found.needed
    assert found.next_step.endswith(f"mkdir -p {exchange} && chmod 1777 {exchange}")
    exchange.mkdir(mode=0o755)
    found = findings(folder)["Exchange folder"]
    assert (found.fit, found.next_step) == (False, f"chmod 1777 {exchange}")
    exchange.chmod(0o777)
    assert findings(folder)["Exchange folder"].fit


def test_where_there_is_an_exchange_the_course_folder_is_closed(jupyter, folder, monkeypatch):
    (jupyter / "nbgrader_config.py").write_text(f"c.Exchange.root = {str(folder.root)!r}")
    monkeypatch.setattr(doctor, "_open_to_others", lambda path: True)
    found = findings(folder)["Privacy"]
    assert (found.fit, found.next_step) == (False, f"chmod o-rwx {folder.root}")
    monkeypatch.undo()
    folder.root.chmod(0o750)
    assert not doctor._open_to_others(folder.root)


def test_a_closed_folder_closes_what_is_in_it(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    inner.chmod(0o755)
    tmp_path.chmod(0o700)
    assert not doctor._open_to_others(inner)
    assert doctor._open_to_others(Path(inner.anchor))
