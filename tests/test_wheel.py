"""What is packed and what is locked: the wheel from a clean copy, and requirements.lock."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("grammar", "overenskommelse", "compiler", "runtime")
BUILT_FROM = ("pyproject.toml", "hatch_build.py", "LICENSE", ".gitignore", "README.md")
PAGES = "docs/diagnostik"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built where no tables lie since before."""
    clean = tmp_path_factory.mktemp("clean")
    for package in PACKAGES:
        leave = shutil.ignore_patterns("__pycache__", "okt.tables.json")
        shutil.copytree(ROOT / package, clean / package, ignore=leave)
    for name in BUILT_FROM:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, clean / name)
    shutil.copytree(ROOT / PAGES, clean / PAGES)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
    built = subprocess.run(
        command, cwd=clean, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
    (path,) = (clean / "out").glob("*.whl")
    return zipfile.ZipFile(path)


def test_top_level_names_are_the_four_packages(wheel: zipfile.ZipFile) -> None:
    """Nothing is put beside the four packages and their description: their names are enough."""
    version = PROJECT["project"]["version"]
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {*PACKAGES, f"okt-{version}.dist-info"}


@pytest.mark.parametrize(
    "name",
    [
        "grammar/okt.lark",
        "grammar/okt.tables.json",
        "overenskommelse/regions.csv",
        "overenskommelse/cli/__init__.py",
        "overenskommelse/cli/html/page.css",
        "overenskommelse/cli/html/page.html",
        "overenskommelse/cli/html/parts.html",
        *(f"{package}/__init__.py" for package in PACKAGES),
        *(f"{package}/py.typed" for package in PACKAGES),
    ],
)
def test_what_okt_needs_is_inside(wheel: zipfile.ZipFile, name: str) -> None:
    """The grammar, its tables, the regions and the marks that types are given are packed."""
    assert name in wheel.namelist()


def test_nothing_is_left_out_of_a_package(wheel: zipfile.ZipFile) -> None:
    """Every file of the four packages that git keeps is packed, and nothing that Python made; with
    them the catalogue's pages."""
    clean = Path(str(wheel.filename)).parent.parent
    kept = {
        path.relative_to(clean).as_posix()
        for package in PACKAGES
        for path in (clean / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in wheel.namelist() if not name.startswith("okt-")}
    pages = {
        path.relative_to(clean / PAGES).as_posix()
        for path in (clean / PAGES).rglob("*")
        if path.is_file()
    }
    assert packed == {
        *kept, "grammar/okt.tables.json", *(f"overenskommelse/diagnostik/{page}" for page in pages),
    }  # fmt: skip


def test_the_tables_in_the_wheel_are_of_its_grammar(wheel: zipfile.ZipFile) -> None:
    """A parser that reads the wheel's tables accepts them as its own grammar's."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from compiler import parse\n"
        "assert parse._prebuilt() is not None\n"
        "assert parse.__file__.startswith(sys.argv[1])\n"
    )
    target = Path(str(wheel.filename)).parent.parent / "unpacked"
    wheel.extractall(target)
    ran = subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=target, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()


# The lock ------------------------------------------------------------------------------------

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ;]+)", LOCK))


def test_the_lock_names_no_place() -> None:
    """The lock holds names, versions and hashes: no address and no folder of any machine."""
    lines = [line for line in LOCK.split("\n") if line]
    package = re.compile(r"[a-z0-9-]+==[0-9a-z.]+( ; [A-Za-z_0-9' !=<>.()]+)? \\")
    fingerprint = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [ln for ln in lines if not (package.fullmatch(ln) or fingerprint.fullmatch(ln))] == []


@pytest.mark.parametrize(
    "wanted",
    [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    ],
)
def test_the_lock_holds_what_the_project_asks_for(wanted: str) -> None:
    """Every dependency is locked at a version that pyproject.toml allows; else `make lock`."""
    requirement = Requirement(wanted)
    locked = LOCKED.get(canonicalize_name(requirement.name))
    assert locked is not None
    assert requirement.specifier.contains(locked)
