"""What heads repeat of lines: checkpoint-format.md, "Heads, rows and tombstones"."""

from .canonical import canonical
from .findings import found
from .keeping import kept

SPACES = {"double_room": "DOUBLE", "multi_room": "MULTI", "live_room": "LIVE",
          "webrtc_room": "WEB", "webexe_room": "WEB"}
LASTING = [300000, 900000, 3600000, 14400000, 86400000, 345600000, 1382400000, 5529600000]


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


HEADS_OF_SESSIONS = {"session_id", "family", "space", "room_id", "open_key", "group_key", "creator", "opened_millis", "activated_millis",
                     "closed_millis", "reason", "last_seq", "last_hash", "snapshot_seq", "covered_seq", "retention_class",
                     "base_millis", "until_millis", "held", "shortened", "lasted"}
HEADS_OF_ACCESS_LOGS = {"chain", "node", "started_millis", "last_seq", "last_hash", "covered_seq"}
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
