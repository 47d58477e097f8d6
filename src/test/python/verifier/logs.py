"""Access logs, each of which goes on from another one."""

from .canonical import canonical
from .findings import found


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
