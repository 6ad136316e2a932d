"""Handouts: notebooks as pages to read, in a browser or on paper, without a network.

`jupyter nbconvert --to handout NOTEBOOK` makes one; `build` makes all, with an index.
"""

from course.handout.building import build
from course.handout.exporter import HandoutExporter

__all__ = ["HandoutExporter", "build"]
