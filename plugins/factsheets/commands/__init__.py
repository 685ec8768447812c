# The commands, one module each. Comes in: parsed arguments. Goes out: text, and an exit code: 0 no error, 1 errors,
# 2 usage. Must not know: MkDocs, each other.
"""The commands of the command line.

A module has `MORE`, what `--help` says beyond the purpose in `cli.COMMANDS`; `options(parser)`, which adds its
arguments; and `run(given)`, which does the work and gives the exit code. Only the module of the command that is run
is imported: a check of one sheet is over in a tenth of a second.
"""
