"""Bytes as they are hashed and signed: journal-format.md, "The hash"."""

import hashlib

ZEROS = bytes(32)


def sha(data):
    return hashlib.sha256(data).digest()


def field(data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    if isinstance(data, int):
        data = data.to_bytes(8, "big", signed=True)
    return len(data).to_bytes(4, "big") + data
