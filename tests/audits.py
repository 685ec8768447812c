"""What other people's tools say of the site: Lighthouse, the Nu HTML checker, and axe in Chromium."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import browser as chromium

TOOLS = Path(__file__).resolve().parent.parent / ".cache" / "quality"
#: Versions, raised by hand; Lighthouse 13 needs a newer Node.js than Debian has.
PACKAGES = {"lighthouse": "12.8.2", "vnu-jar": "26.9.27"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> None:
    """Set the tools up in `.cache/quality`; raises where npm is missing."""
    named = [f"{name}@{version}" for name, version in PACKAGES.items()]
    done = TOOLS / "-".join(named).replace("/", "-")
    if not done.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS), *named]
        subprocess.run(command, check=True, timeout=300)
        done.touch()


def lighthouse(address: str, rounds: int) -> dict[str, float]:
    """Scores out of 100 on a phone, and the layout shift: of each the median of some rounds."""
    runs = sorted((_lighthouse(address) for _ in range(rounds)), key=lambda run: run["performance"])
    return {name: sorted(run[name] for run in runs)[rounds // 2] for name in runs[0]}


def _lighthouse(address: str) -> dict[str, float]:
    command = [str(TOOLS / "node_modules" / ".bin" / "lighthouse"), address, "--quiet", "--output=json"]
    flags = " ".join((*chromium.ARGUMENTS, "--headless=new"))
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": chromium.find() or ""}
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180, env=environment)
    report = json.loads(done.stdout)
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return found | {"layout shift": report["audits"]["cumulative-layout-shift"]["numericValue"]}


#: What the checker finds in the theme itself, by the piece of HTML that it shows.
_OF_THE_THEME = ('autocomplete="off"', 'for="__toc"')


def html_errors(pages: Iterable[Path]) -> list[str]:
    """What the Nu HTML checker calls errors, but for what the theme has on every page."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = [str(page) for page in pages]
    command = ["java", "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", *files]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    messages = [said for said in json.loads(done.stderr)["messages"] if said["type"] == "error"]
    own = [said for said in messages if not any(part in said.get("extract", "") for part in _OF_THE_THEME)]
    return [f"{said['url']}: {said['message']}" for said in own]
