"""Tools of other makers that tests may use: each is found, or got with the machine's own package client, or missing."""

import functools
import shutil
import subprocess
from pathlib import Path

TOOLS = Path(__file__).parent.parent / ".cache/tools"
NU = "vnu-jar@26.9.27"


@functools.cache
def nu_checker() -> tuple[str, ...] | None:
    """Return the command of the Nu HTML checker; None without Java, or where npm could not get the checker."""
    java = shutil.which("java")
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    if java and not jar.exists() and shutil.which("npm"):
        TOOLS.mkdir(parents=True, exist_ok=True)
        options = ["--prefix", str(TOOLS), "--ignore-scripts", "--no-save", "--no-package-lock", "--silent"]
        subprocess.run(["npm", "install", *options, NU], capture_output=True, timeout=300, check=False)
    return (java, "-Xss8m", "-jar", str(jar)) if java and jar.exists() else None
