import { type Certificate, digestSm3, encodeHex } from '@xinyin/core'
import type { OcspResponse } from '@xinyin/core/ocsp'
import type { Crl } from '@xinyin/core/revocation'

/**
 * What is kept beside a sealed document so that it can be verified when certificates have expired and services are
 * gone: time stamps, certificates, revocation lists and OCSP answers.
 *
 * Nobody has to vouch for it. Each piece is signed by who made it, is verified when it is used, and counts for what it
 * says by itself; a piece for another document, or one that does not hold, changes nothing.
 */
export interface Evidence {
  readonly signatures: readonly SignatureEvidence[]
  /** They fill gaps in paths, and are trusted for nothing. */
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocspResponses: readonly OcspResponse[]
  /** Time stamps over pieces of evidence, oldest first. */
  readonly archives: readonly ArchiveStamp[]
}

/** Time stamps over one signature value: that of a signature with a seal, or that of a seal's maker. */
export interface SignatureEvidence {
  /** SM3 of the octets of the signature value as they stand in the document, lower-case hexadecimal. */
  readonly sm3: string
  /** DER of `TimeStampToken`s over those octets. */
  readonly timeStamps: readonly Uint8Array[]
}

/**
 * A time stamp over pieces of evidence: it proves that they existed before the keys of those who made them could get
 * into other hands, so that they still count afterwards.
 */
export interface ArchiveStamp {
  /** SM3 of each piece: of DER of a certificate, list, answer or token, or of the octets of a signature value. */
  readonly sm3: readonly string[]
  /** DER of a `TimeStampToken` over `archiveContent(sm3)`. */
  readonly timeStamp: Uint8Array
}

export const NO_EVIDENCE: Evidence = {
  signatures: [],
  certificates: [],
  crls: [],
  ocspResponses: [],
  archives: [],
}

/** By what a piece of evidence is named: SM3, lower-case hexadecimal. */
export const nameOf = (piece: Uint8Array): string => encodeHex(digestSm3(piece))
