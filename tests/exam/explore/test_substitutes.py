"""What importing the package leaves as it was."""

from __future__ import annotations

import pickle
from multiprocessing.managers import SyncManager

import course.exam.explore  # noqa: F401


def test_a_manager_can_hand_its_types_to_its_process() -> None:
    registry = SyncManager._registry  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(registry)) == registry
