"""A dossier: checkpoint-format.md, "A dossier"."""

from .apikeys import check_api_keys
from .canonical import canonical, parsed
from .chains import chain_made, check_chain, check_uncovered
from .ed25519 import key_of, signed
from .fields import field, sha
from .files import opened
from .findings import findings, found
from .keys import Keys, sealed_by
from .limits import HOUR
from .restores import Endings, Restores
from .retention import check_erased
from .witness import check_receipts

DOSSIER = ["events.json", "timeline.html", "dossier.pdf", "checkpoints.json", "manifest.json", "manifest.sig"]


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
    check_erased({manifest["session"]: events["lines"]} if events["lines"] else {}, False)
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
