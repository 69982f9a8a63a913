import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import { parsePublicKey } from '../crypto/public-key.ts'
import { signatureScheme } from '../crypto/scheme.ts'
import { children, type DerNode, expectTag, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readBitStringBytes, readOid, readSmallInteger } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { readAlgorithmIdentifier } from './algorithm.ts'
import type { Extension } from './certificate.ts'
import { readExtensions } from './extension.ts'
import { type Name, readName } from './name.ts'
import { toDer } from './pem.ts'

/** A request for a certificate (PKCS #10, RFC 2986), 证书请求. */
export interface CertificateRequest {
  /** The whole request, DER. */
  readonly raw: Uint8Array
  /** The signed part, DER of `CertificationRequestInfo`. */
  readonly info: Uint8Array
  readonly subject: Name
  readonly publicKey: PublicKey
  /** The extensions asked for. An authority decides itself which of them it grants. */
  readonly extensions: readonly Extension[]
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
}

/** `extensionRequest` (RFC 2985, 5.4.2). */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'

/** How some programs still write it. */
const OF_OLD = { accepts: ['NEW CERTIFICATE REQUEST'] }

/**
 * Reads a certificate request, PEM or DER. Nothing is verified.
 *
 * @throws CoreError `ERR_PEM_*`, `ERR_DER_*`, `ERR_REQUEST_VERSION`, `ERR_CERTIFICATE_EXTENSION_TWICE`
 */
export function parseCsr(pemOrDer: string | Uint8Array): CertificateRequest {
  const parsed = parseDer(new Uint8Array(toDer(pemOrDer, 'CERTIFICATE REQUEST', OF_OLD)), {
    maxBytes: 64 * 1024,
    maxDepth: 24,
    maxElements: 500,
  })
  const outer = openDer(parsed)
  const info = outer.next(TAG.sequence)
  const signatureAlgorithm = readAlgorithmIdentifier(outer.next())
  const signature = readBitStringBytes(outer.next())
  outer.end()

  const inner = openDer(info)
  const version = readSmallInteger(inner.next())
  if (version !== 0) throw new CoreError('ERR_REQUEST_VERSION', { found: version })
  const subject = readName(inner.next())
  const publicKey = parsePublicKey(inner.next(TAG.sequence).raw)
  // Some programs leave out an empty set of attributes.
  const attributes = inner.optional(contextTag(0))
  inner.end()
  const extensions = attributes === undefined ? [] : readRequestedExtensions(attributes)
  return { raw: parsed.raw, info: info.raw, subject, publicKey, extensions, signatureAlgorithm, signature }
}

function readRequestedExtensions(attributes: DerNode): Extension[] {
  const requests = children(attributes)
    .map((attribute) => {
      const cursor = openDer(attribute)
      const oid = readOid(cursor.next())
      const values = children(expectTag(cursor.next(), TAG.set))
      cursor.end()
      return { oid, values }
    })
    .filter(({ oid }) => oid === EXTENSION_REQUEST)
    .flatMap(({ values }) => values)
  const [request, ...more] = requests
  if (more.length > 0)
    throw new CoreError('ERR_CERTIFICATE_EXTENSION_TWICE', { extension: EXTENSION_REQUEST })
  return request === undefined ? [] : readExtensions(request)
}

/**
 * Reads a certificate request and proves that who made it holds the key (RFC 2986, 3).
 *
 * It proves nothing else: who asks, and whether the name is his, the authority finds out by other means.
 *
 * @throws CoreError `ERR_REQUEST_SIGNATURE`, and those of {@link parseCsr}
 */
export async function verifyCsr(pemOrDer: string | Uint8Array): Promise<CertificateRequest> {
  const request = parseCsr(pemOrDer)
  const scheme = signatureScheme(request.signatureAlgorithm)
  if (await scheme?.verify(request.publicKey, request.info, request.signature)) return request
  throw new CoreError('ERR_REQUEST_SIGNATURE')
}
