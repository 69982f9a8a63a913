import { BYTES_CODES } from './bytes/codes.ts'
import { CA_CODES } from './ca/codes.ts'
import { CBOR_CODES } from './cbor/codes.ts'
import { CMS_CODES } from './cms/codes.ts'
import { COSE_CODES } from './cose/codes.ts'
import { CRYPTO_CODES } from './crypto/codes.ts'
import { SECRET_CODES } from './crypto/secret-codes.ts'
import { DER_CODES } from './der/codes.ts'
import type { Catalogue } from './errors.ts'
import { FETCH_CODES } from './fetch/codes.ts'
import { JSON_CODES } from './json/codes.ts'
import { JWS_CODES } from './jws/codes.ts'
import { KEYS_CODES } from './keys/codes.ts'
import { REGISTER_CODES } from './register-codes/codes.ts'
import { TOLERANCE_CODES } from './tolerance-codes.ts'
import { TRUST_CODES } from './trust/codes.ts'
import { GRANT_CODES } from './trust/grant-codes.ts'
import { TRUST_LIST_CODES } from './trust/list/codes.ts'
import { TSP_CODES } from './tsp/codes.ts'
import { X509_CODES } from './x509/codes.ts'
import { PATH_CODES } from './x509/path/codes.ts'
import { REVOCATION_CODES } from './x509/revocation/codes.ts'

/** All codes of this package, with their sentences. */
export const CODES = /* @__PURE__ */ (() =>
  ({
    ...BYTES_CODES,
    ...DER_CODES,
    ...SECRET_CODES,
    ...JSON_CODES,
    ...CBOR_CODES,
    ...COSE_CODES,
    ...CRYPTO_CODES,
    ...JWS_CODES,
    ...KEYS_CODES,
    ...X509_CODES,
    ...PATH_CODES,
    ...REVOCATION_CODES,
    ...CMS_CODES,
    ...TSP_CODES,
    ...TRUST_CODES,
    ...GRANT_CODES,
    ...TRUST_LIST_CODES,
    ...FETCH_CODES,
    ...CA_CODES,
    ...REGISTER_CODES,
    ...TOLERANCE_CODES,
  }) as const satisfies Catalogue)()
