"""What somebody outside has seen of checkpoints."""

import re

from . import timestamp
from .canonical import canonical, parsed
from .checkpoints import entry_of_copy, line_of
from .fields import field, sha
from .files import plain_text
from .findings import findings, found


def witnessed(file):
    """The checkpoints in a copy of the file outside, in order, and how many of its lines are no entries."""
    checkpoints, unusable, highest = [], 0, -1
    try:
        lines = plain_text(file).split("\n")
    except ValueError:
        return [], 1
    for line in filter(None, (line.removesuffix("\r") for line in lines)):
        try:
            entry = entry_of_copy(parsed(line))
            if entry["format"] != 1 or re.search(r"\s", re.sub(r'"(?:\\.|[^"\\])*"', "", line)):
                raise ValueError("no entry")
            if "body" in entry:
                body = canonical(entry["body"])
                if body["number"] < highest:
                    raise ValueError("out of order")
                highest = body["number"]
                checkpoints.append((entry, body, bytes.fromhex(entry["signature"])))
            else:
                canonical(next(entry[name] for name in ("keyChange", "restored", "keyRevoked", "ended") if name in entry))
        except (ValueError, KeyError, TypeError, StopIteration):
            unusable += 1
    return checkpoints, unusable


def check_witness(file, entries, keys, exported_at):
    """What the witness holds, signed by a trusted key, must be in the history, and some of it must be."""
    hashes = {canonical(entry["body"])["number"]: entry["hash"] for entry in entries if "body" in entry}
    checkpoints, unusable = witnessed(file)
    complaints, same = len(findings), 0
    for kept, body, signature in checkpoints:
        name = "checkpoint %d" % body["number"]
        message = field("rtcroom.checkpoint") + field(kept["format"]) + field(kept["body"])
        digest = sha(message + field(signature)).hex()
        if hashes.get(body["number"]) == digest:
            same += 1
            continue
        if digest != kept["hash"] or not keys.signed(body["key"], message, signature):
            found(name + " of the witness is forged")
        elif body["number"] in hashes:
            found(name + " is another one than the witness holds")
        elif body["time"] <= exported_at - 60000 or body["number"] < max(hashes, default=-1):
            found(name + " is held by the witness only")
    if unusable:
        found("%d lines of the witness are no entries in order" % unusable)
    elif same == 0 and len(findings) == complaints:
        found("the witness holds no checkpoint of this history")


def check_receipts(receipts, entries, good, authority):
    """An answer is to the good checkpoint whose hash it names; one of an authority is a stamp over its line."""
    lines = {entry["hash"]: line_of(entry) for entry in entries if "body" in entry}
    given = timestamp.certificates(authority) if authority else []
    stamps = 0
    for receipt in receipts:
        name = "checkpoint %d" % receipt["number"]
        line = lines.get(receipt["hash"])
        if line is None or good.get(receipt["number"]) != receipt["hash"]:
            found(name + " is not what the witness answered to")
        elif receipt["witness"] == "tsa":
            try:
                _, trusted = timestamp.judge(bytes.fromhex(receipt["answer"]), line.encode("utf-8"), given)
                stamps += trusted
                if given and not trusted:
                    found(name + " has a stamp of another authority")
            except ValueError as wrong:
                found(name + " has no good stamp: %s" % wrong)
    if given and not stamps:
        found("no checkpoint has a stamp of the authority given")
