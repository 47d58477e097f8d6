"""A verifier written from journal-format.md and checkpoint-format.md alone."""
