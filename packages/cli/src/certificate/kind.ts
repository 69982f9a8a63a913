import { decodePem, type PemBlock, TrustError } from '@xinyin/core'
import { children, type DerNode, parseBer, parseDer, TAG } from '@xinyin/core/der'
import { CliError } from '../errors.ts'

/** What a file of keys and certificates can hold. */
export type ObjectKind =
  | 'certificate'
  | 'request'
  | 'crl'
  | 'ocsp'
  | 'private-key'
  | 'encrypted-key'
  | 'public-key'
  | 'pkcs12'

/** One thing that is in a file. */
export interface FoundObject {
  readonly kind: ObjectKind
  readonly der: Uint8Array
}

const LABELS: Readonly<Record<string, ObjectKind>> = {
  CERTIFICATE: 'certificate',
  'CERTIFICATE REQUEST': 'request',
  'NEW CERTIFICATE REQUEST': 'request',
  'X509 CRL': 'crl',
  'OCSP RESPONSE': 'ocsp',
  'PRIVATE KEY': 'private-key',
  'EC PRIVATE KEY': 'private-key',
  'SM2 PRIVATE KEY': 'private-key',
  'RSA PRIVATE KEY': 'private-key',
  'ENCRYPTED PRIVATE KEY': 'encrypted-key',
  'PUBLIC KEY': 'public-key',
}

/** OpenSSL writes a block with the curve in front of a key. */
const PARAMETERS: ReadonlySet<string> = new Set(['EC PARAMETERS', 'SM2 PARAMETERS'])

const CONTEXT_0 = 0xa0

/**
 * Tells what is in a file, by its content.
 *
 * @throws CliError `ERR_FILE_EMPTY`, `ERR_INSPECT_KIND`
 * @throws CoreError `ERR_PEM_*`
 */
export function findObjects(bytes: Uint8Array): FoundObject[] {
  if (bytes.length === 0) throw new CliError('ERR_FILE_EMPTY')
  if (bytes[0] === TAG.sequence) return [{ kind: derKind(bytes), der: bytes }]
  if (!startsLikeText(bytes)) throw new CliError('ERR_INSPECT_KIND')
  const limits = { maxBytes: 512 * 1024 * 1024, maxBlocks: 10_000 }
  return decodePem(bytes, limits)
    .filter(({ label }) => !PARAMETERS.has(label))
    .map(({ label, der }: PemBlock) => {
      const kind = Object.hasOwn(LABELS, label) ? LABELS[label] : undefined
      if (kind === undefined) throw new CliError('ERR_INSPECT_KIND')
      return { kind, der }
    })
}

const startsLikeText = (bytes: Uint8Array) =>
  bytes.subarray(0, 64).every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32)

/** By the tags of the first two levels, which differ between all of these. */
function derKind(bytes: Uint8Array): ObjectKind {
  let kind: ObjectKind | undefined
  try {
    const limits = { maxBytes: bytes.length, maxDepth: 8, maxElements: 1000 }
    // Files of keys come in the basic rules too.
    const outer = bytes[1] === 0x80 ? parseBer(bytes, { maxBytes: 1024 * 1024 }) : parseDer(bytes, limits)
    kind = kindOf(children(outer))
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_INSPECT_KIND', {}, cause)
  }
  if (kind === undefined) throw new CliError('ERR_INSPECT_KIND')
  return kind
}

function kindOf([first, second, third]: readonly DerNode[]): ObjectKind | undefined {
  if (first?.tag === TAG.enumerated) return 'ocsp'
  if (first?.tag === TAG.integer) {
    // A PKCS#12 file has version 3, a key of PKCS#8 0 or 1, one of SEC 1 an OCTET STRING, one of PKCS#1 numbers.
    return first.content[0] === 3 && second?.tag === TAG.sequence ? 'pkcs12' : 'private-key'
  }
  if (first?.tag !== TAG.sequence) return undefined
  if (second?.tag === TAG.octetString) return 'encrypted-key'
  if (second?.tag === TAG.bitString) return 'public-key'
  if (second?.tag !== TAG.sequence || third?.tag !== TAG.bitString) return undefined
  return signedKind(children(first))
}

/** What is signed: a certificate, a list, a request. */
function signedKind([first, second, third, fourth]: readonly DerNode[]): ObjectKind | undefined {
  if (first?.tag === CONTEXT_0) return 'certificate'
  if (first?.tag === TAG.sequence) return 'crl'
  if (first?.tag !== TAG.integer || second?.tag !== TAG.sequence) return undefined
  if (third?.tag !== TAG.sequence) return undefined
  // A list has a time here; a request its attributes; a certificate of version 1 its validity.
  if (fourth?.tag === TAG.utcTime || fourth?.tag === TAG.generalizedTime) return 'crl'
  return fourth === undefined || fourth.tag === CONTEXT_0 ? 'request' : 'certificate'
}
