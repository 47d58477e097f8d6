"""Files as they are given: evidence, texts, series of JSON objects."""

from . import archive
from .canonical import parsed
from .findings import remark


def plain_text(file):
    """A text without a byte order mark, also out of UTF-16."""
    with open(file, "rb") as opened:
        data = opened.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if data[:2] in (b"{\0", b"-\0"):
        return data.decode("utf-16-le")
    if data[:2] in (b"\0{", b"\0-"):
        return data.decode("utf-16-be")
    return data.decode("utf-8-sig")


def records(data):
    """The JSON objects of a series, each on a line of its own that has an end."""
    lines = data.decode("utf-8").split("\n")
    if lines.pop():
        raise ValueError("the last line has no end")
    return [parsed(line) for line in lines]


def opened(file, sort):
    """The entries of a file of that sort."""
    entries, as_downloaded = archive.read(file, sort)
    if not as_downloaded:
        remark("it was packed anew or unpacked since it was downloaded")
    return entries
