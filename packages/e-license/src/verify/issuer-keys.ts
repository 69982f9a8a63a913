import type { Name } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { type Jwk, parseJwkSet, type Sm2JwkProfile } from '@xinyin/core/keys'
import { checkGrants, type Grant } from '@xinyin/core/trust'
import type { Issuer } from '../metadata/data.ts'

/** What a verifier knows of an issuer that has keys and no certificates. */
export interface IssuerKeysOptions {
  /** The claim `iss` of its credentials, compared as it is: `https://issuer.example.gov.cn`. */
  readonly issuer: string
  /**
   * Its public keys (RFC 7517, 5), from a source that the verifier trusts; as the member `jwks` of
   * `/.well-known/jwt-vc-issuer` has them (draft-ietf-oauth-sd-jwt-vc, JWT VC Issuer Metadata) when that was fetched from the
   * issuer itself. A key that is no longer to count is left out.
   */
  readonly jwks: string | Uint8Array | JsonObject
  /** Whose keys these are: the name and code that licences give as their issuing authority. */
  readonly authority: Issuer
  /** Within what it may issue, as for an anchor; not limited where there are none. */
  readonly grants?: readonly Omit<Grant, 'role' | 'issuers'>[]
  /** How SM2 keys are written; `crv` and `alg` are `SM2` unless given. */
  readonly sm2?: Sm2JwkProfile
}

/** An issuer that is known by its keys. */
export interface IssuerKeys {
  readonly issuer: string
  readonly keys: readonly Jwk[]
  readonly grants: readonly Grant[]
  /** Whose keys these are, in the place of a certificate's subject. */
  readonly name: Name
}

const ORGANIZATION_IDENTIFIER = '2.5.4.97'
const UTF8_STRING = 0x0c

/**
 * Reads the keys of an issuer for `LicencePolicy.issuers`.
 *
 * @example
 * ```ts
 * const issuer = parseIssuerKeys({
 *   issuer: 'https://issuer.example.gov.cn',
 *   jwks,
 *   authority: { name: '示例市城乡建设委员会', code: '11990100MB0000001Q' },
 *   grants: [{ regions: ['9901'] }],
 * })
 * const report = await inspectLicence(sdJwt, { trust, issuers: [issuer] })
 * ```
 * @throws CoreError `ERR_KEYS_JWK_SET` for a `kid` that occurs twice and for a private key, and what `parseJwkSet` throws;
 * TypeError for an issuer, authority or grant that names nothing
 */
export function parseIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  const { issuer, authority, sm2 = { crv: 'SM2', alg: 'SM2' } } = options
  for (const [member, text] of Object.entries({ issuer, name: authority.name, code: authority.code }))
    if (typeof text !== 'string' || text.trim() !== text || text === '')
      throw new TypeError(`${member}: expected a name, without blanks around it`)
  const grants = (options.grants ?? []).map((grant) => ({ ...grant, role: 'licence-issuer' as const }))
  // Limits without a meaning are told where they are written, not with the first licence.
  checkGrants({ name: issuer, grants }, 'licence-issuer', new Date(0))
  return { issuer, keys: parseJwkSet(options.jwks, { sm2 }), grants, name: nameOf(authority) }
}

function nameOf({ name, code }: Issuer): Name {
  const identifier = { oid: ORGANIZATION_IDENTIFIER, value: code, isText: true, tag: UTF8_STRING }
  return {
    raw: new Uint8Array(0),
    attributes: [identifier],
    commonName: undefined,
    organization: name,
    text: `O=${name}`,
  }
}
