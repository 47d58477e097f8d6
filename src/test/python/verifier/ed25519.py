"""Ed25519, from the equations of RFC 8032, section 5.1, and public keys."""

import base64
import hashlib
import re

from .fields import sha
from .files import plain_text

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


def add(p, q):
    """Adds two points in extended coordinates (X, Y, Z, T)."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * CURVE * p[3] * q[3] % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(n, p):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, p)
        p = add(p, p)
        n >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % PRIME == 0 and (p[1] * q[2] - q[1] * p[2]) % PRIME == 0


def point(data):
    """The point that 32 bytes stand for, or None."""
    number = int.from_bytes(data, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if x * x % PRIME != square or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def signed(public, message, signature):
    key = point(public)
    if key is None or len(signature) != 64:
        return False
    commitment, response = point(signature[:32]), int.from_bytes(signature[32:], "little")
    if commitment is None or response >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    return same(times(response, BASE), add(commitment, times(challenge % ORDER, key)))


PREFIX = bytes.fromhex("302a300506032b6570032100")


class Key:
    def __init__(self, der):
        if der[:12] != PREFIX or len(der) != 44:
            raise ValueError("not an Ed25519 public key")
        self.public = der[12:]
        self.id = sha(der).hex()[:16]


def key_of(pem):
    blocks = re.findall("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----", plain_text(pem))
    if len(blocks) != 1:
        raise ValueError("the key file does not hold one public key")
    return Key(base64.b64decode(re.sub(r"\s", "", blocks[0]), validate=True))
