"""JupyterLab's configuration of this course; read by `jupyter lab` when it is started here.

What people see when they open it is in jupyter/: a JSON file for each group of settings.
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821  (traitlets gives it)

c.ServerApp.root_dir = str(HERE)
c.LabApp.app_settings_dir = str(HERE / "jupyter")
c.LabApp.default_url = "/lab/tree/release/start_here.ipynb"
# Nothing is asked for outside: no news, no list of extensions.
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
