"""Canonical JSON: journal-format.md."""

import json
import re


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


def only(record, names):
    """The record, if it holds none but these names: what else stood there, nobody signed."""
    if set(record) - set(names):
        raise ValueError("the format has no field %s here" % min(set(record) - set(names)))
    return record


def canonical(text):
    value = parsed(text)
    if spelled(value) != text:
        raise ValueError("not in its canonical spelling")
    return value
