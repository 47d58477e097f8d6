"""What checkpoints count of nodes: checkpoint-format.md, "A checkpoint"."""

from .canonical import spelled
from .fields import ZEROS, field, sha
from .findings import found


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
