# The review of a change. Comes in: two states of a catalog, as git revisions or folders. Goes out: a Report, and the
# forms in which it is told. Must not know: MkDocs, arguments.
"""What a change says: of facts, of what follows from them, and of the catalog around them."""
