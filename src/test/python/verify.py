"""Verifies vectors, exports and dossiers, written from journal-format.md and checkpoint-format.md alone.

usage: verify.py vectors PAGE.md
       verify.py export PUBLIC.pem FILE.zip [WITNESS]
       verify.py dossier PUBLIC.pem FILE.zip
       verify.py each

Prints what is wrong, one finding per line, and ends with 0 if there is nothing, else with 1. "each" takes
one of the above after the other from standard input, a line with tabs between the arguments, and answers
each with its findings and a line "verdict 0" or "verdict 1". Shares
no code with the service and needs nothing but Python 3. Keeps everything in memory: it is for tests.
"""

import base64
import hashlib
import json
import re
import sys
import traceback
import zipfile

ENTRIES = [
    "export.json", "checkpoints.ndjson", "leaves.ndjson", "rows.ndjson", "heads.ndjson",
    "leaves-by-chain.ndjson", "tombstones.ndjson", "lines.ndjson",
]
DOSSIER = ["events.json", "timeline.html", "dossier.pdf", "checkpoints.json", "manifest.json", "manifest.sig"]
ZEROS = bytes(32)
SPACES = {"double_room": "DOUBLE", "multi_room": "MULTI", "live_room": "LIVE",
          "webrtc_room": "WEB", "webexe_room": "WEB"}
REASONS = {"api_key": "KEY_CREATED", "ban": "BANNED"}
ABOUT_THE_RECORD = {"INVITED", "STATEMENT_MADE", "ERASED", "HELD", "LIFT_AGREED", "RETENTION_SET",
                    "SHORTENING_AGREED"}
PREFIX = bytes.fromhex("302a300506032b6570032100")

findings = []


def found(text):
    findings.append(text)


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
    before = None
    for block in re.findall("```vector\n(.*?)```", open(page, encoding="utf-8").read(), re.S):
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
    if before is None or before["seq"] != 2:
        found("three vectors were expected")


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


def check_checkpoints(entries, leaves, given):
    """The good ones, their times by their numbers, and the keys that may sign tombstones."""
    key, previous, number, good = given, ZEROS.hex(), 0, {}
    revoked = {}
    keys = {given.id: given}
    judged_from = 0
    for entry in entries:
        if "keyChange" in entry:
            change = canonical(entry["keyChange"])
            new = Key(bytes.fromhex(change["newKey"]))
            message = field("rtcroom.key-change") + field(1) + field(entry["keyChange"])
            if change.get("lost") is True:
                if (new.id == change["new"] == given.id
                        and signed(new.public, message, bytes.fromhex(entry["newSignature"]))):
                    judged_from = change["number"]
                elif change["old"] == key.id:
                    found("key %s was lost at checkpoint %d" % (key.id, change["number"]))
            elif (change["old"] == key.id and change["new"] == new.id
                    and signed(key.public, message, bytes.fromhex(entry["oldSignature"]))
                    and signed(new.public, message, bytes.fromhex(entry["newSignature"]))):
                key = keys[new.id] = new
            else:
                found("key change to %s is forged" % change["new"])
        elif "keyRevoked" in entry:
            document = canonical(entry["keyRevoked"])
            by = keys.get(entry["by"])
            message = field("rtcroom.key-revoked") + field(1) + field(entry["keyRevoked"])
            if by and by.id != document["key"] and signed(by.public, message, bytes.fromhex(entry["signature"])):
                revoked[document["key"]] = document["from"]
            else:
                found("revocation of %s is forged" % document["key"])
    current = given
    changes = [(canonical(e["keyChange"])) for e in entries if "keyChange" in e]
    for entry in entries:
        if "body" not in entry:
            continue
        body = canonical(entry["body"])
        name = "checkpoint %d" % body["number"]
        for change in changes:
            if change["number"] <= body["number"] and change["new"] in keys:
                current = keys[change["new"]]
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
        if number >= judged_from and (
                body["key"] != current.id or not signed(current.public, message, signature)):
            found(name + " is not signed by the key in force")
        if body["number"] >= revoked.get(body["key"], body["number"] + 1):
            found(name + " is signed by a revoked key")
        own = [leaf["leaf"].encode("utf-8") for leaf in leaves if leaf["number"] == body["number"]]
        chains = [canonical(leaf.decode("utf-8"))["chain"] for leaf in own]
        if chains != sorted(set(chains)):
            found(name + " has unsorted leaves")
        if len(own) != body["leaves"] or root(own).hex() != body["root"]:
            found(name + " has other leaves")
        if len(findings) == complaints:
            good[body["number"]] = body["time"]
        previous, number = sha(message + field(signature)).hex(), body["number"] + 1
    if any(leaf["number"] >= number for leaf in leaves):
        found("there are leaves of no checkpoint")
    return good, {name: key for name, key in keys.items() if name not in revoked}


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
    group = None
    erased, members = False, set()
    for line in lines:
        details = canonical(line["details"])
        personal = canonical(line["personal"]) if "personal" in line else {}
        if line["kind"] in ("OPENING", "OPENED"):
            room = details["roomID"]
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
        after_closing = name == "group_key" and "closed_millis" in should and is_there == should["room_id"].lower()
        if is_there != should.get(name) and not after_closing:
            found("head of %s has another %s" % (lines[0]["chain"], name))


# Exports

def kept(lines):
    """What a leaf after these lines must say of how long the session is kept."""
    held, agreed, longest = False, set(), None
    shortened, shorter = False, {}
    for line in lines:
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


def check_chain(chain, lines, leaves, head, good):
    before, end = None, None
    session = bool(lines) and lines[0]["kind"] in ("OPENING", "OPENED")
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


def check_uncovered(chain, lines, covered, last_checkpoint):
    """A line so much older than the last good checkpoint should be covered by one."""
    late = [line for line in lines if line["seq"] > covered and line["atMillis"] < last_checkpoint - 3600000]
    if late:
        found("%s#%d claims to be older than the last checkpoint, which does not know it" % (chain, late[0]["seq"]))


def check_witness(file, entries, keys, exported_at):
    """What the witness holds, signed by a trusted key, must be in the history."""
    hashes = {canonical(entry["body"])["number"]: entry["hash"] for entry in entries if "body" in entry}
    for text in open(file, encoding="utf-8"):
        kept = parsed(text)
        if "body" not in kept:
            continue
        body, signature = canonical(kept["body"]), bytes.fromhex(kept["signature"])
        name = "checkpoint %d" % body["number"]
        message = field("rtcroom.checkpoint") + field(kept["format"]) + field(kept["body"])
        digest = sha(message + field(signature)).hex()
        if hashes.get(body["number"]) == digest:
            continue
        key = keys.get(body["key"])
        if key is None or digest != kept["hash"] or not signed(key.public, message, signature):
            found(name + " of the witness is forged")
        elif body["number"] in hashes:
            found(name + " is another one than the witness holds")
        elif body["time"] <= exported_at - 60000 or body["number"] < max(hashes, default=-1):
            found(name + " is held by the witness only")


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
            if line["kind"] == "ERASED":
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


def check_tombstone(stone, leaves, keys, good, rules):
    name = "tombstone of %s" % stone["chain"]
    body = canonical(stone["body"])
    message = field("rtcroom.tombstone") + field(1) + field(stone["body"])
    key = keys.get(stone["key"])
    if key is None or not signed(key.public, message, bytes.fromhex(stone["signature"])):
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
             for chain, own in access_logs.items() for line in own if line["kind"] == "RETENTION_RULE"]
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


def key_of(pem):
    der = re.search("-----BEGIN PUBLIC KEY-----(.*?)-----END", open(pem).read(), re.S).group(1)
    return Key(base64.b64decode(der))


def export(pem, file, witness=None):
    with zipfile.ZipFile(file) as archive:
        if archive.namelist() != ENTRIES:
            found("these are not the entries of an export")
            return
        series = {name: [parsed(line) for line in archive.read(name).decode("utf-8").split("\n") if line]
                  for name in ENTRIES}
    leaves = series["leaves.ndjson"]
    good, keys = check_checkpoints(series["checkpoints.ndjson"], leaves, key_of(pem))
    if sorted(map(spelled, leaves)) != sorted(map(spelled, series["leaves-by-chain.ndjson"])):
        found("the leaves by chain are others")
    lines = by_chain(series["lines.ndjson"], lambda line: line["chain"])
    covers = by_chain(series["leaves-by-chain.ndjson"], lambda leaf: canonical(leaf["leaf"])["chain"])
    heads = {head.get("session_id", head.get("chain")): head for head in series["heads.ndjson"]}
    buried = {stone["chain"]: stone for stone in series["tombstones.ndjson"]}
    about = series["export.json"][0]
    for chain in sorted(set(lines) | set(covers) | set(heads)):
        wanted = about["complete"] or chain in lines or chain in heads
        if wanted and chain not in buried:
            check_chain(chain, lines.get(chain, []), covers.get(chain, []), heads.get(chain), good)
            check_uncovered(chain, lines.get(chain, []), covered_seq(chain, covers, good),
                            max(good.values(), default=0))
    if witness:
        check_witness(witness, series["checkpoints.ndjson"], keys, about["time"])
    if about["complete"]:
        check_across_chains(lines, covers, heads, buried, keys, good)
    all_lines = {(line["chain"], line["seq"]): line for line in series["lines.ndjson"]}
    for row in series["rows.ndjson"]:
        check_row(row, all_lines)


# Dossiers

def keys_from(entries, given):
    """The keys that follow from the one given, by id, and from which checkpoint on each is in force."""
    reigns = [(0, given)]
    for entry in entries:
        if "keyChange" in entry:
            change = canonical(entry["keyChange"])
            new = Key(bytes.fromhex(change["newKey"]))
            message = field("rtcroom.key-change") + field(1) + field(entry["keyChange"])
            old = reigns[-1][1]
            if (change["old"] == old.id and signed(old.public, message, bytes.fromhex(entry["oldSignature"]))
                    and signed(new.public, message, bytes.fromhex(entry["newSignature"]))):
                reigns.append((change["number"], new))
            else:
                found("key change to %s is forged" % change["new"])
    return reigns


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


def dossier(pem, file):
    given = key_of(pem)
    with zipfile.ZipFile(file) as archive:
        if archive.namelist() != DOSSIER:
            found("these are not the entries of a dossier")
            return
        entries = {name: archive.read(name) for name in DOSSIER}
    checkpoints, manifest, seal, events = (
        parsed(entries[name].decode("utf-8"))
        for name in ("checkpoints.json", "manifest.json", "manifest.sig", "events.json"))
    reigns = keys_from(checkpoints["checkpoints"], given)
    message = field("rtcroom.dossier") + field(1) + field(entries["manifest.json"])
    sealer = {key.id: key for _, key in reigns}.get(seal["key"])
    if sealer is None or not signed(sealer.public, message, bytes.fromhex(seal["signature"])):
        found("the manifest is not signed by a key that follows from the one given")
    for name in DOSSIER[:4]:
        if manifest["entries"].get(name) != sha(entries[name]).hex():
            found(name + " is not what the manifest names")
    bodies = {}
    for entry in checkpoints["checkpoints"]:
        if "body" not in entry:
            continue
        body = canonical(entry["body"])
        key = [key for number, key in reigns if number <= body["number"]][-1]
        message = field("rtcroom.checkpoint") + field(entry["format"]) + field(entry["body"])
        signature = bytes.fromhex(entry["signature"])
        if (entry["hash"] == sha(message + field(signature)).hex() and body["key"] == key.id
                and signed(key.public, message, signature)):
            bodies[body["number"]] = body
        else:
            found("checkpoint %d is forged or changed" % body["number"])
    for proof in checkpoints["proofs"]:
        if not proved(proof, bodies):
            found("the proof for checkpoint %d leads nowhere" % proof["number"])
    leaves = [proof for proof in checkpoints["proofs"] if canonical(proof["leaf"])["chain"] == manifest["session"]]
    if any(line["chain"] != manifest["session"] for line in events["lines"]):
        found("there are lines of another session")
    check_chain(manifest["session"], events["lines"], leaves, events["head"], set(bodies))


def verdict(arguments):
    findings.clear()
    if arguments[0] == "vectors":
        vectors(arguments[1])
    elif arguments[0] == "dossier":
        dossier(arguments[1], arguments[2])
    else:
        try:
            export(*arguments[1:])
        except (ValueError, KeyError) as unreadable:
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
