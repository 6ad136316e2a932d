"""nbgrader for everybody on the hub: /etc/jupyter/nbgrader_config.py; see docs/hub.md."""

c = get_config()  # noqa: F821  (traitlets gives it)

c.CourseDirectory.course_id = "concurrency"
c.Exchange.root = "/srv/exchange"
