"""How long a session is kept, and what two persons agree to: journal-format.md, "Two persons"."""

from .canonical import canonical
from .limits import STANDING


class TwoPersons:
    """What two persons agree to: only by keys that were confirmed before it was asked, or the first one agreed; where
    it was asked, also by those that were 180 days before they agree."""

    def __init__(self, asked=None):
        self.asked, self.first, self.agreed = asked, None, False

    def add(self, line):
        """What is wrong with an agreement."""
        details = canonical(line["details"])
        hands = {details["keyId"], details["givenBy"]}
        before = self.asked if self.asked is not None else self.first and self.first[0]["atMillis"]
        standing = self.asked is not None and details["since"] + STANDING <= line["atMillis"]
        if before is not None and details["since"] >= before and not standing:
            return "by a key that was confirmed too late"
        if self.first is None:
            self.first = line, details["keyId"], hands
        elif self.first[1] != details["keyId"]:
            if self.first[2] & hands:
                return "by two keys that one person gave out or holds"
            self.agreed = True
        return None


def kept(lines, tell=None):
    """What a leaf after these lines must say of how long the session is kept."""
    held, lift, longest, since = False, TwoPersons(), None, None

    def agree(persons, line):
        wrong = persons.add(line)
        if wrong and tell:
            tell("%s#%d is an agreement %s" % (line["chain"], line["seq"], wrong))
        return persons.agreed

    shortened, shorter = False, {}
    for line in lines:
        if line.get("void") and line["kind"] != "HELD":
            continue
        details = canonical(line["details"])
        if line["kind"] == "HELD":
            since = since if held else line["atMillis"]
            held, lift = True, TwoPersons(since)
        if line["kind"] == "LIFT_AGREED" and held:
            held = not agree(lift, line)
        if line["kind"] == "RETENTION_SET":
            shorter = {}
            if longest is None or details["until"] > longest["until"]:
                longest = details
        if line["kind"] == "SHORTENING_AGREED":
            same = shorter.setdefault((details["class"], details["base"], details["until"]), TwoPersons())
            if agree(same, line):
                longest, shortened, shorter = details, True, {}
    keeping = {"retention": longest["class"], "base": longest["base"], "until": longest["until"]} if longest else {
        "retention": "standard"}
    if shortened:
        keeping["shortened"] = True
    return dict(keeping, held=True) if held else keeping
