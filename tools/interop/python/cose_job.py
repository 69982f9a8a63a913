"""Opens a COSE_Sign1 with ES256 (open JWK AAD, the message in standard input), or signs one (sign PEM AAD HEADER PAYLOAD).

Values of CBOR are given and printed as JSON: octets as {"hex": ...}, maps as {"map": [[key, value], ...]}. A payload that is
{"deflated": value} has the length of the value in two octets, and the value in a raw deflate stream (RFC 1951).
"""

import base64
import json
import sys
import zlib

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ES256 = ec.ECDSA(hashes.SHA256())


def to_json(value):
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {"map": [[to_json(key), to_json(item)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return value


def from_json(value):
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    return {from_json(key): from_json(item) for key, item in value["map"]}


def to_sign(protected, aad, payload):
    return cbor2.dumps(["Signature1", protected, aad, payload])


def number(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def open_message(jwk, aad):
    message = cbor2.loads(sys.stdin.buffer.read())
    parts = message.value if isinstance(message, cbor2.CBORTag) else message
    protected, unprotected, payload, signature = parts
    key = ec.EllipticCurvePublicNumbers(number(jwk["x"]), number(jwk["y"]), ec.SECP256R1()).public_key()
    der = utils.encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        key.verify(der, to_sign(protected, aad, payload), ES256)
    except InvalidSignature:
        sys.exit("the signature is not good")
    length = int.from_bytes(payload[:2], "big")
    try:
        content = zlib.decompress(payload[2:], wbits=-15)
        assert len(content) == length
    except (zlib.error, AssertionError):
        content = payload
    print(json.dumps({"header": to_json(cbor2.loads(protected)), "payload": to_json(cbor2.loads(content))}))


def sign_message(pem, aad, header, payload):
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    protected = cbor2.dumps(from_json(header), canonical=True)
    if isinstance(payload, dict) and "deflated" in payload:
        content = cbor2.dumps(from_json(payload["deflated"]), canonical=True)
        stream = zlib.compressobj(9, zlib.DEFLATED, -15)
        octets = len(content).to_bytes(2, "big") + stream.compress(content) + stream.flush()
    else:
        octets = cbor2.dumps(from_json(payload), canonical=True)
    r, s = utils.decode_dss_signature(key.sign(to_sign(protected, aad, octets), ES256))
    signature = r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")
    sys.stdout.buffer.write(cbor2.dumps([protected, {}, octets, signature]))


job, first, aad, *rest = sys.argv[1:]
if job == "open":
    open_message(json.loads(first), bytes.fromhex(aad))
elif job == "sign":
    sign_message(first, bytes.fromhex(aad), *(json.loads(each) for each in rest))
else:
    sys.exit(2)
