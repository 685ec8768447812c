# factsheets next: what a sheet does not state, most wanted first.
"""Say what to state next."""

import argparse
from pathlib import Path

from factsheets.commands.asking import opened, sheet_id
from factsheets.commands.common import UsageError, project_at_or_above
from factsheets.escape import diag
from factsheets.suggest import did_you_mean
from factsheets.wanted import Wanted, wanted
from factsheets.words import plural

MORE = """Facts are counted by how many of the interviewed asked for a need that they answer. What is said to be absent,
with a reason, is not listed."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("sheet", metavar="SHEET", help="The sheet's id, or its file.")
    parser.add_argument("--role", metavar="ROLE", help="What this role asked for (default: all roles).")


def run(given: argparse.Namespace) -> int:
    """List the missing facts of a sheet."""
    found = opened(project_at_or_above(Path.cwd()))
    if found is None:
        return 1
    name = sheet_id(found, given.sheet)
    roles = found.template.roles
    if given.role is not None and given.role not in roles:
        hint = did_you_mean(given.role, list(roles))
        raise UsageError(f"there is no role {diag(given.role)}; {hint}")
    chosen = tuple(roles.values()) if given.role is None else (roles[given.role],)
    missing = wanted(found.catalog.sheets[name], found.template, chosen)
    essential = [want for want in missing if want.essential]
    others = [want for want in missing if not want.essential]
    whose = "readers" if given.role is None else diag(roles[given.role].title)
    if essential:
        print(f"{name}: needs of {whose} are not met without:")
        print("\n".join(map(_line, essential)))
    else:
        print(f"{name} states what needs of {whose} are met by, or says why not")
    if others and essential and given.role is None:
        print(f"also asked for: {plural(len(others), 'fact')}; --role lists them for one role")
    elif others:
        print("also asked for:")
        print("\n".join(map(_line, others)))
    return 0


def _line(want: Wanted) -> str:
    paths = " or ".join(spec.path for spec in want.facts)
    spec = want.facts[0]
    example = f", such as {spec.example}" if isinstance(spec.example, str) and spec.example else ""
    return f"    {want.asked:>8}  {paths}: {diag(spec.title + example, limit=80)}"
