# What a rule is. Comes in: functions. Goes out: the registry that lint.py runs. A rule sees one sheet of a
# catalog whose values are derived; it names places by the facts' own, never by a path of the template.
"""Rules: one function each, with a permanent code, an explanation and two examples."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from factsheets.codes import Code
from factsheets.diagnostics import Level, Repair, Where
from factsheets.model import Catalog, Sheet


class Hit(Struct, frozen=True):
    """What a rule has to say: of which fact ("" for the sheet), where, and with its working shown."""

    path: str
    where: Where
    message: str
    repair: Repair | None = None  # only where it is certain


Check: TypeAlias = Callable[[Catalog, Sheet], Iterator[Hit]]


class Rule(Struct, frozen=True):
    """A rule with its code. The examples of `explained` are parts of a sheet in YAML, or of a file of `kind`."""

    code: str
    level: Level
    explained: Code
    check: Check
    kind: str = "models"


#: All rules by code.
RULES: dict[str, Rule] = {}


def rule(code: str, level: Level, explained: Code, kind: str = "models") -> Callable[[Check], Check]:
    """Register a function as the rule `code`. Raises ValueError for a code that is taken."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"the code {code} is taken")
        RULES[code] = Rule(code, level, explained, check, kind)
        return check

    return register
