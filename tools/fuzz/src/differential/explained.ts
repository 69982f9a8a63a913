import { type Certificate, TrustError } from '@xinyin/core'
import { children, parseDer, readBitString } from '@xinyin/core/der'
import { readMember } from '../authority.ts'
import type { Peer } from './peers.ts'

/** A sort of certificates that are accepted here and refused by somebody else, and why that is right. */
export interface Explanation {
  readonly what: string
  readonly peers: readonly Peer[]
  /** Told from the certificate alone, whatever the peer says about it. */
  readonly applies: (certificate: Certificate) => boolean
  readonly why: string
}

/** Whether something is refused with a code. */
function isRefused(read: () => unknown): boolean {
  try {
    read()
    return false
  } catch (error) {
    if (error instanceof TrustError) return true
    throw error
  }
}

/** UTF8String, PrintableString, TeletexString, IA5String, BMPString and the like. */
const STRINGS: ReadonlySet<number> = new Set([0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1c, 0x1e])

function hasOtherValue({ subject, issuer }: Certificate): boolean {
  const values = [subject, issuer].flatMap(({ raw }) =>
    children(parseDer(raw)).flatMap((set) => children(set).flatMap((pair) => children(pair).slice(1))),
  )
  return values.some(({ tag }) => !STRINGS.has(tag))
}

/** `netscape-cert-type`: a BIT STRING, the second bit of which stands for servers. */
function isNetscapeServer({ extensions }: Certificate): boolean {
  const extension = extensions.find(({ oid }) => oid === '2.16.840.1.113730.1.1')
  if (extension === undefined) return true
  const read = () => readBitString(parseDer(extension.value)).bytes
  return !isRefused(read) && ((read()[0] ?? 0) & 0x40) !== 0
}

/**
 * Every sort of certificate that is accepted here and refused there. The differential fuzzer fails on one that is of no
 * such sort, and a test on a sort that no longer occurs.
 */
export const EXPLAINED: readonly Explanation[] = [
  {
    what: 'a value of a name that is no string',
    peers: ['node', 'pkijs', 'openssl'],
    applies: hasOtherValue,
    why: 'RFC 5280, 4.1.2.4 leaves the type of a value open. Such a value is kept and shown as octets, and is equal to the same octets alone.',
  },
  {
    what: 'a key that cannot be read',
    peers: ['node', 'pkijs'],
    applies: (certificate) => isRefused(() => certificate.publicKey),
    why: 'A key is read when it is asked for, so that certificates with unknown keys can be looked at. As part of a path it fails with ERR_PATH_KEY.',
  },
  {
    what: 'an identifier that is not that of the key of the issuer',
    peers: ['openssl'],
    applies: ({ authorityKeyIdentifier, authorityCertificate }) =>
      authorityKeyIdentifier !== readMember('middle').subjectKeyIdentifier ||
      authorityCertificate !== undefined,
    why: 'It helps to find the issuer (RFC 5280, 4.2.1.1) and is no part of path validation (6.1): the signature tells whose key it was.',
  },
  {
    what: 'an extension of Netscape that says something else',
    peers: ['openssl'],
    applies: (certificate) => !isNetscapeServer(certificate),
    why: 'It is in no standard, not critical and not processed here; the purpose stands in the extended key usage.',
  },
  {
    what: 'a place of revocation lists that names none',
    peers: ['openssl'],
    applies: ({ cRLDistributionPoints }) =>
      cRLDistributionPoints?.some(({ name, cRLIssuer }) => name === undefined && cRLIssuer === undefined) ===
      true,
    why: 'RFC 5280, 4.2.1.13 forbids authorities to write it. It leads nowhere: no list is found by it, so that nothing passes that would not pass without it.',
  },
]
