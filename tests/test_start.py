"""A start loads what every run needs and no more, and knows the engine whatever Python left beside our code."""

import compileall
import shutil
import subprocess
import sys
from pathlib import Path

import langcodes

import builder
from builder.model.world import prepared_languages

ROOT = Path(__file__).parent.parent


def said(script: str, where: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-B", "-c", script], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_build_loads_nothing_that_few_builds_need() -> None:
    rare = {"langcodes", "imagesize", "urllib.request", "ssl", "rich", "uvicorn", "starlette"}
    script = (
        "import sys, builder.cli, builder.build.pipeline, builder.desk.summary\n"
        "from builder.model.languages import language, locale_of\n"
        "language('cy'), locale_of('zh-Hant')\n"
        f"print(*{rare} & sys.modules.keys())"
    )
    assert said(script) == ""


def test_a_language_that_is_known_without_langcodes_is_one_for_langcodes() -> None:
    for tag in prepared_languages():
        found = langcodes.Language.get(tag)
        assert found.is_valid()
        assert found.simplify_script().to_tag() == tag


def test_bytecode_does_not_make_another_engine_and_code_does(tmp_path: Path) -> None:
    code = tmp_path / "builder"
    shutil.copytree(Path(builder.__file__).parent, code, ignore=shutil.ignore_patterns("__pycache__", "names"))
    engine = "from builder.core.engine import engine; print(engine())"
    before = said(engine, tmp_path)
    assert compileall.compile_dir(code, quiet=1)
    assert said(engine, tmp_path) == before
    (code / "core/more.py").write_text("")
    assert said(engine, tmp_path) != before
