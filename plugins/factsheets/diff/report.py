# What a change says, as values. Comes in: nothing. Goes out: Report. All forms are made from a Report alone.
# Must not know: catalogs, forms.
"""The report of a change. The JSON Schema of its JSON form is written from these records."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

#: Characters of one text; what is longer is cut when a report is written.
LONGEST = 4000

Text: TypeAlias = Annotated[str, Meta(max_length=LONGEST)]
Number: TypeAlias = Annotated[int, Meta(ge=0, le=10_000_000)]
#: Lines and columns count from 1.
Line: TypeAlias = Annotated[int, Meta(ge=1, le=10_000_000)]
Code: TypeAlias = Annotated[str, Meta(pattern="^FS[0-9]{3}$")]
#: A commit in full; "" of a folder and of the working tree.
Commit: TypeAlias = Annotated[str, Meta(pattern="^([0-9a-f]{40}|[0-9a-f]{64})?$")]
Level: TypeAlias = Literal["error", "warning", "note"]
#: What became of a fact. Where several things changed, the first that applies; `also` has the others in words.
Kind: TypeAlias = Literal[
    "added", "removed", "renamed", "value", "absence", "text", "precision", "unit", "condition", "basis", "evidence", "note",
    "derived",
]  # fmt: skip


class _Record(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is empty is not written, and what is not known is not read."""


class Revision(_Record, frozen=True):
    """One side of the change, as the user named it."""

    name: Text
    commit: Commit = ""


class State(_Record, frozen=True):
    """What a fact said on one side."""

    text: Text
    si: float | None = None  # of a single number, in SI base units
    unit: Text = ""  # as its author wrote it
    conditions: tuple[Text, ...] = ()
    basis: Text = ""
    source: Text = ""


class Piece(_Record, frozen=True):
    """Some words of a text: in both, only before or only after. A run that says nothing new is left out as "…"."""

    mark: Literal["=", "-", "+"]
    text: Text


class Change(_Record, frozen=True):
    """What became of one value of a fact."""

    fact: Text  # its path; "derived.<metric>" of what was worked out
    title: Text
    kind: Kind
    said: Text  # the change in a few words: "+6.2 %, better", "basis"
    was: Text = ""  # of a condition, a basis or evidence: what it was, and is now
    now: Text = ""
    before: State | None = None
    after: State | None = None
    relative: float | None = None  # share of the value before, on scales that have a zero
    points: float | None = None  # of percentages and scores
    direction: Literal["better", "worse", ""] = ""
    words: tuple[Piece, ...] = ()
    also: tuple[Text, ...] = ()
    line: Line = 1  # in the file after the change; of what is gone, before it
    producer: Text = ""
    roles: tuple[Text, ...] = ()  # ids of those who read it
    absent: bool = False  # whether the fact is said to be absent now


class Mend(_Record, frozen=True):
    """A piece of a line, and what it should be."""

    line: Line
    column: Line
    old: Text
    new: Text
    byte: Line = 1  # the column in bytes of UTF-8


class Found(_Record, frozen=True):
    """A finding that the change brings, mends, or that stood at a fact it touches."""

    code: Code
    level: Level
    state: Literal["new", "fixed", "still"]
    path: Text  # of the file, from the top of the catalog
    message: Text
    fact: Text = ""
    title: Text = ""
    fix: Text = ""
    line: Line = 1
    column: Line = 1
    byte: Line = 1  # the column in bytes of UTF-8
    repair: Mend | None = None


class Waiver(_Record, frozen=True):
    """A finding that a sheet says is in order, or says so no longer."""

    code: Text
    at: Text
    reason: Text
    state: Literal["added", "removed", "changed"]


class Rated(_Record, frozen=True):
    """A section whose ratings the change makes stale, or true again."""

    section: Text
    evaluation: Text
    state: Literal["stale", "current"]


class Needs(_Record, frozen=True):
    """How many needs of a role a sheet meets, of how many it has."""

    role: Text
    before: tuple[Number, Number] | None
    after: tuple[Number, Number] | None


class SheetChange(_Record, frozen=True):
    """What became of one sheet."""

    id: Text
    name: Text
    path: Text
    state: Literal["added", "removed", "renamed", "changed"]
    was: Text = ""  # the id before, where another
    changes: tuple[Change, ...] = ()
    findings: tuple[Found, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    rated: tuple[Rated, ...] = ()
    needs: tuple[Needs, ...] = ()
    producers: dict[Text, Text] = {}  # names of those who supply the changed facts, by key
    omitted: Number = 0  # changes that are left out, where the report would be too large
    unread: bool = False  # whether its file cannot be read, so that its facts were not compared


class Other(_Record, frozen=True):
    """What became of a file that is no sheet, and which sheets it reaches."""

    path: Text
    title: Text
    said: Text
    changes: tuple[Change, ...] = ()
    sheets: tuple[Text, ...] = ()  # names


class Rank(_Record, frozen=True):
    """The place of a sheet by one column of a comparison, and of how many."""

    comparison: Text
    title: Text  # of the column
    sheet: Text
    name: Text
    kind: Text = ""  # "analog" or "digital": among those alone
    before: tuple[Number, Number] | None = None
    after: tuple[Number, Number] | None = None
    alike: bool = True  # whether all its rows were obtained alike
    above: tuple[Text, ...] = ()  # who was below and is above now
    below: tuple[Text, ...] = ()  # who was above and is below now


class Frontier(_Record, frozen=True):
    """The models of a comparison that no other beats in both of its measures."""

    comparison: Text
    title: Text
    before: Number
    after: Number
    joined: tuple[Text, ...] = ()
    left: tuple[Text, ...] = ()


class Pair(_Record, frozen=True):
    """The difference of a sheet from what it is set against; "≠" before what was not obtained alike."""

    comparison: Text
    title: Text  # of the column
    sheet: Text
    name: Text
    before: Text
    after: Text


class Pages(_Record, frozen=True):
    """Addresses below the top of the site."""

    added: tuple[Text, ...] = ()
    removed: tuple[Text, ...] = ()
    moved: tuple[Text, ...] = ()  # that lead on to a sheet with another id
    broken: tuple[Text, ...] = ()  # that lead nowhere now


class Report(_Record, frozen=True):
    """What a change says."""

    schema: Literal["factsheets.diff/1"]
    tool: Text
    base: Revision
    head: Revision
    folder: Text = ""  # of the catalog in its repository, with a slash behind it
    roles: dict[Text, Text] = {}  # short titles by id, in the order of the template
    sheets: tuple[SheetChange, ...] = ()
    others: tuple[Other, ...] = ()
    findings: tuple[Found, ...] = ()  # in files that are no sheets
    ranks: tuple[Rank, ...] = ()
    frontiers: tuple[Frontier, ...] = ()
    pairs: tuple[Pair, ...] = ()
    pages: Pages = Pages()
    silent: tuple[Text, ...] = ()  # files that changed and say the same
    omitted: Number = 0  # sheets that are left out, where the report would be too large
    unsound: bool = False  # whether a shared file has an error: then nothing is worked out from facts

    @property
    def all_findings(self) -> tuple[Found, ...]:
        """The findings of all files, gravest first."""
        found = [*self.findings, *(finding for sheet in self.sheets for finding in sheet.findings)]
        order = ("error", "warning", "note")
        return tuple(sorted(found, key=lambda f: (order.index(f.level), f.path, f.line, f.code)))

    @property
    def new(self) -> tuple[Found, ...]:
        """The findings that the change brings, gravest first."""
        return tuple(found for found in self.all_findings if found.state == "new")

    @property
    def says_nothing(self) -> bool:
        """Whether no fact changed meaning, nor anything that follows from facts."""
        parts = (self.sheets, self.others, self.findings, self.ranks, self.frontiers, self.pairs)
        return not any(parts) and self.pages == Pages() and not self.omitted
