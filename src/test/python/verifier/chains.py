"""One chain, its lines, leaves and head."""

import re

from .acts import check_acts
from .canonical import canonical
from .findings import found
from .heads import check_head
from .keeping import kept
from .limits import HOUR
from .lines import ABOUT_THE_RECORD, check_columns, check_line, is_session


def check_log_end(line, before, node):
    """Another node ends the access log of one that is gone, an hour after its last line at the earliest."""
    details = canonical(line["details"])
    if (before is None or details["node"] != node or details["by"] == node
            or line["atMillis"] - HOUR < before["atMillis"]):
        found("%s#%d ended a log that had not to end" % (line["chain"], line["seq"]))


def check_chain(chain, lines, leaves, head, good, keys):
    before, end = None, None
    session = is_session(lines)
    check_acts(lines, leaves, good, keys)
    for line in lines:
        check_line(line, before)
        check_columns(line, session)
        if end and not (session and line["kind"] in ABOUT_THE_RECORD):
            found("%s#%d stands after the end" % (chain, line["seq"]))
        if line["kind"] == "LOG_ENDED" and not session and not line["void"]:
            check_log_end(line, before, canonical(lines[0]["details"])["node"])
            end = line
        if line["kind"] == ("CLOSED" if session else "CUT"):
            end = line
        before = line
    for leaf in leaves:
        content = canonical(leaf["leaf"])
        at = content["lastSeq"]
        if leaf["number"] not in good:
            continue
        if not lines:
            found("%s was removed" % chain)
            break
        if at >= len(lines) or lines[at]["hash"] != content["lastHash"]:
            found("%s is not what checkpoint %d covers" % (chain, leaf["number"]))
            continue
        if content["opened"] != lines[0]["atMillis"]:
            found("%s did not begin when checkpoint %d says" % (chain, leaf["number"]))
        keeping = {name: content[name] for name in ("retention", "base", "until", "held", "shortened") if name in content}
        if session and keeping != kept(lines[:at + 1]):
            found("%s is kept otherwise than checkpoint %d says" % (chain, leaf["number"]))
    if lines and head:
        check_head(head, lines)
    elif lines or head:
        found("%s has lines or a head, not both" % chain)


def check_uncovered(chain, lines, covered, now, made):
    """What is an hour older than now should be covered; what is not covered is no hour later than what it stands in."""
    open_lines = [line for line in lines if line["seq"] > covered]
    late = [line for line in open_lines if line["atMillis"] < now - HOUR]
    ahead = [line for line in open_lines if line["atMillis"] > made + HOUR]
    if late:
        found("%s#%d claims to be so old that a checkpoint should cover it" % (chain, late[0]["seq"]))
    if ahead:
        found("%s#%d claims to be later than what it stands in" % (chain, ahead[0]["seq"]))


def chain_made(chain, unknown):
    """The time in a UUID of version 7."""
    parts = re.fullmatch("([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", chain)
    return int(parts.group(1) + parts.group(2), 16) if parts else unknown


def covered_seq(chain, covers, good):
    return max([canonical(leaf["leaf"])["lastSeq"] for leaf in covers.get(chain, []) if leaf["number"] in good],
               default=-1)
