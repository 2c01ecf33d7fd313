"""What a user sees of the 2023 agreement on the shipped data, in each of its forms."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.agreements import TextFile

CELLS_KEPT = 45
"""How many of the 2 079 cells the snapshot holds: every requirement of a few months."""


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


def evaluated(root: Path, form: str) -> str:
    command = [sys.executable, "-m", "overenskommelse.cli", "evaluate", "agreements/2023.okt"]
    ran = subprocess.run(
        [*command, "data/2023", "--format", form], cwd=root, capture_output=True, check=True
    )
    return ran.stdout.decode("utf-8-sig").replace("\r\n", "\n")


def test_the_table_as_it_is_shown(root: Path, shown: SnapshotAssertion) -> None:
    """Table, accounts, readings, assumptions and comparison stay as they were looked at."""
    assert evaluated(root, "table") == shown


def test_the_csv_as_it_is_written(root: Path, shown: SnapshotAssertion) -> None:
    """Every payment of every recipient stays the same to the krona."""
    assert evaluated(root, "csv") == shown


def test_the_json_as_it_is_written(root: Path, shown: SnapshotAssertion) -> None:
    """The machine form keeps its keys, their order and its values."""
    found = json.loads(evaluated(root, "json"))
    assert len(found["cells"]) == 21 * 11 * 9
    found["cells"] = found["cells"][:: len(found["cells"]) // CELLS_KEPT]
    assert json.dumps(found, ensure_ascii=False, indent=1) + "\n" == shown
