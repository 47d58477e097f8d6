"""Verifies vectors, exports and dossiers, written from journal-format.md and checkpoint-format.md alone.

usage: verify.py vectors PAGE.md
       verify.py export PUBLIC.pem FILE.zip|FOLDER [WITNESS] [--restored FIRST-LAST]...
       verify.py dossier PUBLIC.pem FILE.zip|FOLDER [TSA.pem]
       verify.py each

Prints what is wrong, one finding per line, and ends with 0 if there is nothing, else with 1. "each" takes
one of the above after the other from standard input, a line with tabs between the arguments, and answers
each with its findings and a line "verdict 0" or "verdict 1". Shares
no code with the service and needs nothing but Python 3. Keeps everything in memory: it is for tests.
"""

import base64
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
    "export.json", "export.sig", "checkpoints.ndjson", "leaves.ndjson", "rows.ndjson", "heads.ndjson",
    "leaves-by-chain.ndjson", "tombstones.ndjson", "lines.ndjson",
]
DOSSIER = ["events.json", "timeline.html", "dossier.pdf", "checkpoints.json", "manifest.json", "manifest.sig"]
ZEROS = bytes(32)
HOUR = 3600000
SPACES = {"double_room": "DOUBLE", "multi_room": "MULTI", "live_room": "LIVE",
          "webrtc_room": "WEB", "webexe_room": "WEB"}
REASONS = {"api_key": "KEY_CREATED", "ban": "BANNED"}
ABOUT_THE_RECORD = {"INVITED", "STATEMENT_MADE", "ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET",
                    "SHORTENING_AGREED"}
ACTS_OF_SESSIONS = {"ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET", "SHORTENING_AGREED"}
ACTS_OF_ACCESS_LOGS = {"RETENTION_RULE", "ERASED", "BANNED", "UNBANNED", "RESTORED", "KEY_CREATED", "KEY_REVOKED"}
ALLOWED = {"ERASED": {"ADMIN"}, "HELD": {"AUDITOR"}, "LIFT_AGREED": {"AUDITOR"}, "SHORTENING_AGREED": {"AUDITOR"},
           "RETENTION_SET": {"AUDITOR", "INTEGRATOR"}, "KEY_CREATED": {"ADMIN"}, "KEY_REVOKED": {"ADMIN"}}
SLACK = 3600000
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


def check_checkpoints(entries, leaves, keys, restores):
    """The good ones, their times by their numbers, and how many sessions the last one counts."""
    previous, number, good, counts, leafless = ZEROS.hex(), 0, {}, {}, []
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
        for node in body["nodes"]:
            before = counts.get(node["node"], (0, 0))
            counts[node["node"]] = (node["starts"], node["sessions"])
            if node["starts"] < before[0] or node["sessions"] < before[1]:
                found(name + " counts fewer than the one before")
        fine = len(findings) == complaints
        restores.meet(body, fine, sum(count for _, count in counts.values()))
        if fine:
            good[body["number"]] = body["time"]
        previous, number = sha(message + field(signature)).hex(), body["number"] + 1
    if any(leaf["number"] >= number for leaf in leaves):
        found("there are leaves of no checkpoint")
    restores.end(number, previous)
    for missing in leafless:
        if missing not in restores.excused:
            found("the leaves of checkpoint %d are gone" % missing)
    return good, sum(count for _, count in counts.values())


# Acts

def is_session(lines):
    return bool(lines) and lines[0]["kind"] in ("OPENING", "OPENED")


def is_act(line, session):
    return line["kind"] in (ACTS_OF_SESSIONS if session else ACTS_OF_ACCESS_LOGS)


def check_acts(lines, leaves, good, keys):
    """Marks those that are void."""
    session, closed = is_session(lines), False
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
            if not closed or keeping.get("held") or keeping.get("until", 0) > line["atMillis"]:
                found(place + " erased what had to be kept")


def check_api_keys(chains, complete, demo):
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
            if line["kind"] in ALLOWED and not line["void"]:
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
    if group == "SERVER" and "closed_millis" not in head:
        head["group_key"] = head["room_id"].lower()
    return head, ({None} | members if erased else {head.get("creator")})


JUDGED = {"session_id", "chain", "node", "started_millis", "last_seq", "last_hash", "family", "room_id", "space",
          "opened_millis", "activated_millis", "closed_millis", "reason", "snapshot_seq", "open_key",
          "group_key", "creator"}


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

def kept(lines):
    """What a leaf after these lines must say of how long the session is kept."""
    held, agreed, longest = False, set(), None
    shortened, shorter = False, {}
    for line in lines:
        if line.get("void") and line["kind"] != "HELD":
            continue
        details = canonical(line["details"])
        if line["kind"] == "HELD":
            held, agreed = True, set()
        if line["kind"] == "LIFT_AGREED":
            agreed.add(details["keyId"])
            held = held and len(agreed) < 2
        if line["kind"] == "RETENTION_SET":
            shorter = {}
            if longest is None or details["until"] > longest["until"]:
                longest = details
        if line["kind"] == "SHORTENING_AGREED":
            same = shorter.setdefault((details["class"], details["base"], details["until"]), set())
            same.add(details["keyId"])
            if len(same) == 2:
                longest, shortened, shorter = details, True, {}
    keeping = {"retention": longest["class"], "base": longest["base"], "until": longest["until"]} if longest else {
        "retention": "standard"}
    if shortened:
        keeping["shortened"] = True
    return dict(keeping, held=True) if held else keeping


def check_chain(chain, lines, leaves, head, good, keys):
    before, end = None, None
    session = is_session(lines)
    check_acts(lines, leaves, good, keys)
    for line in lines:
        check_line(line, before)
        if end and not (session and line["kind"] in ABOUT_THE_RECORD):
            found("%s#%d stands after the end" % (chain, line["seq"]))
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
                canonical(next(entry[name] for name in ("keyChange", "restored", "keyRevoked") if name in entry))
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
    line = lines.get((row.get("line", {}).get("chain"), row.get("line", {}).get("seq")))
    if line is None or line["kind"] != REASONS.get(row["table"]):
        found("row %s %s has no line" % (row["table"], row["key"]))
        return
    details = canonical(line["details"])
    personal = canonical(line["personal"]) if "personal" in line else row["values"]
    if any({**personal, **details}.get(name) != value for name, value in row["values"].items()):
        found("row %s %s has another line" % (row["table"], row["key"]))


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


def rule_in_force(rules, retention, family, at):
    """The newest rule for the family, else the newest for all."""
    for wanted in ([family] if family else []) + [None]:
        fitting = [rule for rule in rules if rule["details"]["retention"] == retention
                   and rule["details"].get("family") == wanted and rule["at"] <= at]
        newest = max(fitting, key=lambda rule: rule["at"], default=None)
        if newest and "period" in newest["details"]:
            return newest
    return None


def remark_shortened(rules):
    """A class that is kept shorter than before: by the family's own rule, else by that for all."""
    newest = {}
    for rule in sorted(rules, key=lambda rule: (rule["at"], rule["place"])):
        retention, family = rule["details"]["retention"], rule["details"].get("family")
        own, of_all = newest.get((retention, family)), newest.get((retention, None)) if family else None
        before = of_all if of_all and of_all["place"][0] != rule["place"][0] else None

        def period(*candidates):
            given = [one["details"]["period"] for one in candidates if one and "period" in one["details"]]
            return given[0] if given else float("inf")

        if (own or before) and period(rule, of_all) < period(own, before):
            remark("RULE_SHORTENED %s#%d" % rule["place"])
        newest[retention, family] = rule


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
    if body["at"] <= covered_at or body["at"] - base < body["period"] or body["at"] < leaf.get("until", base):
        found(name + " came too early")
    if body["retention"] != leaf.get("retention", "access-log") or body.get("family") not in (None, leaf.get("family")):
        found(name + " names a rule for others")
    check_claim(name, body["retention"], body, leaf, body["at"], rules)
    if leaf["type"] == "session" and not leaf.get("shortened"):
        standard = body if leaf["retention"] == "standard" else body.get("standard")
        if standard is None:
            found(name + " names no rule for all sessions")
            return
        if body["at"] - leaf.get("closed", covered_at) < standard["period"]:
            found(name + " came too early for a session")
        check_claim(name, "standard", standard, leaf, body["at"], rules)


def check_claim(name, retention, claim, leaf, at, rules):
    rule = rule_in_force(rules, retention, leaf.get("family"), at)
    if (rule is None or rule["place"] != (claim["rule"]["chain"], claim["rule"]["seq"]) or not rule["covered"]
            or rule["details"].get("family") != claim.get("family") or rule["details"]["period"] != claim["period"]):
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


def by_chain(records, chain_of):
    chains = {}
    for record in records:
        chains.setdefault(chain_of(record), []).append(record)
    return chains


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
    witness, accepted, more = None, set(), list(more)
    while more:
        argument = more.pop(0)
        if argument == "--restored":
            accepted.add(tuple(map(int, more.pop(0).split("-"))))
        else:
            witness = argument
    entries = opened(file, ENTRIES)
    series = {name: records(entries[name]) for name in ENTRIES[2:]}
    about = canonical(entries["export.json"].decode("utf-8"))
    if about["format"] != 1 or about["complete"] != (not {"from", "to", "activeFrom", "activeTo"} & set(about)):
        raise ValueError("export.json contradicts itself")
    leaves = series["leaves.ndjson"]
    keys = Keys(series["checkpoints.ndjson"], key_of(pem))
    restores = Restores(series["checkpoints.ndjson"], keys, accepted)
    good, sessions = check_checkpoints(series["checkpoints.ndjson"], leaves, keys, restores)
    covered = {leaf["chain"] for leaf in (canonical(record["leaf"]) for record in leaves) if leaf["type"] == "session"}
    if not 0 <= sessions - len(covered) <= restores.sessions:
        found("leaves are of %d sessions, checkpoints count %d" % (len(covered), sessions))
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
    if witness:
        check_witness(witness, series["checkpoints.ndjson"], keys, about["time"])
    if about["complete"]:
        check_across_chains(lines, covers, heads, buried, keys, good)
    demo = any(canonical(entry["body"])["mode"] != "production"
               for entry in series["checkpoints.ndjson"] if "body" in entry)
    check_api_keys([own for chain, own in sorted(lines.items()) if chain not in buried], about["complete"], demo)
    all_lines = {(line["chain"], line["seq"]): line for line in series["lines.ndjson"]}
    for row in series["rows.ndjson"]:
        check_row(row, all_lines)


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


def check_witness_answers(checkpoints, good, authority):
    """An answer is to the good checkpoint whose hash it names; one of an authority is a stamp over its line."""
    lines = {entry["hash"]: line_of(entry) for entry in checkpoints["checkpoints"] if "body" in entry}
    given = timestamp.certificates(authority) if authority else []
    stamps = 0
    for receipt in checkpoints["witness"]:
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
    check_witness_answers(checkpoints, hashes_of_good, authority)
    for proof in checkpoints["proofs"]:
        if not proved(proof, bodies):
            found("the proof for checkpoint %d leads nowhere" % proof["number"])
    leaves = [proof for proof in checkpoints["proofs"] if canonical(proof["leaf"])["chain"] == manifest["session"]]
    if any(line["chain"] != manifest["session"] for line in events["lines"]):
        found("there are lines of another session")
    check_chain(manifest["session"], events["lines"], leaves, events["head"], set(bodies), keys)
    check_api_keys([events["lines"]], False, manifest["mode"] != "production")
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
