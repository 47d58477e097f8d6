"""Rules of retention, erasures and tombstones."""

import calendar
import datetime

from .canonical import canonical
from .fields import field
from .findings import found, remark
from .keeping import kept
from .lines import is_session
from .restores import ended_again


def has_period(details):
    return "period" in details or "years" in details


def period_end(details, begin):
    """When a period is over that begins then: milliseconds, or years by the calendar in UTC."""
    if "years" not in details:
        return begin + details["period"]
    if "period" in details or not 1 <= details["years"] <= 1000:
        raise ValueError("a period is a fixed time or years")
    day, rest = divmod(begin, 86400000)
    date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
    last = 28 if (date.month, date.day) == (2, 29) and not calendar.isleap(date.year + details["years"]) else date.day
    over = date.replace(year=date.year + details["years"], day=last)
    return (over - datetime.date(1970, 1, 1)).days * 86400000 + rest


def rule_in_force(rules, retention, family, at):
    """The newest rule for the family, else the newest for all."""
    for wanted in ([family] if family else []) + [None]:
        fitting = [rule for rule in rules if rule["details"]["retention"] == retention
                   and rule["details"].get("family") == wanted and rule["at"] <= at]
        newest = max(fitting, key=lambda rule: rule["at"], default=None)
        if newest and has_period(newest["details"]):
            return newest
    return None


def remark_shortened(rules):
    """A class that is kept shorter than before: by the family's own rule, else by that for all."""
    newest = {}
    for rule in sorted(rules, key=lambda rule: (rule["at"], rule["place"])):
        retention, family = rule["details"]["retention"], rule["details"].get("family")
        own, of_all = newest.get((retention, family)), newest.get((retention, None)) if family else None
        before = of_all if of_all and of_all["place"][0] != rule["place"][0] else None

        def end(*candidates):
            given = [period_end(one["details"], rule["at"]) for one in candidates if one and has_period(one["details"])]
            return given[0] if given else float("inf")

        if (own or before) and end(rule, of_all) < end(own, before):
            remark("RULE_SHORTENED %s#%d" % rule["place"])
        newest[retention, family] = rule


def check_erased(lines, complete):
    """Whatever is gone must be named by a line, and gone for good: of a session by one in its own chain behind it, else
    by one of an access log, if all of these are at hand."""
    told = set()
    sessions = {chain for chain, own in lines.items() if own[0]["kind"] in ("OPENING", "OPENED")}
    for chain, own in lines.items():
        for line in own:
            if line["kind"] == "ERASED" and not line.get("void"):
                details = canonical(line["details"])
                about = chain if chain in sessions else details["chain"]
                if about == chain or about not in sessions:
                    told |= {(about, seq) for seq in details["lines"] if chain not in sessions or seq < line["seq"]}
    for chain, own in lines.items():
        for line in own:
            erased, there = (chain, line["seq"]) in told, "personal" in line
            if line["commitment"] and not there and not erased and (complete or chain in sessions):
                found("%s#%d lost its personal part without a reason" % (chain, line["seq"]))
            if there and erased:
                found("%s#%d has its personal part again, which was erased" % (chain, line["seq"]))


def check_periods(lines, rules):
    """An erasure that names no law by which it came early came after the period in force."""
    for chain, own in lines.items():
        closed, session, family = None, is_session(own), canonical(own[0]["details"]).get("family")
        for number, line in enumerate(own):
            closed = line["atMillis"] if line["kind"] == "CLOSED" else closed
            details = canonical(line["details"])
            if line["kind"] != "ERASED" or line.get("void") or "earlyBasis" in details or ended_again(line):
                continue
            ends = []

            def count(retention, base):
                rule = rule_in_force(rules, retention, family if session else None, line["atMillis"])
                if rule and base is not None:
                    ends.append(period_end(rule["details"], base))

            if session:
                keeping = kept(own[:number])
                count(keeping["retention"], keeping.get("base"))
                if not keeping.get("shortened"):
                    count("standard", closed)
            elif details["chain"] in lines:
                count("access-log", lines[details["chain"]][-1]["atMillis"])
            if max(ends, default=0) > line["atMillis"]:
                found("%s#%d erased before the period in force was over" % (chain, line["seq"]))


def check_tombstone(stone, leaves, keys, good, rules):
    """Without rules, as of a part of the history, those that it names are not judged."""
    name = "tombstone of %s" % stone["chain"]
    body = canonical(stone["body"])
    message = field("rtcroom.tombstone") + field(1) + field(stone["body"])
    if not keys.signed(stone["key"], message, bytes.fromhex(stone["signature"])):
        found(name + " is forged")
        return
    last = leaves[-1] if leaves else None
    if body["chain"] != stone["chain"] or last is None or last["number"] not in good:
        found(name + " is of a chain that is not covered")
        return
    leaf, covered_at = canonical(last["leaf"]), good[last["number"]]
    if (body["lastSeq"], body["lastHash"]) != (leaf["lastSeq"], leaf["lastHash"]):
        found(name + " names another end")
    if leaf["type"] == "session" and "closed" not in leaf:
        found(name + " is of a session whose end is not covered")
    if leaf.get("held"):
        found(name + " is of a session under a hold")
    base = leaf.get("base", leaf.get("closed", covered_at))
    if body["at"] <= covered_at or body["at"] < period_end(body, base) or body["at"] < leaf.get("until", base):
        found(name + " came too early")
    if body["retention"] != leaf.get("retention", "access-log") or body.get("family") not in (None, leaf.get("family")):
        found(name + " names a rule for others")
    check_claim(name, body["retention"], body, leaf, body["at"], rules)
    if leaf["type"] == "session" and not leaf.get("shortened"):
        standard = body if leaf["retention"] == "standard" else body.get("standard")
        if standard is None:
            found(name + " names no rule for all sessions")
            return
        if body["at"] < period_end(standard, leaf.get("closed", covered_at)):
            found(name + " came too early for a session")
        check_claim(name, "standard", standard, leaf, body["at"], rules)


def check_claim(name, retention, claim, leaf, at, rules):
    if rules is None:
        return
    rule = rule_in_force(rules, retention, leaf.get("family"), at)
    if (rule is None or rule["place"] != (claim["rule"]["chain"], claim["rule"]["seq"]) or not rule["covered"]
            or rule["details"].get("family") != claim.get("family") or any(rule["details"].get(one) != claim.get(one) for one in ("period", "years"))):
        found(name + " names a rule that was not valid")
