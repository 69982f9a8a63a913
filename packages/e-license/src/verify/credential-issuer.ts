import {
  type Check,
  type Facts,
  inspectPath,
  type Name,
  type PathOptions,
  type PublicKey,
} from '@xinyin/core'
import type { Jwk } from '@xinyin/core/keys'
import { checkGrants, checkRevokedKey, type Wanted } from '@xinyin/core/trust'
import { sdJwtError } from '../credential/codes.ts'
import type { Jws } from '../credential/jws.ts'
import { parseX5c } from '../credential/x5c.ts'
import { assertIssuerClaim } from './issuer-claim.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import type { LicencePolicy } from './policy.ts'

/** Who signed a credential, as far as the credential and the verifier's trust tell. */
export interface CredentialIssuer {
  readonly key: PublicKey
  /** Of the check `sd-jwt.issuer`. */
  readonly facts: Facts
  readonly name: Name
  /** Whether it may issue what is wanted: the checks `path.*`. */
  inspect(context: IssuerContext): Promise<readonly Check[]>
}

interface IssuerContext {
  readonly at: Date
  readonly revocation: NonNullable<PathOptions['revocation']>
  readonly wanted?: Wanted
}

/** Characters of what a credential says of itself that a report repeats. */
const FACT_LIMIT = 200

/**
 * How the key of an issuer is found is the verifier's choice and not the credential's (draft-ietf-oauth-sd-jwt-vc, 2.5): an
 * issuer of whom the verifier has keys is held to these alone, so that nobody with some certificate is that issuer. Any
 * other has to bring a certificate.
 *
 * @throws LicenceError `ERR_SDJWT_ISSUER_*`, `ERR_LICENCE_ISS`, `ERR_LICENCE_ISSUER_CERTIFICATE`, and as `parseX5c`
 */
export function findIssuer(jws: Jws, policy: LicencePolicy): CredentialIssuer {
  const { issuers = [] } = policy
  if (new Set(issuers.map(({ issuer }) => issuer)).size !== issuers.length)
    throw new TypeError('issuers: one is there twice')
  const iss = Object.hasOwn(jws.payload, 'iss') ? jws.payload['iss'] : undefined
  const known = issuers.find(({ issuer }) => issuer === iss)
  if (known !== undefined) return byKeys(known, jws, policy)
  if (issuers.length > 0 && !Object.hasOwn(jws.header, 'x5c'))
    throw sdJwtError('ERR_SDJWT_ISSUER_UNKNOWN', { issuer: factOf(iss) })
  return byCertificate(jws, policy)
}

function byCertificate(
  { header, payload }: Jws,
  { trust, certificates = [] }: LicencePolicy,
): CredentialIssuer {
  const [leaf, ...intermediates] = parseX5c(header)
  assertIssuerClaim(payload, leaf)
  return {
    key: leaf.publicKey,
    facts: { certificates: 1 + intermediates.length },
    name: leaf.subject,
    async inspect(context) {
      const { checks } = await inspectPath(leaf, {
        trust,
        role: 'licence-issuer',
        intermediates: [...intermediates, ...certificates],
        ...context,
      })
      return checks
    },
  }
}

function byKeys(known: IssuerKeys, jws: Jws, { trust }: LicencePolicy): CredentialIssuer {
  const { issuer, grants, name } = known
  const { publicKey, keyId } = chooseKey(known, jws)
  return {
    key: publicKey,
    facts: { issuer, ...(keyId === undefined ? {} : { kid: factOf(keyId) }) },
    name,
    async inspect({ at, wanted }) {
      const role = 'licence-issuer'
      return [
        checkRevokedKey(publicKey.spki, trust.anchors) ??
          checkGrants({ name: issuer, grants }, role, at, wanted, trust.clock?.()),
      ]
    },
  }
}

/** The one key that the header names by `kid`, or the only one where neither gives any. Keys are never tried in turn. */
function chooseKey({ issuer, keys }: IssuerKeys, { header, algorithm }: Jws): Jwk {
  const kid = Object.hasOwn(header, 'kid') ? header['kid'] : undefined
  const [key, ...others] = kid === undefined ? keys : keys.filter(({ keyId }) => keyId === kid)
  if (others.length > 0) throw sdJwtError('ERR_SDJWT_ISSUER_KEY_UNNAMED', { issuer, keys: keys.length })
  if (key === undefined) throw sdJwtError('ERR_SDJWT_ISSUER_KEY_UNKNOWN', { issuer, kid: factOf(kid) })
  const isForIt =
    (key.use ?? 'sig') === 'sig' &&
    (key.operations ?? ['verify']).includes('verify') &&
    (key.algorithm ?? algorithm) === algorithm
  if (!isForIt)
    throw sdJwtError('ERR_SDJWT_ISSUER_KEY_USE', {
      issuer,
      kid: factOf(key.keyId),
      algorithm: factOf(algorithm),
    })
  return key
}

const factOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, FACT_LIMIT) : '-')
