"""Restored databases, and what was ended again after that: checkpoint-format.md, "A restored database"."""

from .canonical import canonical
from .fields import field, sha
from .findings import found


class Restores:
    """Documents about restored databases: nothing else excuses leaf lists that are gone."""

    def __init__(self, entries, keys, accepted):
        self.documents = [(canonical(entry["restored"]), entry) for entry in entries if "restored" in entry]
        self.keys, self.accepted, self.left = keys, accepted, list(self.documents)
        self.counted, self.excused, self.sessions = {-1: 0}, set(), 0

    def meet(self, body, good, count):
        """Judges those before a checkpoint, which must name them and no other."""
        self.counted[body["number"]] = count
        names = list(body.get("restored", []))
        for document, entry in list(self.left):
            name = sha(entry["restored"].encode("utf-8")).hex()
            if name in names:
                names.remove(name)
                self.left.remove((document, entry))
                self.judge(document, entry, body["number"] if good else None, body["previous"])
        if names:
            found("checkpoint %d names a restored database that no document tells of" % body["number"])

    def end(self, number, last):
        for document, entry in self.left:
            self.judge(document, entry, number, last)

    def signed(self, document, entry):
        message = field("rtcroom.restored") + field(1) + field(entry["restored"])
        return self.keys.signed_by(entry["by"], message, bytes.fromhex(entry["signature"]), document["number"])

    def judge(self, document, entry, number, previous):
        first, last = document["database"] + 1, document["file"]
        name = "checkpoint %d: the restore of %d-%d" % (document["number"], first, last)
        lost = self.counted.get(last, -1) - self.counted.get(first - 1, -1)
        if not (0 <= first <= last == document["number"] - 1 and document["number"] == number
                and document["hash"] == previous and document["sessions"] == lost and self.signed(document, entry)):
            found(name + " is forged")
            return
        for each in range(first, last + 1):
            if each not in self.excused:
                self.sessions += self.counted[each] - self.counted[each - 1]
        self.excused |= set(range(first, last + 1))
        if (first, last) not in self.accepted:
            found(name + " is not accepted: at most %d sessions are gone" % lost)


def ended_again(line):
    """Whether the service itself ended again what a restored database had brought back."""
    return canonical(line["details"]).get("keyId") == "restored"


class Endings:
    """Documents about what was ended for good, and the acts that ended it again after a restore."""

    def __init__(self, entries, keys, restores):
        self.known = []
        for entry in entries:
            if "ended" not in entry:
                continue
            document = canonical(entry["ended"])
            if ("chain" in document) == ("apiKey" in document):
                raise ValueError("it ends a key or parts of a chain")
            message = field("rtcroom.ended") + field(1) + field(entry["ended"])
            if not keys.signed_by(entry["by"], message, bytes.fromhex(entry["signature"]), document["number"]):
                found("the ending before checkpoint %d is forged" % document["number"])
            elif any(lost["database"] < document["number"] <= lost["number"] for lost, _ in restores.documents):
                self.known.append(document)

    def check(self, line, session):
        details = canonical(line["details"])
        good = False
        for document in self.known:
            if line["kind"] == "KEY_REVOKED" and not session:
                good = good or document.get("apiKey") == details["id"]
            elif line["kind"] == "ERASED":
                chain = line["chain"] if session else details["chain"]
                good = good or document.get("chain") == chain and set(details["lines"]) <= set(document["lines"])
        if not good:
            found("%s#%d ended again what was not ended before" % (line["chain"], line["seq"]))
