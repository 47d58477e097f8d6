"""Takes the ZIP or the folder of an export or a dossier apart, from "One reading" in checkpoint-format.md alone.

Shares no code with the service, and does not use zipfile: that believes the directory and does not compare.
"""

import os
import struct
import zlib

BIG = 0xffffffff
EXTRAS = {0x0001: 28, 0x000a: 32, 0x5455: 13, 0x5855: 12, 0x7855: 4, 0x7875: 19}
LITTER = {b".DS_Store", b"Thumbs.db", b"desktop.ini"}
DESCRIPTOR = 8
FLAGS = 0x2 | 0x4 | DESCRIPTOR | 0x800


class Refused(ValueError):
    pass


def demand(true, what):
    if not true:
        raise Refused(what)


def extras(data):
    """The extra fields by their ids."""
    fields, at = {}, 0
    while at < len(data):
        demand(at + 4 <= len(data), "a torn extra field")
        number, length = struct.unpack_from("<HH", data, at)
        demand(length <= EXTRAS.get(number, -1) and number not in fields, "extra field 0x%04x" % number)
        demand(at + 4 + length <= len(data), "a torn extra field")
        fields[number] = data[at + 4:at + 4 + length]
        at += 4 + length
    return fields


def directory_of(data):
    """Where the directory begins, and how many entries and bytes it has."""
    end = len(data) - 22
    demand(end >= 0 and data[end:end + 4] == b"PK\5\6" and data[end + 20:] == b"\0\0", "it does not end as a ZIP")
    earlier = data.find(b"PK\5\6", max(0, end - 0xffff), end + 3)
    while earlier >= 0:
        one_disk = data[earlier + 4:earlier + 8] == bytes(4) and data[earlier + 8:earlier + 10] == data[earlier + 10:earlier + 12]
        demand(not one_disk and earlier + int.from_bytes(data[earlier + 20:earlier + 22], "little") != end, "two ends")
        earlier = data.find(b"PK\5\6", earlier + 1, end + 3)
    disks, on_disk, count, length, begin = struct.unpack_from("<IHHII", data, end + 4)
    behind = end
    wide = end >= 20 and data[end - 20:end - 16] == b"PK\6\7"
    if wide:
        behind = end - 76
        demand(behind >= 0 and data[behind:behind + 4] == b"PK\6\6", "no end of 64 bits")
        demand(struct.unpack_from("<IQI", data, end - 16) == (0, behind, 1), "a locator that leads elsewhere")
        size, _, disk, other, here, large, long_length, long_begin = struct.unpack_from("<QIIIQQQQ", data, behind + 4)
        demand((size, disk, other) == (44, 0, 0) and here == large, "an end of 64 bits that spans disks")
        for small, value, most in ((count, large, 0xffff), (length, long_length, BIG), (begin, long_begin, BIG)):
            demand(small in (value, most), "two ends that differ")
        count, length, begin = large, long_length, long_begin
    else:
        demand(BIG not in (length, begin) and count != 0xffff, "an end without its values")
    demand(disks == 0 and on_disk in ((count, 0xffff) if wide else (count,)), "an end that spans disks")
    demand(begin + length == behind, "bytes around the directory")
    demand(count <= 1000 and length <= 1 << 20, "too many entries")
    return begin, count


def directory(data, begin, count):
    """What the directory says of each entry."""
    listed, at = [], begin
    for _ in range(count):
        demand(data[at:at + 4] == b"PK\1\2", "a damaged directory")
        (_, need, flags, method, modified, crc, packed, size, name_length, extra_length, comment, disk, inner,
         attributes, offset) = struct.unpack_from("<HHHHIIIIHHHHHII", data, at + 4)
        name = data[at + 46:at + 46 + name_length]
        fields = extras(data[at + 46 + name_length:at + 46 + name_length + extra_length])
        demand(comment == 0 and disk == 0, "a comment or another disk")
        wide = fields.get(1, b"")
        values = []
        for value in (size, packed, offset):
            if value == BIG:
                demand(len(wide) >= 8, "a size that is not there")
                value, wide = int.from_bytes(wide[:8], "little"), wide[8:]
            values.append(value)
        demand(wide == b"", "a size that stands twice")
        size, packed, offset = values
        folder, unix = name.endswith(b"/"), attributes >> 28
        demand(flags & ~FLAGS == 0 and need & 0xff <= 45, "an entry that is encrypted or the like")
        demand(method == 8 or (method == 0 and packed == size and not flags & DESCRIPTOR), "method %d" % method)
        demand(unix in (0, 4, 8) and (folder or (unix != 4 and not attributes & 0x18)), "an entry that is no file")
        demand(not folder or size == 0, "a folder with content")
        bare = attributes == 0 and inner == 0 and not set(fields) - {1}
        listed.append({"name": name, "flags": flags, "method": method, "modified": modified, "crc": crc,
                       "packed": packed, "size": size, "offset": offset,
                       "as_written": bare and method == 8 and bool(flags & DESCRIPTOR)})
        at += 46 + name_length + extra_length
    demand(at == len(data) - 22 or data[at:at + 4] == b"PK\6\6", "a directory of another length")
    return listed


def content(data, entry, limit):
    """What an entry holds, and where it ends."""
    at, name = entry["offset"], entry["name"]
    demand(data[at:at + 4] == b"PK\3\4", "no header of %r" % name)
    _, flags, method, modified, crc, packed, size, name_length, extra_length = struct.unpack_from(
        "<HHHIIIIHH", data, at + 4)
    fields = extras(data[at + 30 + name_length:at + 30 + name_length + extra_length])
    entry["as_written"] &= not fields
    demand(data[at + 30:at + 30 + name_length] == name, "another name of %r" % name)
    demand((flags, method, modified) == (entry["flags"], entry["method"], entry["modified"]), "another %r" % name)
    later = bool(flags & DESCRIPTOR)
    demand(crc == entry["crc"] or (later and crc == 0), "another CRC of %r" % name)
    demand((BIG in (packed, size)) == (1 in fields), "two sizes of %r" % name)
    if 1 in fields:
        demand(packed == size == BIG and len(fields[1]) == 16, "two sizes of %r" % name)
        size, packed = struct.unpack("<QQ", fields[1])
    demand((packed, size) in [(entry["packed"], entry["size"])] + [(0, 0)] * later, "another size of %r" % name)
    begin = at + 30 + name_length + extra_length
    end = begin + entry["packed"]
    demand(end <= limit, "%r reaches into the directory" % name)
    body = data[begin:end]
    if later:
        shape = "<4sIQQ" if 1 in fields or max(entry["packed"], entry["size"]) >= BIG else "<4sIII"
        demand(end + struct.calcsize(shape) <= limit, "%r reaches into the directory" % name)
        demand(struct.unpack_from(shape, data, end) == (b"PK\7\x08", entry["crc"], entry["packed"], entry["size"]),
               "another size behind %r" % name)
        end += struct.calcsize(shape)
    if method == 8:
        unpacking = zlib.decompressobj(-15)
        body = unpacking.decompress(body, entry["size"] + 1) if entry["size"] else unpacking.decompress(body)
        body += unpacking.flush()
        demand(unpacking.eof and not unpacking.unused_data and not unpacking.unconsumed_tail, "%r is damaged" % name)
    demand(len(body) == entry["size"] and zlib.crc32(body) == entry["crc"], "%r is damaged" % name)
    return body, end


def unzipped(path):
    """The contents by their names, in the order of the directory, and whether they are packed as the service packs."""
    with open(path, "rb") as file:
        data = file.read()
    begin, count = directory_of(data)
    listed = directory(data, begin, count)
    end, contents = 0, {}
    for entry in sorted(listed, key=lambda entry: entry["offset"]):
        demand(entry["offset"] == end, "bytes before %r, or an overlap" % entry["name"])
        demand(entry["size"] <= 200 * len(data) + (16 << 20), "%r is too large" % entry["name"])
        demand(entry["name"] not in contents, "two of %r" % entry["name"])
        contents[entry["name"]], end = content(data, entry, begin)
    demand(end == begin, "bytes before the directory")
    as_written = list(contents) == [entry["name"] for entry in listed]
    return contents, as_written and all(entry["as_written"] for entry in listed)


def from_folder(path):
    """The contents of a folder, whose files are not unpacked any more."""
    contents = {}
    for name in os.listdir(path):
        file = os.path.join(path, name)
        plain = os.path.isfile(file) and not os.path.islink(file)
        demand(plain or name == "__MACOSX", "%r is no plain file" % name)
        if plain:
            with open(file, "rb") as opened:
                contents[os.fsencode(name)] = opened.read()
    return contents


def litter(name):
    return name in LITTER or name.startswith(b"._")


def read(path, *sorts):
    """The entries of one of the sorts, by name, and whether the file is as it was downloaded."""
    contents, as_written = (from_folder(path), False) if os.path.isdir(path) else unzipped(path)
    for name in contents:
        parts = name[:-1].split(b"/") if name.endswith(b"/") else name.split(b"/")
        demand(not {b"", b".", b".."} & set(parts) and not any(c < 32 or c in b"\\:\x7f" for c in name),
               "the name %r" % name)
    ours = [name for name in contents if not name.endswith(b"/") and not litter(name.split(b"/")[-1])]
    folders = {name[:len(name) - len(name.split(b"/")[-1])] for name in ours}
    demand(len(folders) == 1, "entries in more than one folder, or none")
    folder = folders.pop()
    for name in contents:
        demand(not name.endswith(b"/") or name.startswith(b"__MACOSX/") or folder.startswith(name),
               "another folder %r" % name)
    entries = {name[len(folder):].decode("latin-1"): contents[name] for name in ours}
    for sort in sorts:
        if set(sort) == set(entries):
            return entries, as_written and list(contents) == [name.encode() for name in sort]
    raise Refused("these are the entries of neither an export nor a dossier")
