import type { DigestName } from '../../crypto/digest.ts'
import { writeDerSignature } from '../../crypto/ec-signature-write.ts'
import { joseScheme } from '../../crypto/jose.ts'
import type { PublicKey } from '../../crypto/key.ts'
import type { Sha2 } from '../../crypto/provider/provider.ts'
import { signatureScheme } from '../../crypto/scheme.ts'
import { ECDSA_OIDS } from '../../crypto/signature-oid.ts'

/** Without comments, and with no more namespaces than are used: what ETSI TS 119 612, B.1 asks for. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const DIGESTS: Readonly<Record<string, DigestName>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'SHA-256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'SHA-384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'SHA-512',
}

/** The digest that a URI names; SHA-1 and older ones are none. */
export const xmlDigest = (uri: string): DigestName | undefined =>
  Object.hasOwn(DIGESTS, uri) ? DIGESTS[uri] : undefined

type Verify = (key: PublicKey, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

/** By JOSE's name of the same algorithm. */
const jose =
  (alg: string): Verify =>
  async (key, message, signature) =>
    (await joseScheme(alg)?.verify(key, message, signature)) ?? false

/** r ‖ s, over any curve (RFC 4050; RFC 9231, 2.3.6). */
const ecdsa =
  (hash: Sha2): Verify =>
  async (key, message, signature) => {
    if (signature.length === 0 || signature.length % 2 !== 0) return false
    const scheme = signatureScheme({ oid: ECDSA_OIDS[hash], parameters: undefined })
    return (await scheme?.verify(key, message, writeDerSignature(signature))) ?? false
  }

const SIGNATURES: Readonly<Record<string, Verify>> = {
  [`${MORE}rsa-sha256`]: /* @__PURE__ */ jose('RS256'),
  [`${MORE}rsa-sha384`]: /* @__PURE__ */ jose('RS384'),
  [`${MORE}rsa-sha512`]: /* @__PURE__ */ jose('RS512'),
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': /* @__PURE__ */ jose('PS256'),
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': /* @__PURE__ */ jose('PS384'),
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': /* @__PURE__ */ jose('PS512'),
  [`${MORE}ecdsa-sha256`]: /* @__PURE__ */ ecdsa('SHA-256'),
  [`${MORE}ecdsa-sha384`]: /* @__PURE__ */ ecdsa('SHA-384'),
  [`${MORE}ecdsa-sha512`]: /* @__PURE__ */ ecdsa('SHA-512'),
}

/** How to verify what a URI names; HMAC, DSA and everything with SHA-1 are not taken. */
export const xmlSignature = (uri: string): Verify | undefined =>
  Object.hasOwn(SIGNATURES, uri) ? SIGNATURES[uri] : undefined
