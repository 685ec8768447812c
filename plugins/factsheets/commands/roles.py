# factsheets roles: who reads, what each needs, and how that is known.
"""List the roles."""

import argparse
from pathlib import Path

from factsheets.commands.common import UsageError
from factsheets.escape import diag
from factsheets.pipeline import load
from factsheets.project import find_project

MORE = ""


def options(_parser: argparse.ArgumentParser) -> None:
    """There are no arguments."""


def run(_given: argparse.Namespace) -> int:
    """List the roles."""
    project = find_project(Path.cwd())
    catalog = load(project) if project else None
    template = catalog.template if catalog else None
    if catalog is None or template is None or not template.roles:
        raise UsageError("there is no catalog here, or its template has errors; try `factsheets check`")
    for role in template.roles.values():
        known = "nobody interviewed" if role.inferred else f"{len(role.interviewed)} interviewed"
        print(f"{role.id}  {diag(role.title)} ({known})")
        for asked in role.asked:
            how = f"{asked.count} of {asked.of}" if asked.count else "inferred"
            print(f"    {how:>8}  {diag(template.needs[asked.need].title)}")
    return 0
