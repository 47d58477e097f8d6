"""An export: checkpoint-format.md, "An export"."""

from .apikeys import check_api_keys, check_confirmed
from .canonical import canonical, parsed, spelled
from .chains import check_chain, check_uncovered, covered_seq
from .checkpoints import check_checkpoints, checkpoints_of
from .ed25519 import key_of, signed
from .fields import field
from .files import opened, records
from .findings import found
from .keys import Keys, sealed_by
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
