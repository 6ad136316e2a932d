"""JupyterHub for this course: one server, a Unix account for each person; see docs/hub.md.

JupyterHub runs as root from the environment that set_up.sh makes. Everybody's JupyterLab
runs under their own account, the formgrader under an account that nobody logs in to.
"""

import grp
import os
import pwd
import sys

c = get_config()  # noqa: F821  (traitlets gives it)

COURSE = "concurrency"  # CourseDirectory.course_id in nbgrader_config.py; it names the service, too
GRADER = "grader-concurrency"  # owns the course folder; has no password
FOLDER = "/home/grader-concurrency/concurrency"
PATH = f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin"

# Only this machine reaches it: put a web server with a certificate before it.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/cookie_secret"

# Unix accounts log in with their own passwords, when they are in one of these Unix groups.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"students", "instructors"}


def as_in_unix(authenticator, handler, person):
    """Whoever logs in is in those groups of the hub that they are in on the machine."""
    account = pwd.getpwnam(person["name"])
    mine = {grp.getgrgid(gid).gr_name for gid in os.getgrouplist(person["name"], account.pw_gid)}
    person["groups"] = sorted(mine & authenticator.allowed_groups)
    return person


c.Authenticator.manage_groups = True
c.Authenticator.post_auth_hook = as_in_unix

# A server of one's own closes the home to others and opens at "Start here", which is put there.
START = """
chmod go-rwx .
[ -e start_here.ipynb ] || cp /srv/course/start_here.ipynb .
exec jupyterhub-singleuser "$@"
"""
c.Spawner.cmd = ["/bin/sh", "-c", START, "start"]
c.Spawner.environment = {"PATH": PATH}
c.Spawner.start_timeout = 120  # seconds; when a lecture begins, all start at once
c.Spawner.default_url = "/lab/tree/start_here.ipynb"

# The formgrader: one server for all instructors, so one gradebook. It is a page of its own:
# inside of JupyterLab it would have to be allowed in frames, and so in those of anybody's
# pages on this address (JupyterHub's documentation, "Mitigating same-origin deployments").
c.JupyterHub.services = [
    {
        "name": COURSE,
        "url": "http://127.0.0.1:9999",
        "command": ["jupyterhub-singleuser"],
        "user": GRADER,
        "cwd": FOLDER,
        "environment": {
            "PATH": PATH,
            "JUPYTER_CONFIG_PATH": f"{sys.prefix}/etc/formgrader",
            "JUPYTERHUB_DEFAULT_URL": "/formgrader/manage_assignments",
        },
        "oauth_no_confirm": True,
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "instructor",
        "description": "Opens the formgrader",
        "groups": ["instructors"],
        "scopes": [f"access:services!service={COURSE}"],
    }
]
