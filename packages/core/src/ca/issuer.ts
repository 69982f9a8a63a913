import { equalBytes } from '../bytes/sequence.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import { createSigner } from '../crypto/signer.ts'
import type { Signer } from '../ports.ts'
import type { Certificate } from '../x509/certificate.ts'

/** Who issues: a certificate, and the key that belongs to it, in memory or in a device. */
export interface Issuer {
  readonly certificate: Certificate
  readonly key: PrivateKey | Signer
}

const RSA_PSS = '1.2.840.113549.1.1.10'

/**
 * The signer that a key is, or that signs with it by the key's own algorithm.
 *
 * @throws TypeError for RSA-PSS, whose parameters a signer does not tell
 */
export function toSigner(key: PrivateKey | Signer): Signer {
  const signer = 'sign' in key ? key : createSigner(key)
  if (signer.algorithm === RSA_PSS) throw new TypeError('key: RSA-PSS cannot sign certificates here')
  return signer
}

/**
 * The signer of an issuer.
 *
 * @throws TypeError when the key is not the one in the certificate, or the certificate is no authority's
 */
export function issuerSigner({ certificate, key }: Issuer, usage: 'keyCertSign' | 'cRLSign'): Signer {
  const signer = toSigner(key)
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki)) {
    throw new TypeError('issuer.key: not the key of issuer.certificate')
  }
  // Who signs lists for others (RFC 5280, 5: indirect ones) need be no authority, but his certificate must say so.
  const isListSigner = usage === 'cRLSign' && certificate.keyUsage?.has(usage) === true
  const isAuthority = certificate.basicConstraints?.ca === true && certificate.keyUsage?.has(usage) !== false
  if (!isListSigner && !isAuthority) {
    throw new TypeError(`issuer.certificate: not a certificate of an authority for ${usage}`)
  }
  return signer
}
