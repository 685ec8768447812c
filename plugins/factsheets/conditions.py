# Conditions under which values hold. Comes in: the words of a sheet or a comparison. Goes out: conditions that can be told
# from each other. Must not know: values, findings.
"""What a value holds under."""

from functools import lru_cache

from msgspec import Struct

from factsheets.units import UnitError, parse


class Condition(Struct, frozen=True):
    """One condition under which a value holds."""

    key: str
    title: str
    value: str
    inferred: str = ""  # why it is believed, where the source does not state it
    meant: str = ""  # the value without its spelling: 4 week is 28 day


def conditioned(key: str, title: str, value: str, dimension: str = "", inferred: str = "") -> Condition:
    """A condition, of which a quantity has a dimension."""
    return Condition(key, title, value, inferred, meant(value, dimension) if dimension else value)


@lru_cache(maxsize=1024)
def meant(value: str, dimension: str) -> str:
    """The limit and the amount of a quantity in SI units; what is no quantity, which is a finding of its own, as it is."""
    try:
        quantity = parse(value, dimension)
    except UnitError:
        return value
    return f"{quantity.limit}{quantity.si.normalize()}"


class Conditioned:
    """What holds under conditions: a stated or a derived value."""

    __slots__ = ()
    conditions: tuple[Condition, ...]

    def condition(self, key: str) -> Condition | None:
        """The condition `key`, where it is stated."""
        for condition in self.conditions:  # a loop: this is asked for every score of every table
            if condition.key == key:
                return condition
        return None
