"""Verifies vectors, exports and dossiers, written from journal-format.md and checkpoint-format.md alone.

usage: verify.py vectors PAGE.md
       verify.py export PUBLIC.pem FILE.zip|FOLDER [WITNESS] [--restored FIRST-LAST]... [--tsa-cert TSA.pem]
       verify.py dossier PUBLIC.pem FILE.zip|FOLDER [TSA.pem]
       verify.py each

Prints what is wrong, one finding per line, and ends with 0 if there is nothing, else with 1. "each" takes
one of the above after the other from standard input, a line with tabs between the arguments, and answers
each with its findings and a line "verdict 0" or "verdict 1". Shares
no code with the service and needs nothing but Python 3. Keeps everything in memory: it is for tests.
"""

import sys
import traceback

sys.dont_write_bytecode = True

from verifier.dossier import dossier
from verifier.export import export
from verifier.findings import findings, found
from verifier.vectors import vectors


def verdict(arguments):
    findings.clear()
    try:
        {"vectors": vectors, "dossier": dossier, "export": export}[arguments[0]](*arguments[1:])
    except (ValueError, KeyError, TypeError, OSError) as unreadable:
        found("cannot be read: %r" % unreadable)
    for text in findings:
        print(text)
    return 1 if findings else 0


def each():
    for line in sys.stdin:
        code = 1
        try:
            code = verdict(line.rstrip("\n").split("\t"))
        except Exception:
            traceback.print_exc(file=sys.stdout)
        print("verdict %d" % code, flush=True)


if __name__ == "__main__":
    sys.exit(each() if sys.argv[1:] == ["each"] else verdict(sys.argv[1:]))
