"""Lines of chains, each on its own: journal-format.md."""

from .canonical import canonical
from .fields import ZEROS, field, sha
from .findings import found

ACTS_OF_SESSIONS = {"ERASURE_AGREED", "ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET", "SHORTENING_AGREED"}
ABOUT_THE_RECORD = {"INVITED", "STATEMENT_MADE"} | ACTS_OF_SESSIONS
ACTS_OF_ACCESS_LOGS = {"RETENTION_RULE", "ERASED", "LOG_ENDED", "BANNED", "UNBANNED", "RESTORED", "KEY_CREATED", "KEY_CONFIRMED",
                       "KEY_REVOKED"}


def is_session(lines):
    return bool(lines) and lines[0]["kind"] in ("OPENING", "OPENED")


def is_act(line, session):
    return line["kind"] in (ACTS_OF_SESSIONS if session else ACTS_OF_ACCESS_LOGS)


def place_of(line):
    return line["chain"], line["seq"]


def by_chain(records, chain_of):
    chains = {}
    for record in records:
        chains.setdefault(chain_of(record), []).append(record)
    return chains


def line_hash(line):
    return sha(field("rtcroom.line") + field(line["format"]) + field(line["chain"]) + field(line["seq"])
               + field(line["atMillis"]) + field(line["kind"]) + field(line["details"])
               + field(bytes.fromhex(line["commitment"])) + field(bytes.fromhex(line["previousHash"])))


def check_line(line, before):
    place = "%s#%d" % (line["chain"], line["seq"])
    if line["format"] != 1:
        found(place + " unknown format")
    if line["seq"] != (before["seq"] + 1 if before else 0):
        found(place + " is out of order")
    elif line["previousHash"] != (before["hash"] if before else ZEROS.hex()):
        found(place + " does not follow")
    if before and line["atMillis"] < before["atMillis"]:
        found(place + " is earlier than the line before")
    if line["hash"] != line_hash(line).hex():
        found(place + " was changed")
    commitment = line["commitment"]
    if not commitment and "personal" in line:
        found(place + " has a personal part nobody committed to")
    if commitment and "personal" in line:
        salt = bytes.fromhex(line["salt"])
        if len(salt) != 16 or sha(salt + line["personal"].encode("utf-8")).hex() != commitment:
            found(place + " has another personal part")


# The columns by which lines are found: name, type of the statements that have it, places in the personal part.
COLUMNS_OF_SESSIONS = [("user_id", None, ["user", "actor.user"]), ("address", None, ["actor.address"]),
                       ("case_id", "case", ["data"])]
COLUMNS_OF_ACCESS_LOGS = [("user_id", None, ["actor.user", "user"]), ("address", None, ["actor.address", "address"])]


def text_at(part, place):
    for name in place.split("."):
        if name not in part:
            return None
        part = part[name]
    if not isinstance(part, str):
        raise ValueError("not a text")
    return part


def check_columns(line, session):
    """What a line is found by repeats its personal part, and goes with it."""
    place = "%s#%d" % (line["chain"], line["seq"])
    part = canonical(line["personal"]) if line.get("personal") else {}
    should = {}
    for name, statement, places in COLUMNS_OF_SESSIONS if session else COLUMNS_OF_ACCESS_LOGS:
        if statement and (line["kind"] != "STATEMENT_MADE" or canonical(line["details"]).get("type") != statement):
            continue
        texts = [text for text in (text_at(part, each) for each in places) if text is not None]
        should.update({name: text for text in texts[:1]})
    there = line.get("columns", {})
    for name in sorted(set(should) | set(there)):
        if there.get(name) != should.get(name):
            found("%s: column %s %s" % (place, name, "is empty" if name not in there else
                                       "holds what the line does not say"))
