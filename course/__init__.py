"""The course on concurrency in Python: what students import, what judges them, what instructors run."""
