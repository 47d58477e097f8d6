"""Checkpoints and their leaves: checkpoint-format.md, "Leaves and root"."""

from .canonical import canonical, only, spelled
from .fields import ZEROS, field, sha
from .findings import findings, found

ENTRY_NAMES = {
    "body": {"format", "body", "signature", "hash"},
    "keyChange": {"format", "keyChange", "oldSignature", "newSignature"},
    "keyRevoked": {"format", "keyRevoked", "signature", "by"},
    "restored": {"format", "restored", "signature", "by"},
    "ended": {"format", "ended", "signature", "by"},
}


def entry_of_copy(entry):
    """An entry of the copy outside, which is one document and nothing else."""
    for sort, names in ENTRY_NAMES.items():
        if sort in entry:
            only(entry, names)
    return entry


def root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\x00" + leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\x01" + root(leaves[:half]) + root(leaves[half:]))


def checkpoints_of(entries):
    """Those of the entries that are checkpoints, and their bodies."""
    return [(entry, canonical(entry["body"])) for entry in entries if "body" in entry]


def line_of(entry):
    """An entry as it stands in the copy outside the database."""
    return "{%s}" % ",".join(spelled(name) + ":" + spelled(value) for name, value in entry.items())


def check_checkpoints(entries, leaves, keys, restores, counts):
    """The good ones, their times by their numbers."""
    previous, number, good, leafless = ZEROS.hex(), 0, {}, []
    for entry in entries:
        if "body" not in entry:
            continue
        body = canonical(entry["body"])
        name = "checkpoint %d" % body["number"]
        message = field("rtcroom.checkpoint") + field(entry["format"]) + field(entry["body"])
        signature = bytes.fromhex(entry["signature"])
        complaints = len(findings)
        if body["number"] > number:
            found("checkpoint %d is missing" % number)
        elif body["number"] < number:
            found(name + " is not number %d" % number)
        if body["previous"] != previous:
            found(name + " does not follow")
        if entry["hash"] != sha(message + field(signature)).hex():
            found(name + " was changed")
        keys.vouch(body, message, signature, True)
        own = [leaf["leaf"].encode("utf-8") for leaf in leaves if leaf["number"] == body["number"]]
        chains = [canonical(leaf.decode("utf-8"))["chain"] for leaf in own]
        if chains != sorted(set(chains)):
            found(name + " has unsorted leaves")
        if not own and body["leaves"]:
            leafless.append(body["number"])
        elif len(own) != body["leaves"] or root(own).hex() != body["root"]:
            found(name + " has other leaves")
        wrote = {leaf["node"] for leaf in (canonical(leaf.decode("utf-8")) for leaf in own) if leaf["type"] == "access"}
        counts.meet(name, body, wrote, body["number"] == number)
        fine = len(findings) == complaints
        restores.meet(body, fine, counts.sessions)
        if fine:
            good[body["number"]] = body["time"]
        previous, number = sha(message + field(signature)).hex(), body["number"] + 1
    if any(leaf["number"] >= number for leaf in leaves):
        found("there are leaves of no checkpoint")
    restores.end(number, previous)
    for missing in leafless:
        if missing not in restores.excused:
            found("the leaves of checkpoint %d are gone" % missing)
    return good
