"""The vectors of journal-format.md."""

import os
import re

from .canonical import canonical
from .ed25519 import Key
from .findings import found
from .keys import Keys
from .limits import NEVER
from .lines import check_line, is_act


def vectors(page):
    before, text = None, open(page, encoding="utf-8").read()
    for block in re.findall("```(?:vector|act)\n(.*?)```", text, re.S):
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
    if before is None or before["seq"] != 3 or not is_act(before, True):
        found("three vectors and an act were expected")
        return
    keys = open(os.path.join(os.path.dirname(page), "checkpoint-format.md"), encoding="utf-8").read()
    public = Key(bytes.fromhex(re.search("public1 = (.*)", keys).group(1)))
    if not Keys([], public).signed_act(before, NEVER):
        found("the act is not signed")
