"""Verifies vectors, exports and dossiers, written from journal-format.md and checkpoint-format.md alone.

usage: verify.py vectors PAGE.md
       verify.py export PUBLIC.pem FILE.zip|FOLDER [WITNESS] [--restored FIRST-LAST]... [--tsa-cert TSA.pem]
       verify.py dossier PUBLIC.pem FILE.zip|FOLDER [TSA.pem]
       verify.py each

Prints what is wrong, one finding per line, and ends with 0 if there is nothing, else with 1. "each" takes
one of the above after the other from standard input, a line with tabs between the arguments, and answers
each with its findings and a line "verdict 0" or "verdict 1". Shares
no code with the service and needs nothing but Python 3. Keeps everything in memory: it is for tests.
"""

import base64
import calendar
import datetime
import hashlib
import json
import os
import re
import sys
import traceback

import archive

sys.dont_write_bytecode = True
import timestamp

ENTRIES = [
    "export.json", "export.sig", "checkpoints.ndjson", "receipts.ndjson", "leaves.ndjson", "rows.ndjson",
    "heads.ndjson", "leaves-by-chain.ndjson", "tombstones.ndjson", "lines.ndjson",
]
DOSSIER = ["events.json", "timeline.html", "dossier.pdf", "checkpoints.json", "manifest.json", "manifest.sig"]
ZEROS = bytes(32)
HOUR = 3600000
SPACES = {"double_room": "DOUBLE", "multi_room": "MULTI", "live_room": "LIVE",
          "webrtc_room": "WEB", "webexe_room": "WEB"}
REASONS = {"api_key": "KEY_CREATED", "ban": "BANNED"}
ACTS_OF_SESSIONS = {"ERASURE_AGREED", "ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET", "SHORTENING_AGREED"}
ABOUT_THE_RECORD = {"INVITED", "STATEMENT_MADE"} | ACTS_OF_SESSIONS
ACTS_OF_ACCESS_LOGS = {"RETENTION_RULE", "ERASED", "LOG_ENDED", "BANNED", "UNBANNED", "RESTORED", "KEY_CREATED", "KEY_CONFIRMED",
                       "KEY_REVOKED"}
ALLOWED = {"ERASED": {"ADMIN"}, "ERASURE_AGREED": {"ADMIN"}, "KEY_CONFIRMED": {"ADMIN"}, "HELD": {"AUDITOR"}, "LIFT_AGREED": {"AUDITOR"}, "SHORTENING_AGREED": {"AUDITOR"},
           "RETENTION_SET": {"AUDITOR", "INTEGRATOR"}, "KEY_CREATED": {"ADMIN"}, "KEY_REVOKED": {"ADMIN"}}
SLACK = 3600000
STANDING = 180 * 24 * HOUR
# The columns by which lines are found: name, type of the statements that have it, places in the personal part.
COLUMNS_OF_SESSIONS = [("user_id", None, ["user", "actor.user"]), ("address", None, ["actor.address"]),
                       ("case_id", "case", ["data"])]
COLUMNS_OF_ACCESS_LOGS = [("user_id", None, ["actor.user", "user"]), ("address", None, ["actor.address", "address"])]
LASTING = [300000, 900000, 3600000, 14400000, 86400000, 345600000, 1382400000, 5529600000]
# Rows are read before lines, and clocks of nodes differ.
ROWS_SLACK = 120000
NEVER = 2**63 - 1
PREFIX = bytes.fromhex("302a300506032b6570032100")

findings = []


def found(text):
    findings.append(text)


def remark(text):
    """Worth knowing, but not wrong."""
    print("remark: " + text)


def sha(data):
    return hashlib.sha256(data).digest()


def field(data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    if isinstance(data, int):
        data = data.to_bytes(8, "big", signed=True)
    return len(data).to_bytes(4, "big") + data


# Ed25519, from the equations of RFC 8032, section 5.1

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


def add(p, q):
    """Adds two points in extended coordinates (X, Y, Z, T)."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * CURVE * p[3] * q[3] % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(n, p):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, p)
        p = add(p, p)
        n >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % PRIME == 0 and (p[1] * q[2] - q[1] * p[2]) % PRIME == 0


def point(data):
    """The point that 32 bytes stand for, or None."""
    number = int.from_bytes(data, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if x * x % PRIME != square or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def signed(public, message, signature):
    key = point(public)
    if key is None or len(signature) != 64:
        return False
    commitment, response = point(signature[:32]), int.from_bytes(signature[32:], "little")
    if commitment is None or response >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    return same(times(response, BASE), add(commitment, times(challenge % ORDER, key)))


class Key:
    def __init__(self, der):
        if der[:12] != PREFIX or len(der) != 44:
            raise ValueError("not an Ed25519 public key")
        self.public = der[12:]
        self.id = sha(der).hex()[:16]


# JSON

def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a name stands twice")
    return dict(pairs)


def parsed(text):
    return json.loads(text, object_pairs_hook=unique)


def spelled(value):
    """The one spelling of canonical JSON."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + re.sub("[\x00-\x1f]", lambda c: "\\u%04x" % ord(c.group()), text) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(spelled(name) + ":" + spelled(value[name]) for name in names) + "}"
    raise ValueError("no canonical form")


def canonical(text):
    value = parsed(text)
    if spelled(value) != text:
        raise ValueError("not in its canonical spelling")
    return value


# Lines

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


def vectors(page):
    before, text = None, open(page, encoding="utf-8").read()
    for block in re.findall("```(?:vector|act)\n(.*?)```", text, re.S):
        line = {}
        for row in block.strip("\n").split("\n"):
            name, _, value = row.partition("=")
            line[name.strip()] = value.strip()
        for name in ("format", "seq", "atMillis"):
            line[name] = int(line[name])
        canonical(line["details"])
        if line["personal"]:
            canonical(line["personal"])
        else:
            del line["personal"]
        check_line(line, before)
        before = line
    if before is None or before["seq"] != 3 or not is_act(before, True):
        found("three vectors and an act were expected")
        return
    keys = open(os.path.join(os.path.dirname(page), "checkpoint-format.md"), encoding="utf-8").read()
    public = Key(bytes.fromhex(re.search("public1 = (.*)", keys).group(1)))
    if not Keys([], public).signed_act(before, NEVER):
        found("the act is not signed")


# Checkpoints

def root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\x00" + leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha(b"\x01" + root(leaves[:half]) + root(leaves[half:]))


class Keys:
    """The keys that signed, one after the other, and which of them can be trusted: from the one given, by
    changes that the key before and the key after have signed, forward and back; not forward from a lost key."""

    def __init__(self, entries, given):
        self.changes = [entry for entry in entries if "keyChange" in entry]
        documents = [canonical(entry["keyChange"]) for entry in self.changes]
        first = documents[0]["old"] if documents else given.id
        key = given if first == given.id else None
        if key is None and documents and "oldKey" in documents[0]:
            key = Key(bytes.fromhex(documents[0]["oldKey"]))
            if key.id != first:
                raise ValueError("old is not the id of oldKey")
        self.reigns = [(first, key, 0)]
        for document in documents:
            new = Key(bytes.fromhex(document["newKey"]))
            if new.id != document["new"]:
                raise ValueError("new is not the id of newKey")
            self.reigns.append((new.id, new, document["number"]))
        self.revoked = {}
        self.given = next((index for index, (_, own, _) in enumerate(self.reigns)
                           if own and own.public == given.public), -1)
        self.trust(documents, True)
        for entry in entries:
            if "keyRevoked" in entry:
                self.revoke(entry)
        self.trust(documents, False)

    def trust(self, documents, tell):
        self.trusted = [False] * len(self.reigns)
        if self.given < 0:
            return
        self.trusted[self.given] = True
        for after in range(self.given + 1, len(self.reigns)):
            self.trusted[after] = self.trusted[after - 1] and self.leads(documents[after - 1], after, tell)
        for before in range(self.given - 1, -1, -1):
            self.trusted[before] = self.trusted[before + 1] and self.leads(documents[before], before + 1, tell)

    def leads(self, document, after, tell):
        entry, (old_id, old, since) = self.changes[after - 1], self.reigns[after - 1]
        message = field("rtcroom.key-change") + field(1) + field(entry["keyChange"])
        lost, forward = document.get("lost") is True, after > self.given
        new = self.reigns[after][1]
        twins = [own for name, own, _ in self.reigns if own and name == new.id and own.public != new.public]
        genuine = (document["old"] == old_id and document["number"] >= since and not twins
                   and (lost or old is None or signed(old.public, message, bytes.fromhex(entry["oldSignature"])))
                   and signed(self.reigns[after][1].public, message, bytes.fromhex(entry["newSignature"])))
        if not genuine and tell:
            found("key change to key %s is forged" % document["new"])
        if genuine and lost and forward and tell:
            found("key %s was lost at checkpoint %d" % (old_id, document["number"]))
        return genuine and not (forward and (lost or document["number"] >= self.revoked.get(old_id, NEVER)))

    def revoke(self, entry):
        document = canonical(entry["keyRevoked"])
        message = field("rtcroom.key-revoked") + field(1) + field(entry["keyRevoked"])
        for trusted, (name, key, _) in zip(self.trusted, self.reigns):
            if (trusted and key and name == entry["by"] and name != document["key"]
                    and signed(key.public, message, bytes.fromhex(entry["signature"]))):
                self.revoked[document["key"]] = min(document["from"], self.revoked.get(document["key"], NEVER))
                return
        found("revocation of %s is forged" % document["key"])

    def in_force(self, number):
        return [index for index, reign in enumerate(self.reigns) if index == 0 or reign[2] <= number][-1]

    def vouch(self, body, message, signature, followed):
        """Tells what is wrong with the signature of a checkpoint. One by an earlier key that is not at hand is vouched
        for by those that follow it, where all of them are there."""
        name, index = "checkpoint %d" % body["number"], self.in_force(body["number"])
        key_id, key, _ = self.reigns[index]
        if body["key"] != key_id or not self.trusted[index]:
            found(name + " is not signed by the key in force")
        elif body["number"] >= self.revoked.get(key_id, NEVER):
            found(name + " is signed by a revoked key")
        elif key is None and not followed:
            found(name + " is signed by a key that is not at hand")
        elif key and not signed(key.public, message, signature):
            found(name + " is not signed by the key in force")

    def signed(self, name, message, signature):
        """Whether a trusted key that was never revoked signed that."""
        for trusted, (key_id, key, _) in zip(self.trusted, self.reigns):
            if trusted and key and key_id == name:
                return name not in self.revoked and signed(key.public, message, signature)
        return False

    def sealing(self):
        """The keys that may seal files: trusted and never revoked."""
        return [key for trusted, (name, key, _) in zip(self.trusted, self.reigns)
                if trusted and key and name not in self.revoked]

    def signed_act(self, line, covered_by):
        """Whether an act has its signature: by a revoked key only what was covered before the revocation."""
        details = canonical(line["details"])
        name, text = details.pop("signedBy", ""), details.pop("signature", "")
        if not re.fullmatch("(?:[0-9a-f][0-9a-f])+", str(text)):
            return False
        signature = bytes.fromhex(text)
        message = field("rtcroom.act") + field(1) + field(line_hash(dict(line, details=spelled(details))))
        return self.signed_by(name, message, signature, covered_by)

    def signed_by(self, name, message, signature, covered_by):
        for index, (key_id, key, _) in enumerate(self.reigns):
            if self.trusted[index] and key_id == name:
                if covered_by >= self.revoked.get(name, NEVER + 1):
                    return False
                if key is None:
                    return index + 1 < len(self.reigns) and covered_by <= self.reigns[index + 1][2]
                return signed(key.public, message, signature)
        return False


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


class Nodes:
    """What checkpoints count of nodes. Each lists those whose access log has not ended; the others it carries on."""

    def __init__(self):
        self.counts, self.listed, self.carried, self.told = {}, {}, set(), None
        self.sessions = 0

    def meet(self, name, body, wrote, follows):
        listed = {node["node"]: node for node in body["nodes"]}
        left = [node for node in self.listed.values() if node.get("ended") and node["node"] not in listed]
        lacking = ({name for name, node in self.listed.items() if not node.get("ended")} | wrote) - set(listed)
        if lacking and follows:
            found("%s does not list node %s" % (name, min(lacking)))
        back = sorted(set(listed) & self.carried, key=lambda node: node.encode("utf-16-be"))
        told = self.told or {"nodes": 0, "sessions": 0, "hash": ZEROS.hex()}
        if left or back:
            moves = {"back": back, "left": sorted(left, key=lambda node: node["node"].encode("utf-16-be"))}
            hashed = field("rtcroom.carried") + field(bytes.fromhex(told["hash"])) + field(spelled(moves))
            gone = sum(node["sessions"] for node in left) - sum(self.counts[node]["sessions"] for node in back)
            self.told = {"nodes": told["nodes"] + len(left) - len(back), "sessions": told["sessions"] + gone,
                         "hash": sha(hashed).hex()}
        if follows and self.told != body.get("carried"):
            found("%s carries other nodes on than the one before" % name)
        self.told = body.get("carried", self.told)
        self.carried = (self.carried | {node["node"] for node in left}) - set(back)
        for node in listed.values():
            before = self.counts.get(node["node"], {"starts": 0, "sessions": 0})
            if node["starts"] < before["starts"] or node["sessions"] < before["sessions"]:
                found(name + " counts fewer than the one before")
            self.sessions += node["sessions"] - before["sessions"]
            self.counts[node["node"]] = node
        self.listed = listed

    def ended(self, node):
        return self.counts.get(node, {}).get("ended", False)


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


# Columns

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


# Acts

def is_session(lines):
    return bool(lines) and lines[0]["kind"] in ("OPENING", "OPENED")


def is_act(line, session):
    return line["kind"] in (ACTS_OF_SESSIONS if session else ACTS_OF_ACCESS_LOGS)


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


# Heads

def head_of(lines):
    """The columns, and whom the head may name as creator: where that was erased, nobody or a member."""
    first, last = lines[0], lines[-1]
    head = {"last_seq": last["seq"], "last_hash": last["hash"]}
    if first["kind"] not in ("OPENING", "OPENED"):
        head.update(chain=first["chain"], node=canonical(first["details"])["node"],
                    started_millis=first["atMillis"])
        return head, {None}
    head.update(session_id=first["chain"], snapshot_seq=0)
    group, unnamed = None, False
    erased, members = False, set()
    for line in lines:
        details = canonical(line["details"])
        personal = canonical(line["personal"]) if "personal" in line else {}
        if line["kind"] in ("OPENING", "OPENED"):
            unnamed = unnamed or "personal" not in line
            pseudonym = details["roomPseudonym"]
            room = pseudonym if unnamed else personal["roomID"]
            group = details["group"]
            head.update(family=details["family"], room_id=room, space=SPACES[details["family"]],
                        opened_millis=line["atMillis"])
            head["open_key"] = head["space"] + "/" + room.lower()
            erased = erased or "personal" not in line
            if "creator" in personal:
                head.setdefault("creator", personal["creator"])
        if line["kind"] == "JOINED":
            head.setdefault("activated_millis", line["atMillis"])
            erased = erased or "creator" not in head and "personal" not in line
            if "user" in personal:
                head.setdefault("creator", personal["user"])
                members.add(personal["user"])
        if line["kind"] == "SNAPSHOT":
            head["snapshot_seq"] = line["seq"]
            if erased and "personal" in line:
                erased = False
                head["creator"] = personal.get("owner")
        if line["kind"] == "CLOSED":
            head.update(closed_millis=line["atMillis"], reason=details["reason"])
            del head["open_key"]
    keeping = kept(lines)
    head["retention_class"] = keeping["retention"]
    head.update({name + "_millis": keeping[name] for name in ("base", "until") if name in keeping})
    head.update({name: "true" if keeping.get(name) else "false" for name in ("held", "shortened")})
    if "closed_millis" in head:
        lasted = head["closed_millis"] - head["opened_millis"]
        head["lasted"] = len([bound for bound in LASTING if bound <= lasted])
    if group == "SERVER" and "closed_millis" not in head:
        head["group_key"] = head["room_id"].lower()
    return head, ({None} | members if erased else {head.get("creator")})


JUDGED = {"session_id", "chain", "node", "started_millis", "last_seq", "last_hash", "family", "room_id", "space",
          "opened_millis", "activated_millis", "closed_millis", "reason", "snapshot_seq", "open_key",
          "group_key", "creator", "retention_class", "base_millis", "until_millis", "held", "shortened", "lasted"}


def check_head(head, lines):
    should, creators = head_of(lines)
    for name in sorted(JUDGED):
        is_there = head.get(name)
        if name == "creator" and is_there in creators:
            continue
        after_closing = (name == "group_key" and "closed_millis" in should and not should["room_id"].startswith("~")
                         and is_there == should["room_id"].lower())
        if is_there != should.get(name) and not after_closing:
            found("head of %s has another %s" % (lines[0]["chain"], name))


# Exports

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


def witnessed(file):
    """The checkpoints in a copy of the file outside, in order, and how many of its lines are no entries."""
    checkpoints, unusable, highest = [], 0, -1
    try:
        lines = plain_text(file).split("\n")
    except ValueError:
        return [], 1
    for line in filter(None, (line.removesuffix("\r") for line in lines)):
        try:
            entry = parsed(line)
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


def named(row):
    return (row.get("line", {}).get("chain"), row.get("line", {}).get("seq"))


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


def place_of(line):
    return line["chain"], line["seq"]


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


def covered_seq(chain, covers, good):
    return max([canonical(leaf["leaf"])["lastSeq"] for leaf in covers.get(chain, []) if leaf["number"] in good],
               default=-1)


def check_erased(lines):
    """Whatever is gone must be named by a line: of a session in its own chain, else in an access log."""
    told = set()
    sessions = {chain for chain, own in lines.items() if own[0]["kind"] in ("OPENING", "OPENED")}
    for chain, own in lines.items():
        for line in own:
            if line["kind"] == "ERASED" and not line.get("void"):
                details = canonical(line["details"])
                about = chain if chain in sessions else details["chain"]
                if about == chain or about not in sessions:
                    told |= {(about, seq) for seq in details["lines"]}
    for chain, own in lines.items():
        for line in own:
            if line["commitment"] and "personal" not in line and (chain, line["seq"]) not in told:
                found("%s#%d lost its personal part without a reason" % (chain, line["seq"]))


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
    rule = rule_in_force(rules, retention, leaf.get("family"), at)
    if (rule is None or rule["place"] != (claim["rule"]["chain"], claim["rule"]["seq"]) or not rule["covered"]
            or rule["details"].get("family") != claim.get("family") or any(rule["details"].get(one) != claim.get(one) for one in ("period", "years"))):
        found(name + " names a rule that was not valid")


def check_access_logs(lines, ends):
    """Each access log goes on from the end that it names, and where one was cut the next is there."""
    for chain, own in lines.items():
        details = canonical(own[0]["details"])
        if own[0]["kind"] == "CONTINUED" or (own[0]["kind"] == "STARTED" and "previousChain" in details):
            end = ends.get(details["previousChain"])
            named = (details["previousSeq"], details["previousHash"])
            if end is None or end["place"] != named or end["next"] not in (None, chain):
                found("%s goes on from another end" % chain)
        if own[-1]["kind"] == "CUT" and canonical(own[-1]["details"])["nextChain"] not in ends:
            found("%s was cut for a chain that is gone" % chain)


def check_log_ends(lines, covers, buried, counts):
    """Where checkpoints say that the log of a node has ended, the last line of its last log that they cover says so."""
    last = {}
    for chain in sorted(set(lines) | set(buried)):
        own = lines.get(chain)
        if own and own[0]["kind"] not in ("OPENING", "OPENED"):
            last[canonical(own[0]["details"])["node"]] = own
        elif chain in buried and covers.get(chain):
            last.pop(canonical(covers[chain][-1]["leaf"]).get("node"), None)
    for node, own in last.items():
        over = own[-1]["kind"] == "LOG_ENDED" and not own[-1].get("void")
        if counts.ended(node) and covers.get(own[0]["chain"]) and not over:
            found("the log of node %s did not end" % node)


def by_chain(records, chain_of):
    chains = {}
    for record in records:
        chains.setdefault(chain_of(record), []).append(record)
    return chains


def check_order(series):
    """Each series stands in the order that the format says, so that another reader joins the same records."""
    orders = {
        "receipts.ndjson": lambda record: record["number"],
        "leaves.ndjson": lambda record: record["number"],
        "rows.ndjson": lambda record: record.get("line", {}).get("chain", ""),
        "heads.ndjson": lambda record: record.get("session_id", record.get("chain")),
        "leaves-by-chain.ndjson": lambda record: canonical(record["leaf"])["chain"],
        "tombstones.ndjson": lambda record: record["chain"],
        "lines.ndjson": lambda record: record["chain"],
    }
    for name, key in orders.items():
        keys = [key(record) for record in series[name]]
        if keys != sorted(keys):
            found(name + " is not in order")


def check_across_chains(lines, covers, heads, buried, keys, good):
    access_logs = {chain: own for chain, own in lines.items() if own[0]["kind"] not in ("OPENING", "OPENED")}
    rules = [{"place": (chain, line["seq"]), "at": line["atMillis"], "details": canonical(line["details"]),
              "covered": line["seq"] <= covered_seq(chain, covers, good)}
             for chain, own in access_logs.items() for line in own if line["kind"] == "RETENTION_RULE" and not line.get("void")]
    remark_shortened(rules)
    ends = {chain: {"place": (own[-1]["seq"], own[-1]["hash"]),
                    "next": canonical(own[-1]["details"]).get("nextChain")} for chain, own in access_logs.items()}
    for chain, stone in buried.items():
        if chain in lines or chain in heads:
            found("%s is still there, or part of it" % chain)
        check_tombstone(stone, covers.get(chain, []), keys, good, rules)
        if covers.get(chain):
            leaf = canonical(covers[chain][-1]["leaf"])
            ends[chain] = {"place": (leaf["lastSeq"], leaf["lastHash"]), "next": None}
    check_periods(lines, rules)
    check_access_logs(access_logs, ends)
    check_erased(lines)


def plain_text(file):
    """A text without a byte order mark, also out of UTF-16."""
    with open(file, "rb") as opened:
        data = opened.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if data[:2] in (b"{\0", b"-\0"):
        return data.decode("utf-16-le")
    if data[:2] in (b"\0{", b"\0-"):
        return data.decode("utf-16-be")
    return data.decode("utf-8-sig")


def key_of(pem):
    blocks = re.findall("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----", plain_text(pem))
    if len(blocks) != 1:
        raise ValueError("the key file does not hold one public key")
    return Key(base64.b64decode(re.sub(r"\s", "", blocks[0]), validate=True))


def opened(file, sort):
    """The entries of a file of that sort."""
    entries, as_downloaded = archive.read(file, sort)
    if not as_downloaded:
        print("remark: it was packed anew or unpacked since it was downloaded")
    return entries


def records(data):
    """The JSON objects of a series, each on a line of its own that has an end."""
    lines = data.decode("utf-8").split("\n")
    if lines.pop():
        raise ValueError("the last line has no end")
    return [parsed(line) for line in lines]


def check_about(about, entries, checkpoints, keys):
    """A key that is trusted must have signed what an export says of itself, and it must be of this one."""
    seal = parsed(entries["export.sig"].decode("utf-8"))
    sealer = sealed_by(seal, keys.sealing())
    message = field("rtcroom.export") + field(1) + field(entries["export.json"])
    if sealer is None or not signed(sealer.public, message, bytes.fromhex(seal["signature"])):
        found("export.json is not signed by a key that follows from the one given")
    last = max((canonical(entry["body"])["number"] for entry in checkpoints if "body" in entry), default=-1)
    if about["lastCheckpoint"] != last:
        found("export.json says that checkpoint %d is the last one, it is %d" % (about["lastCheckpoint"], last))


def export(pem, file, *more):
    witness, authority, accepted, more = None, None, set(), list(more)
    while more:
        argument = more.pop(0)
        if argument == "--restored":
            accepted.add(tuple(map(int, more.pop(0).split("-"))))
        elif argument == "--tsa-cert":
            authority = more.pop(0)
        else:
            witness = argument
    entries = opened(file, ENTRIES)
    series = {name: records(entries[name]) for name in ENTRIES[2:]}
    about = canonical(entries["export.json"].decode("utf-8"))
    if about["format"] != 1 or about["complete"] != (not {"from", "to", "activeFrom", "activeTo"} & set(about)):
        raise ValueError("export.json contradicts itself")
    check_order(series)
    leaves = series["leaves.ndjson"]
    keys = Keys(series["checkpoints.ndjson"], key_of(pem))
    restores = Restores(series["checkpoints.ndjson"], keys, accepted)
    endings = Endings(series["checkpoints.ndjson"], keys, restores)
    counts = Nodes()
    good = check_checkpoints(series["checkpoints.ndjson"], leaves, keys, restores, counts)
    covered = {leaf["chain"] for leaf in (canonical(record["leaf"]) for record in leaves) if leaf["type"] == "session"}
    if not 0 <= counts.sessions - len(covered) <= restores.sessions:
        found("leaves are of %d sessions, checkpoints count %d" % (len(covered), counts.sessions))
    if sorted(map(spelled, leaves)) != sorted(map(spelled, series["leaves-by-chain.ndjson"])):
        found("the leaves by chain are others")
    lines = by_chain(series["lines.ndjson"], lambda line: line["chain"])
    covers = by_chain(series["leaves-by-chain.ndjson"], lambda leaf: canonical(leaf["leaf"])["chain"])
    heads = {head.get("session_id", head.get("chain")): head for head in series["heads.ndjson"]}
    buried = {stone["chain"]: stone for stone in series["tombstones.ndjson"]}
    check_about(about, entries, series["checkpoints.ndjson"], keys)
    for chain in sorted(set(lines) | set(covers) | set(heads)):
        wanted = about["complete"] or chain in lines or chain in heads
        if wanted and chain not in buried:
            check_chain(chain, lines.get(chain, []), covers.get(chain, []), heads.get(chain), good, keys)
            check_uncovered(chain, lines.get(chain, []), covered_seq(chain, covers, good),
                            max(good.values(), default=0), about["time"])
    hashes = {body["number"]: entry["hash"] for entry, body in checkpoints_of(series["checkpoints.ndjson"])
              if body["number"] in good}
    check_receipts(series["receipts.ndjson"], series["checkpoints.ndjson"], hashes, authority)
    if witness:
        check_witness(witness, series["checkpoints.ndjson"], keys, about["time"])
    if about["complete"]:
        check_across_chains(lines, covers, heads, buried, keys, good)
        check_log_ends(lines, covers, buried, counts)
    demo = any(canonical(entry["body"])["mode"] != "production"
               for entry in series["checkpoints.ndjson"] if "body" in entry)
    present = [own for chain, own in sorted(lines.items()) if chain not in buried]
    check_api_keys(present, about["complete"], demo, endings)
    if about["complete"]:
        check_confirmed(present, demo)
    all_lines = {(line["chain"], line["seq"]): line for line in series["lines.ndjson"]}
    rows = check_rows(series["rows.ndjson"], all_lines)
    if about["complete"]:
        acts = [line for chain, own in sorted(lines.items()) if not is_session(own)
                for line in own if is_act(line, False) and not line.get("void")]
        check_demanded(rows, acts, about["time"])


# Dossiers

def root_of(leaf, index, size, path):
    """Where an inclusion proof of RFC 6962, section 2.1.1, leads to."""
    if size == 1:
        if path:
            raise ValueError("the path is too long")
        return sha(b"\x00" + leaf)
    if not path:
        raise ValueError("the path is too short")
    half = 1
    while half * 2 < size:
        half *= 2
    if index < half:
        return sha(b"\x01" + root_of(leaf, index, half, path[:-1]) + path[-1])
    return sha(b"\x01" + path[-1] + root_of(leaf, index - half, size - half, path[:-1]))


def proved(proof, bodies):
    body = bodies.get(proof["number"])
    if body is None or not 0 <= proof["index"] < proof["size"] or proof["size"] != body["leaves"]:
        return False
    try:
        path = [bytes.fromhex(node) for node in proof["path"]]
        return root_of(proof["leaf"].encode("utf-8"), proof["index"], proof["size"], path).hex() == body["root"]
    except ValueError:
        return False


def sealed_by(seal, keys):
    """The one of the keys that a seal names, compared whole."""
    if set(seal) != {"key", "publicKey", "signature"}:
        raise ValueError("a seal holds key, publicKey and signature")
    named = Key(bytes.fromhex(seal["publicKey"]))
    if named.id != seal["key"]:
        raise ValueError("a seal names another key than its own")
    return next((key for key in keys if key.public == named.public), None)


def line_of(entry):
    """An entry as it stands in the copy outside the database."""
    return "{%s}" % ",".join(spelled(name) + ":" + spelled(value) for name, value in entry.items())


def checkpoints_of(entries):
    """Those of the entries that are checkpoints, and their bodies."""
    return [(entry, canonical(entry["body"])) for entry in entries if "body" in entry]


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


def dossier(pem, file, authority=None):
    given = key_of(pem)
    entries = opened(file, DOSSIER)
    checkpoints, manifest, seal, events = (
        parsed(entries[name].decode("utf-8"))
        for name in ("checkpoints.json", "manifest.json", "manifest.sig", "events.json"))
    keys = Keys(checkpoints["checkpoints"], given)
    message = field("rtcroom.dossier") + field(1) + field(entries["manifest.json"])
    sealer = sealed_by(seal, keys.sealing())
    if sealer is None or not signed(sealer.public, message, bytes.fromhex(seal["signature"])):
        found("the manifest is not signed by a key that follows from the one given")
    for name in DOSSIER[:4]:
        if manifest["entries"].get(name) != sha(entries[name]).hex():
            found(name + " is not what the manifest names")
    restores = Restores(checkpoints["checkpoints"], keys, set())
    endings = Endings(checkpoints["checkpoints"], keys, restores)
    for document, entry in restores.documents:
        if not restores.signed(document, entry):
            found("the restore before checkpoint %d is forged" % document["number"])
    bodies, hashes_of_good = {}, {}
    for entry in checkpoints["checkpoints"]:
        if "body" not in entry:
            continue
        body = canonical(entry["body"])
        message = field("rtcroom.checkpoint") + field(entry["format"]) + field(entry["body"])
        signature = bytes.fromhex(entry["signature"])
        complaints = len(findings)
        keys.vouch(body, message, signature, False)
        if entry["hash"] != sha(message + field(signature)).hex():
            found("checkpoint %d was changed" % body["number"])
        if len(findings) == complaints:
            bodies[body["number"]] = body
            hashes_of_good[body["number"]] = entry["hash"]
    for missing in checkpoints["missing"]:
        if missing["lost"] is not True:
            found("checkpoint %d lacks a leaf that may have been of the session" % missing["number"])
    check_receipts(checkpoints["witness"], checkpoints["checkpoints"], hashes_of_good, authority)
    for proof in checkpoints["proofs"]:
        if not proved(proof, bodies):
            found("the proof for checkpoint %d leads nowhere" % proof["number"])
    leaves = [proof for proof in checkpoints["proofs"] if canonical(proof["leaf"])["chain"] == manifest["session"]]
    if any(line["chain"] != manifest["session"] for line in events["lines"]):
        found("there are lines of another session")
    check_chain(manifest["session"], events["lines"], leaves, events["head"], set(bodies), keys)
    check_api_keys([events["lines"]], False, manifest["mode"] != "production", endings)
    hashes = [line["hash"] for line in events["lines"]]
    contents = [canonical(proof["leaf"]) for proof in leaves if proved(proof, bodies)]
    covered = max([content["lastSeq"] for content in contents
                   if hashes[content["lastSeq"]:content["lastSeq"] + 1] == [content["lastHash"]]], default=-1)
    now = max([manifest["time"]] + [body["time"] for body in bodies.values()])
    check_uncovered(manifest["session"], events["lines"], covered, now, manifest["time"])
    if covered < 0 and chain_made(manifest["session"], now) < now - HOUR:
        found("%s is so old by its id that a checkpoint should cover it" % manifest["session"])
    if events["head"].get("covered_seq", covered + 1) > covered:
        found("checkpoints once covered more of %s than line %d" % (manifest["session"], covered))


def verdict(arguments):
    findings.clear()
    try:
        {"vectors": vectors, "dossier": dossier, "export": export}[arguments[0]](*arguments[1:])
    except (ValueError, KeyError, TypeError, OSError) as unreadable:
        found("cannot be read: %r" % unreadable)
    for text in findings:
        print(text)
    return 1 if findings else 0


def each():
    for line in sys.stdin:
        code = 1
        try:
            code = verdict(line.rstrip("\n").split("\t"))
        except Exception:
            traceback.print_exc(file=sys.stdout)
        print("verdict %d" % code, flush=True)


if __name__ == "__main__":
    sys.exit(each() if sys.argv[1:] == ["each"] else verdict(sys.argv[1:]))
