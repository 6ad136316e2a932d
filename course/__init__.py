"""The course on concurrency in Python: for students, for what judges them, for instructors."""
