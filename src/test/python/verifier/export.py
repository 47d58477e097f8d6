"""An export: checkpoint-format.md, "An export"."""

from .apikeys import check_api_keys, check_confirmed
from .canonical import canonical, only, parsed, spelled
from .chains import check_chain, check_uncovered, covered_seq
from .checkpoints import check_checkpoints, checkpoints_of, entry_of_copy
from .ed25519 import key_of, signed
from .fields import field
from .files import opened, records
from .findings import found
from .heads import HEADS_OF_ACCESS_LOGS, HEADS_OF_SESSIONS
from .keys import Keys, check_revocations, sealed_by
from .limits import HOUR, NEVER
from .lines import by_chain, is_act, is_session
from .logs import check_access_logs, check_log_ends
from .nodes import Nodes
from .restores import Endings, Restores
from .retention import check_erased, check_periods, check_tombstone, remark_shortened
from .rows import check_demanded, check_rows
from .witness import check_receipts, check_witness

ENTRIES = [
    "export.json", "export.sig", "checkpoints.ndjson", "receipts.ndjson", "leaves.ndjson", "rows.ndjson",
    "heads.ndjson", "leaves-by-chain.ndjson", "tombstones.ndjson", "lines.ndjson",
]


NAMES = {
    "receipts.ndjson": {"answer", "at", "hash", "number", "witness"},
    "leaves.ndjson": {"number", "leaf"},
    "rows.ndjson": {"table", "key", "line", "values"},
    "leaves-by-chain.ndjson": {"number", "leaf"},
    "tombstones.ndjson": {"chain", "body", "signature", "key"},
    "lines.ndjson": {"chain", "seq", "format", "atMillis", "kind", "details", "commitment", "previousHash", "hash",
                     "salt", "personal", "columns"},
}


def check_names(series):
    """What else stood in a record nobody signed, and another reader might believe it."""
    for name, names in NAMES.items():
        for record in series[name]:
            only(record, names)
    for row in series["rows.ndjson"]:
        only(row.get("line", {}), {"chain", "seq"})
    for head in series["heads.ndjson"]:
        only(head, HEADS_OF_SESSIONS if "session_id" in head else HEADS_OF_ACCESS_LOGS)
    for entry in series["checkpoints.ndjson"]:
        entry_of_copy(entry)


def check_order(series):
    """Each series stands in the order that the format says, so that another reader joins the same records. Of heads and
    tombstones a chain has one."""
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
        if name in ("heads.ndjson", "tombstones.ndjson") and len(keys) != len(set(keys)):
            found(name + " has two of a chain")


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


def is_wanted(about, covers):
    """Whether a chain with these leaves must be in an export."""
    last = canonical(covers[-1]["leaf"])
    began = last["opened"]
    ended = about["time"] - HOUR if last["type"] == "session" and "closed" not in last else last.get("closed", began)
    return (about.get("from", began) <= began < about.get("to", NEVER)
            and about.get("activeFrom", ended) <= ended and began < about.get("activeTo", NEVER))


def check_buried(buried, lines, covers, heads, keys, good, rules):
    for chain, stone in buried.items():
        if chain in lines or chain in heads:
            found("%s is still there, or part of it" % chain)
        check_tombstone(stone, covers.get(chain, []), keys, good, rules)


def check_across_chains(lines, covers, heads, buried, keys, good):
    access_logs = {chain: own for chain, own in lines.items() if own[0]["kind"] not in ("OPENING", "OPENED")}
    rules = [{"place": (chain, line["seq"]), "at": line["atMillis"], "details": canonical(line["details"]),
              "covered": line["seq"] <= covered_seq(chain, covers, good)}
             for chain, own in access_logs.items() for line in own if line["kind"] == "RETENTION_RULE" and not line.get("void")]
    remark_shortened(rules)
    ends = {chain: {"place": (own[-1]["seq"], own[-1]["hash"]),
                    "next": canonical(own[-1]["details"]).get("nextChain")} for chain, own in access_logs.items()}
    check_buried(buried, lines, covers, heads, keys, good, rules)
    for chain in buried:
        if covers.get(chain):
            leaf = canonical(covers[chain][-1]["leaf"])
            ends[chain] = {"place": (leaf["lastSeq"], leaf["lastHash"]), "next": None}
    check_periods(lines, rules)
    check_access_logs(access_logs, ends)


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
    check_names(series)
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
        wanted = chain in lines or chain in heads or is_wanted(about, covers[chain])
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
    else:
        check_buried(buried, lines, covers, heads, keys, good, None)
    check_erased(lines, about["complete"])
    check_revocations(lines, keys)
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
