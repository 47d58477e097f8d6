"""API keys: what they allow, and who confirmed them: journal-format.md, "Two persons"."""

from .canonical import canonical
from .findings import found, remark
from .limits import NEVER, SLACK
from .lines import is_act, is_session
from .restores import ended_again

ALLOWED = {"ERASED": {"ADMIN"}, "ERASURE_AGREED": {"ADMIN"}, "KEY_CONFIRMED": {"ADMIN"}, "HELD": {"AUDITOR"}, "LIFT_AGREED": {"AUDITOR"}, "SHORTENING_AGREED": {"AUDITOR"},
           "RETENTION_SET": {"AUDITOR", "INTEGRATOR"}, "KEY_CREATED": {"ADMIN"}, "KEY_REVOKED": {"ADMIN"}}


def check_api_keys(chains, complete, demo, endings):
    """Each act that names an API key: it must have been one by then, of a role that allows it."""
    given, ended, uses = {}, {}, []
    for lines in chains:
        for line in lines:
            if not is_act(line, is_session(lines)):
                continue
            details = canonical(line["details"])
            if line["kind"] == "KEY_REVOKED":
                ended[details["id"]] = min(line["atMillis"], ended.get(details["id"], NEVER))
            if line["kind"] == "KEY_CREATED" and not line["void"]:
                given.setdefault(details["id"], (line["atMillis"], details))
            if not line["void"] and ended_again(line):
                endings.check(line, is_session(lines))
            elif line["kind"] in ALLOWED and not line["void"]:
                uses.append((line, details["keyId"]))
    for line, name in uses:
        place, allowed = "%s#%d" % (line["chain"], line["seq"]), ALLOWED[line["kind"]]
        if demo and name == "demo":
            continue
        if name == "bootstrap":
            good = "ADMIN" in allowed
        elif name in given:
            created, details = given[name]
            last = min(details["expires"], ended.get(name, NEVER))
            good = (allowed & set(details["roles"].split(","))
                    and created - SLACK <= line["atMillis"] <= last + SLACK)
        else:
            good = not complete
        if not good:
            found("%s: %s by a key that did not allow it" % (place, line["kind"]))


class Book:
    """Which keys may agree: those that another person confirmed than the one who gave them out."""

    def __init__(self, acts, demo):
        self.settings = {"bootstrap", "demo"} if demo else {"bootstrap"}
        self.given, self.ended, self.warrants, confirmed = {}, {}, {}, []
        for line in acts:
            details = canonical(line["details"])
            if line["kind"] == "KEY_REVOKED":
                self.ended[details["id"]] = min(line["atMillis"], self.ended.get(details["id"], NEVER))
            elif line["kind"] == "KEY_CREATED" and not line["void"]:
                self.given.setdefault(details["id"], details)
            elif line["kind"] == "KEY_CONFIRMED" and not line["void"]:
                confirmed.append((line, details["id"], details["keyId"]))
        confirmed.sort(key=lambda one: (one[0]["atMillis"], one[0]["chain"], one[0]["seq"]))
        known, first = -1, 0
        while known < len(self.warrants):
            known = len(self.warrants)
            for line, key, by in confirmed:
                if key not in self.warrants and not self.against(line, key, by):
                    giver = key if by in self.settings else self.hand(self.given[key]["keyId"])
                    self.warrants[key] = (giver, line["atMillis"])
                    first += by in self.settings
                    if by in self.settings and first > 2:
                        remark("KEY_OF_SETTINGS %s#%d" % (line["chain"], line["seq"]))
        for line, key, by in confirmed:
            if key not in self.warrants:
                found("%s#%d confirms a key: %s" % (line["chain"], line["seq"], self.against(line, key, by)))

    def against(self, line, key, by):
        if key not in self.given:
            return "it was never given out"
        if by in self.settings:
            others = [name for name, (_, since) in self.warrants.items() if name != key and self.admin(name)
                      and since <= line["atMillis"] < min(self.given[name]["expires"], self.ended.get(name, NEVER))]
            good = self.given[key]["keyId"] == by and self.admin(key) and len(others) < 2
            return None if good else "the key of the settings must not"
        if by not in self.warrants or self.warrants[by][1] > line["atMillis"] + SLACK:
            return "by one that was not confirmed"
        giver = self.hand(self.given[key]["keyId"])
        hands = {giver, self.warrants.get(giver, (giver, 0))[0]}
        return "by the hand that gave it out" if hands & {by, self.warrants[by][0]} else None

    def admin(self, key):
        return "ADMIN" in self.given[key]["roles"].split(",")

    def hand(self, key):
        seen = set()
        while key not in self.warrants and key in self.given and key not in seen:
            seen.add(key)
            key = self.given[key]["keyId"]
        return key

    def judge(self, line):
        """What an act by which somebody agrees says of its key must be so."""
        details = canonical(line["details"])
        claimed = details["givenBy"], details["since"]
        if "demo" in self.settings and (details["keyId"],) + claimed == ("demo", "demo", 0):
            return
        known = self.warrants.get(details["keyId"])
        if known != claimed or known[1] > line["atMillis"] + SLACK:
            found("%s#%d: %s by a key that was not confirmed so" % (line["chain"], line["seq"], line["kind"]))


def check_confirmed(chains, demo):
    acts = [(line, is_session(lines)) for lines in chains for line in lines if is_act(line, is_session(lines))]
    book = Book([line for line, session in acts if not session], demo)
    for line, session in acts:
        agrees = line["kind"] in ("LIFT_AGREED", "SHORTENING_AGREED", "ERASURE_AGREED")
        if session and not line["void"] and (agrees or "earlyBasis" in canonical(line["details"])):
            book.judge(line)
