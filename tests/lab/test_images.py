"""Pictures to work on."""

from PIL import Image, ImageChops

from course.lab import make_images


def test_pictures_are_the_same_every_time(tmp_path):
    one, other = make_images(tmp_path / "a", 2), make_images(tmp_path / "b", 2)
    assert [path.name for path in one] == [path.name for path in other]
    for first, second in zip(one, other, strict=True):
        with Image.open(first) as left, Image.open(second) as right:
            assert ImageChops.difference(left, right).getbbox() is None


def test_pictures_differ_and_have_the_size_asked_for(tmp_path):
    paths = make_images(tmp_path, 4, size=(60, 40))
    seen = set()
    for path in paths:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (60, 40))
            seen.add(picture.tobytes())
    assert len(seen) == 4


def test_no_pictures_are_an_empty_list(tmp_path):
    assert make_images(tmp_path, 0) == []
