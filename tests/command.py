"""The command line, run in the process of the tests."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from factsheets.cli import main


@dataclass(frozen=True)
class Result:
    """What a command has printed, and its exit code."""

    exit_code: int
    output: str  # of both streams, as a terminal shows them
    stderr: str


class _Both(io.StringIO):
    """A stream that writes to another one as well."""

    def __init__(self, other: io.StringIO) -> None:
        super().__init__()
        self.other = other

    def write(self, text: str) -> int:
        self.other.write(text)
        return super().write(text)


def run_main(*arguments: str) -> Result:
    """Run the command line in this process."""
    everything = io.StringIO()
    errors = _Both(everything)
    with redirect_stdout(everything), redirect_stderr(errors):
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return Result(code, everything.getvalue(), errors.getvalue())
