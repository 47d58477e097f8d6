"""Judges answers of time-stamp authorities, RFC 3161, from the RFCs (3161, 5652, 5035, 5280, 8017) and FIPS 186.

Knows RSA with PKCS #1 v1.5 and ECDSA on P-256 and P-384, over SHA-256, SHA-384 and SHA-512. Needs nothing but Python 3.
"""

import base64
import calendar
import hashlib
import re

SIGNED_DATA, STAMP = "2a864886f70d010702", "2a864886f70d0109100104"
CONTENT_TYPE, MESSAGE_DIGEST = "2a864886f70d010903", "2a864886f70d010904"
SIGNING_TIME = "2a864886f70d010905"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "2a864886f70d010910020c", "2a864886f70d010910022f"
PURPOSE, TIME_STAMPING, CONSTRAINTS = "551d25", "2b06010505070308", "551d13"
RSA, EC = "2a864886f70d010101", "2a8648ce3d0201"
DIGESTS = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}
SIGNATURES = {"2a864886f70d01010b": "sha256", "2a864886f70d01010c": "sha384", "2a864886f70d01010d": "sha512",
              "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512"}

# prime, b, generator and its order; a is -3
CURVES = {
    "2a8648ce3d030107": (
        2**256 - 2**224 + 2**192 + 2**96 - 1,
        0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
        (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
         0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5),
        0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551),
    "2b81040022": (
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef,
        (0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7,
         0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f),
        0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973),
}


class Der:
    """A value of the Distinguished Encoding Rules: its tag, its content, and all its bytes."""

    def __init__(self, data):
        if len(data) < 2 or data[0] & 31 == 31:
            raise ValueError("no value")
        length, start = data[1], 2
        if length >= 128:
            start += length - 128
            length = int.from_bytes(data[2:start], "big")
            if start == 2 or length < 128:
                raise ValueError("no length")
        self.tag, self.content, self.whole = data[0], data[start:start + length], data[:start + length]
        if len(self.content) != length:
            raise ValueError("cut off")

    def parts(self, tag=None):
        if tag is not None and self.tag != tag:
            raise ValueError("another value was expected")
        parts, left = [], self.content
        while left:
            parts.append(Der(left))
            left = left[len(parts[-1].whole):]
        return parts

    def name(self):
        if self.tag != 6:
            raise ValueError("no object identifier")
        return self.content.hex()

    def number(self):
        if self.tag != 2 or not self.content:
            raise ValueError("no integer")
        return int.from_bytes(self.content, "big", signed=True)


def only(data):
    value = Der(data)
    if value.whole != data:
        raise ValueError("something after the end")
    return value


def millis(time):
    """UTCTime or GeneralizedTime, in milliseconds since 1970."""
    text = time.content.decode("ascii")
    if time.tag == 0x17:
        text = ("20" if text < "5" else "19") + text
    whole = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z", text)
    if time.tag not in (0x17, 0x18) or not whole:
        raise ValueError("no time")
    fraction = (whole.group(7) or "") + "000"
    return calendar.timegm(tuple(map(int, whole.groups()[:6]))) * 1000 + int(fraction[:3])


class Certificate:
    def __init__(self, data):
        self.data = data
        self.signed, algorithm, signature = only(data).parts(0x30)
        self.algorithm = algorithm.parts(0x30)[0].name()
        self.signature = signature.content[1:]
        fields = self.signed.parts(0x30)
        if fields[0].tag == 0xa0:
            fields = fields[1:]
        self.serial, self.issuer, self.subject = fields[0].whole, fields[2].whole, fields[4].whole
        self.begins, self.ends = map(millis, fields[3].parts(0x30))
        self.key = fields[5]
        self.extensions = {}
        for field in fields[6:]:
            if field.tag == 0xa3:
                for extension in field.parts()[0].parts(0x30):
                    parts = extension.parts(0x30)
                    self.extensions[parts[0].name()] = (len(parts) == 3 and parts[1].content != b"\0", parts[-1].content)

    def valid_at(self, time):
        return self.begins <= time <= self.ends

    def issues(self):
        constraints = self.extensions.get(CONSTRAINTS)
        return bool(constraints) and any(part.tag == 1 for part in only(constraints[1]).parts(0x30))

    def for_time_stamps_only(self):
        critical, value = self.extensions.get(PURPOSE, (False, b""))
        return critical and [part.name() for part in only(value).parts(0x30)] == [TIME_STAMPING]


def signed(key, digest, message, signature):
    """Whether a SubjectPublicKeyInfo signed that message."""
    algorithm, bits = key.parts(0x30)
    names = algorithm.parts(0x30)
    hashed = hashlib.new(digest, message).digest()
    if names[0].name() == RSA:
        modulus, exponent = (part.number() for part in only(bits.content[1:]).parts(0x30))
        return signed_by_rsa(modulus, exponent, digest, hashed, signature)
    if names[0].name() == EC and names[1].name() in CURVES:
        r, s = (part.number() for part in only(signature).parts(0x30))
        return signed_on_curve(CURVES[names[1].name()], bits.content[1:], hashed, r, s)
    raise ValueError("a sort of key that is not judged here")


def signed_by_rsa(modulus, exponent, digest, hashed, signature):
    size = (modulus.bit_length() + 7) // 8
    name = bytes.fromhex({value: key for key, value in DIGESTS.items()}[digest])
    info = b"\x06" + bytes([len(name)]) + name + b"\x05\0"
    info = b"\x30" + bytes([len(info)]) + info + b"\x04" + bytes([len(hashed)]) + hashed
    info = b"\x30" + bytes([len(info)]) + info
    padded = b"\0\1" + b"\xff" * (size - len(info) - 3) + b"\0" + info
    return len(signature) == size and pow(int.from_bytes(signature, "big"), exponent, modulus) == int.from_bytes(
        padded, "big")


def signed_on_curve(curve, public, hashed, r, s):
    prime, b, base, order = curve
    size = (prime.bit_length() + 7) // 8
    point = (int.from_bytes(public[1:1 + size], "big"), int.from_bytes(public[1 + size:], "big"))
    x, y = point
    if public[:1] != b"\4" or len(public) != 1 + 2 * size or (y * y - x**3 + 3 * x - b) % prime:
        return False
    if not (0 < r < order and 0 < s < order):
        return False
    number = int.from_bytes(hashed, "big") >> max(0, 8 * len(hashed) - order.bit_length())
    inverse = pow(s, -1, order)
    total = plus(prime, times(prime, number * inverse % order, base), times(prime, r * inverse % order, point))
    return total is not None and total[0] % order == r


def plus(prime, p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % prime == 0:
        return None
    slope = ((3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, prime) if p == q
             else (q[1] - p[1]) * pow(q[0] - p[0], -1, prime))
    x = (slope * slope - p[0] - q[0]) % prime
    return x, (slope * (p[0] - x) - p[1]) % prime


def times(prime, number, point):
    result = None
    while number:
        if number & 1:
            result = plus(prime, result, point)
        point = plus(prime, point, point)
        number >>= 1
    return result


def follows(certificate, given, others, time, depth=5):
    """Whether a certificate was given, or issued by one that was or that follows from one."""
    if any(certificate.data == one.data for one in given):
        return True
    for issuer in given + others:
        trusted = any(issuer.data == one.data for one in given)
        if (depth and issuer.subject == certificate.issuer and issuer.issues() and certificate.valid_at(time)
                and signed(issuer.key, SIGNATURES[certificate.algorithm], certificate.signed.whole, certificate.signature)
                and (trusted or follows(issuer, given, others, time, depth - 1))):
            return True
    return False


def judge(answer, line, given):
    """The time of a stamp over a line, in milliseconds since 1970, and whether given certificates vouch for it.

    Raises ValueError where it is no good stamp.
    """
    try:
        return judged(answer, line, given)
    except (IndexError, KeyError, TypeError) as unreadable:
        raise ValueError("the answer cannot be read: %r" % unreadable)


def judged(answer, line, given):
    response = only(answer).parts(0x30)
    if response[0].parts(0x30)[0].number() not in (0, 1):
        raise ValueError("it was not granted")
    kind, content = response[1].parts(0x30)
    if kind.name() != SIGNED_DATA:
        raise ValueError("it is not signed")
    data = content.parts(0xa0)[0].parts(0x30)
    kind, content = data[2].parts(0x30)
    if kind.name() != STAMP:
        raise ValueError("it is no time stamp")
    stamp = content.parts(0xa0)[0].content
    info = only(stamp).parts(0x30)
    algorithm, imprint = info[2].parts(0x30)
    if (DIGESTS.get(algorithm.parts(0x30)[0].name()) != "sha256" or imprint.content != hashlib.sha256(line).digest()):
        raise ValueError("it is about something else")
    time = millis(info[4])
    others = [Certificate(part.whole) for each in data[3:] if each.tag == 0xa0 for part in each.parts()]
    signers = data[-1].parts(0x31)
    if len(signers) != 1:
        raise ValueError("it has not one signer")
    signer = check_signer(signers[0].parts(0x30), stamp, others, time, millis_of_accuracy(info))
    return time, follows(signer, given, others, time)


def millis_of_accuracy(info):
    """How far the time of a stamp may be off, rounded up."""
    parts = {part.tag: int.from_bytes(part.content, "big") for each in info[5:6] if each.tag == 0x30 for part in each.parts()}
    return 1000 * parts.get(2, 0) + parts.get(0x80, 0) + 1


def check_signer(fields, stamp, others, time, accuracy):
    """The certificate that the stamp is signed with."""
    issuer, serial = fields[1].parts(0x30)
    signer = [one for one in others if one.issuer == issuer.whole and one.serial == serial.whole][0]
    digest = DIGESTS[fields[2].parts(0x30)[0].name()]
    attributes = {part.parts(0x30)[0].name(): part.parts(0x30)[1].parts(0x31)[0] for part in fields[3].parts(0xa0)}
    algorithm = fields[4].parts(0x30)[0].name()
    if algorithm != RSA and SIGNATURES[algorithm] != digest:
        raise ValueError("it is signed over another digest than it says")
    if attributes[CONTENT_TYPE].name() != STAMP:
        raise ValueError("it is signed as something else")
    if attributes[MESSAGE_DIGEST].content != hashlib.new(digest, stamp).digest():
        raise ValueError("another stamp was signed")
    if not signed(signer.key, digest, b"\x31" + fields[3].whole[1:], fields[5].content):
        raise ValueError("its signature is wrong")
    if SIGNING_TIME in attributes and abs(millis(attributes[SIGNING_TIME]) - time) > 60000 + accuracy:
        raise ValueError("it was signed at another time")
    named = attributes.get(SIGNING_CERTIFICATE_V2)
    if named:
        first = named.parts(0x30)[0].parts(0x30)[0].parts(0x30)
        name = DIGESTS[first[0].parts(0x30)[0].name()] if first[0].tag == 0x30 else "sha256"
        hashed = [part for part in first if part.tag == 4][0].content
    else:
        name = "sha1"
        hashed = attributes[SIGNING_CERTIFICATE].parts(0x30)[0].parts(0x30)[0].parts(0x30)[0].content
    if hashed != hashlib.new(name, signer.data).digest():
        raise ValueError("it names another certificate")
    if not signer.for_time_stamps_only() or not signer.valid_at(time):
        raise ValueError("its certificate is not for time stamps then")
    return signer


def certificates(file):
    """Those in a file, PEM or DER."""
    data = open(file, "rb").read()
    found = re.findall(rb"-----BEGIN CERTIFICATE-----(.*?)-----END", data, re.S)
    return [Certificate(base64.b64decode(one)) for one in found] if found else [Certificate(data)]
