"""The keys that signed, and which can be trusted: checkpoint-format.md, "A checkpoint"."""

import re

from .canonical import canonical, spelled
from .ed25519 import Key, signed
from .fields import field
from .findings import found
from .limits import NEVER
from .lines import is_session, line_hash, place_of


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


def sealed_by(seal, keys):
    """The one of the keys that a seal names, compared whole."""
    if set(seal) != {"key", "publicKey", "signature"}:
        raise ValueError("a seal holds key, publicKey and signature")
    named = Key(bytes.fromhex(seal["publicKey"]))
    if named.id != seal["key"]:
        raise ValueError("a seal names another key than its own")
    return next((key for key in keys if key.public == named.public), None)


def check_revocations(chains, keys):
    """Where an access log says that a key was revoked, a document does."""
    for lines in chains.values():
        for line in lines:
            if line["kind"] == "CHECKPOINT_KEY_REVOKED" and not is_session(lines):
                details = canonical(line["details"])
                if keys.revoked.get(details["key"], NEVER) > int(details["from"]):
                    found("%s#%d says that a key was revoked, and no document does" % place_of(line))
