"""Verifies a compact JWS with a key (verify JWK TOKEN), or signs with a new key and prints both (sign HEADER PAYLOAD)."""

import json
import sys

from joserfc import jws
from joserfc.jwk import ECKey

job, first, second = sys.argv[1:4]
if job == "verify":
    found = jws.deserialize_compact(second, ECKey.import_key(json.loads(first)), algorithms=["ES256"])
    print(found.payload.decode())
elif job == "sign":
    key = ECKey.generate_key("P-256")
    token = jws.serialize_compact({"alg": "ES256", **json.loads(first)}, second.encode(), key)
    print(json.dumps(key.as_dict(private=False)))
    print(token)
else:
    sys.exit(2)
