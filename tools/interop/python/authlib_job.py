"""Takes a token by its claims (consume JWK TOKEN ISSUER AUDIENCE), or makes one with a new key and prints both (sign HEADER PAYLOAD)."""

import json
import sys

from authlib.jose import ECKey, JsonWebToken

tokens = JsonWebToken(["ES256"])
job, *rest = sys.argv[1:]
if job == "consume":
    key, token, issuer, audience = rest
    demands = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": audience},
        "iat": {"essential": True},
        "exp": {"essential": True},
        "jti": {"essential": True},
    }
    claims = tokens.decode(token, ECKey.import_key(json.loads(key)), claims_options=demands)
    claims.validate()
    print(json.dumps(claims))
elif job == "sign":
    header, payload = rest
    key = ECKey.generate_key("P-256", is_private=True)
    print(json.dumps(key.as_dict(is_private=False)))
    print(tokens.encode({"alg": "ES256", **json.loads(header)}, json.loads(payload), key).decode())
else:
    sys.exit(2)
