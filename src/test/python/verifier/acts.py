"""Acts, which are signed one by one: journal-format.md, "Acts"."""

from .canonical import canonical
from .findings import found
from .keeping import kept, TwoPersons
from .limits import NEVER
from .lines import is_act, is_session
from .restores import ended_again


def check_early(line, asked):
    """An erasure before the period is over: another person must have agreed to it before."""
    details = canonical(line["details"])
    place = "%s#%d" % (line["chain"], line["seq"])
    persons = asked.get((tuple(details["lines"]), details["earlyBasis"]), TwoPersons())
    if not details["earlyBasis"].strip():
        found(place + " erased early and names no law")
    elif persons.first is None or persons.first[0]["seq"] != details["agreed"]:
        found(place + " erased early, and nobody else had agreed")
    else:
        wrong = persons.add(line)
        if wrong or not persons.agreed:
            found(place + " erased early, %s" % (wrong or "and only one agreed"))


def check_acts(lines, leaves, good, keys):
    """Marks those that are void."""
    session, closed, asked = is_session(lines), False, {}
    for number, line in enumerate(lines):
        closed = closed or line["kind"] == "CLOSED"
        if not is_act(line, session):
            continue
        over = [leaf["number"] for leaf in leaves if canonical(leaf["leaf"])["lastSeq"] >= line["seq"]][:1]
        place = "%s#%d" % (line["chain"], line["seq"])
        line["void"] = not keys.signed_act(line, over[0] if over and over[0] in good else NEVER)
        if line["void"]:
            found(place + " is an act that nobody signed")
        elif session and line["kind"] == "ERASED":
            keeping = kept(lines[:number])
            if not closed or keeping.get("held"):
                found(place + " erased what had to be kept")
            elif "earlyBasis" in canonical(line["details"]):
                check_early(line, asked)
            elif keeping.get("until", 0) > line["atMillis"] and not ended_again(line):
                found(place + " erased before its time")
        elif session and line["kind"] == "ERASURE_AGREED":
            details = canonical(line["details"])
            persons = asked.setdefault((tuple(details["lines"]), details["earlyBasis"]), TwoPersons())
            wrong = persons.add(line)
            if wrong:
                found(place + " is an agreement " + wrong)
    if session:
        kept(lines, found)
