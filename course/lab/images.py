"""Pictures to work on: landscapes that Pillow paints; for students."""

from __future__ import annotations

import colorsys
import math
import random
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def make_images(
    folder: Path | str, count: int = 4, size: tuple[int, int] = (480, 320)
) -> list[Path]:
    """Paint `count` landscapes of `size` (width, height in pixels) into `folder`, as PNG files.

    The folder is made if need be. The same number gives the same picture everywhere.
    Returns the paths, in order.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        path = Path(folder) / f"landscape_{number + 1}.png"
        _paint(number, size).save(path)
        paths.append(path)
    return paths


def _paint(number: int, size: tuple[int, int]) -> Image.Image:
    from PIL import Image, ImageDraw  # only who paints pays for the import

    dice = random.Random(number)
    width, height = size
    hue = (0.55 + number * 0.17) % 1.0
    picture = Image.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=_colour(hue, 0.55 - 0.4 * y / height, 0.98))
    sun, radius = dice.uniform(0.2, 0.8) * width, height // 9
    top = int(height * 0.18)
    draw.ellipse([sun - radius, top - radius, sun + radius, top + radius], fill=(255, 246, 214))
    for ridge in range(4):
        level = height * (0.45 + 0.14 * ridge)
        swing, shift = height * (0.16 - 0.03 * ridge), dice.uniform(0, 6)
        line = [
            (x, level - swing * math.sin(x / width * (4 + 2 * ridge) + shift) * 0.6)
            for x in range(0, width + 8, 8)
        ]
        colour = _colour((hue + 0.08 * ridge) % 1.0, 0.35 + 0.12 * ridge, 0.75 - 0.15 * ridge)
        draw.polygon([*line, (width, height), (0, height)], fill=colour)
    return picture


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return int(red * 255), int(green * 255), int(blue * 255)
