"""Rows of API keys and bans, and the lines that are their reasons."""

from .canonical import canonical
from .findings import found
from .limits import NEVER, ROWS_SLACK
from .lines import place_of

REASONS = {"api_key": "KEY_CREATED", "ban": "BANNED"}


def named(row):
    return (row.get("line", {}).get("chain"), row.get("line", {}).get("seq"))


def check_row(row, lines):
    line = lines.get(named(row))
    if line is None or line["kind"] != REASONS.get(row["table"]):
        found("row %s %s has no line" % (row["table"], row["key"]))
        return False
    details = canonical(line["details"])
    personal = canonical(line["personal"]) if "personal" in line else row["values"]
    said = {**personal, **details, "atMillis": line["atMillis"]}
    if any(said.get(name) != value for name, value in row["values"].items() if name != "revoked"):
        found("row %s %s has another line" % (row["table"], row["key"]))
        return False
    return True


def check_rows(rows, lines):
    """Those that their lines bear out, by these."""
    good = {}
    for row in rows:
        if check_row(row, lines):
            if named(row) in good:
                found("row %s %s has the line of another row" % (row["table"], row["key"]))
            else:
                good[named(row)] = row
    return good


def check_demanded(rows, acts, made):
    """Each key that was given out has its row, which says when it was ended; so has each ban that stands."""
    ended = {}
    for line in acts:
        if line["kind"] == "KEY_REVOKED":
            ended.setdefault(canonical(line["details"])["id"], set()).add(line["atMillis"])
    for line in acts:
        if line["kind"] == "KEY_CREATED" and line["atMillis"] < made - ROWS_SLACK and place_of(line) not in rows:
            found("%s#%d gave out a key that has no row" % place_of(line))
    for row in rows.values():
        if row["table"] == "api_key":
            ends, said = ended.get(row["values"].get("id"), set()), row["values"].get("revoked")
            if (said not in ends) if said is not None else any(at < made - ROWS_SLACK for at in ends):
                found("row %s %s says otherwise than lines when it was ended" % (row["table"], row["key"]))
    check_bans([row for row in rows.values() if row["table"] == "ban"],
               [line for line in acts if line["kind"] in ("BANNED", "UNBANNED")], made)


def check_bans(rows, acts, made):
    """The last line about a ban says whether it stands, if it is certain which line that is."""
    bans, last = {}, {}
    for line in acts:
        details = canonical(line["details"])
        until = int(details["until"]) if line["kind"] == "BANNED" else -1
        bans.setdefault(details["ban"], []).append((line, until))
    for ban, own in bans.items():
        line, until, certain = None, None, True
        for after, its_until in own:
            apart = after["atMillis"] - line["atMillis"] if line else NEVER
            if line and after["chain"] == line["chain"]:
                line, until, certain = after, its_until, certain or abs(apart) > ROWS_SLACK
            elif apart >= 0:
                line, until, certain = after, its_until, abs(apart) > ROWS_SLACK
            else:
                certain = certain and abs(apart) > ROWS_SLACK
        if certain and line["atMillis"] < made - ROWS_SLACK:
            last[ban] = line, until
    there = {named(row) for row in rows}
    for line, until in last.values():
        if until > made + ROWS_SLACK and place_of(line) not in there:
            found("%s#%d imposed a ban that has no row" % place_of(line))
    for row in rows:
        line, _ = last.get(row["values"].get("ban"), (None, None))
        if line and place_of(line) != named(row):
            found("row ban %s was lifted or replaced" % row["key"])
