"""The house: rooms import only downwards, every module stands alone, and nothing grows too large."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("__main__", "cli", "desk", "build", "publish", "site", "directory", "content", "model", "core")
"""From the top of the house to the cellar, as CONTRIBUTING.md draws it."""

MODULES = sorted((ROOT / "builder").rglob("*.py"))
NAMES = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which room it reaches into"
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_only_look_down(path: Path) -> None:
    own = room(NAMES[MODULES.index(path)])
    for module in imported(path):
        other = room(module) if module.startswith("builder.") else ""
        if own and other:
            assert ROOMS.index(own) <= ROOMS.index(other), f"{own} reaches up into {module}"


def test_every_module_imports_alone() -> None:
    """One process tries each module on a clean slate, so that no import relies on another one's."""
    script = (
        "import importlib, sys\n"
        "before = set(sys.modules)\n"
        "for name in sys.argv[1:]:\n"
        "    for each in [each for each in sys.modules if each.startswith('builder')]: del sys.modules[each]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *NAMES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_is_global_or_too_large(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, f"{path} is longer than 300 lines"
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.Global), f"{path}:{node.lineno} uses global"
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            most = 150 if isinstance(node, ast.ClassDef) else 40
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= most, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_only_the_command_line_imports_late() -> None:
    for path in MODULES:
        if path.name in {"cli.py", "commands.py"}:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                late = [each for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
                assert not late, f"{path}:{node.lineno} {node.name} imports late"


def test_looking_whether_anything_changed_loads_nothing_heavy() -> None:
    heavy = {"pydantic", "jinja2", "babel", "markdown", "nh3"}
    script = f"import sys, builder.build.last; print(*{heavy} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
