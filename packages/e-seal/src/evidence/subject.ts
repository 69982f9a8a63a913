import { type Certificate, type Role, sameName, TrustError } from '@xinyin/core'
import type { SignedData } from '@xinyin/core/cms'
import type { Seal } from '../seal/seal.ts'
import type { SignedValue } from '../signature/signed-value.ts'
import { readCertificate } from '../verify/read-certificate.ts'
import { readToken } from './token.ts'

/** A certificate whose path and revocation somebody will have to know about later. */
export interface Witness {
  readonly certificate: Certificate
  readonly role: Role
  /** Certificates that came along. */
  readonly intermediates: readonly Certificate[]
}

/** A signature value, and what its verification hangs on. */
export interface EvidenceSubject {
  /** The octets of the value as they stand in the document. */
  readonly value: Uint8Array
  /** A time stamp over them that stands in the document. */
  readonly timeStamp: Uint8Array | undefined
  /** When it was made, as its maker says. */
  readonly claimed: Date | undefined
  readonly witnesses: readonly Witness[]
}

/** The signature, and the seal that it was made with, where there is one. */
export function subjectsOf(value: SignedValue): [EvidenceSubject, ...EvidenceSubject[]] {
  const { signature } = value
  const common = {
    value: signature.signature,
    timeStamp: signature.timeStamp,
    claimed: signature.time,
  }
  if (value.type === 'Sign')
    return [{ ...common, witnesses: witnessesIn(value.signature.message, 'document-signer') }]
  const { signerCertificate, seal } = value.signature
  return [{ ...common, witnesses: readWitness(signerCertificate, 'seal-signer') }, subjectOfSeal(seal)]
}

/** What has to be known of a seal's maker. */
function subjectOfSeal({ signature, timeStamp, makerCertificate, info }: Seal): EvidenceSubject {
  return {
    value: signature,
    timeStamp,
    claimed: info.createdAt,
    witnesses: readWitness(makerCertificate, 'seal-maker'),
  }
}

/** Who signed a time stamp; nobody where it cannot be read. */
export function witnessesOfToken(token: Uint8Array): Witness[] {
  try {
    return witnessesIn(readToken(token).timeStamp.signedData, 'time-stamper')
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}

function readWitness(der: Uint8Array, role: Role): Witness[] {
  const certificate = readCertificate(der)
  return certificate instanceof TrustError ? [] : [{ certificate, role, intermediates: [] }]
}

/** The certificates in a message that its signers name. Which of them is the right one, verification tells. */
function witnessesIn({ signers, certificates }: SignedData, role: Role): Witness[] {
  const isNamed = (certificate: Certificate) =>
    signers.some(({ sid }) =>
      sid.kind === 'subject-key-identifier'
        ? certificate.subjectKeyIdentifier === sid.subjectKeyIdentifier
        : certificate.serialNumber === sid.serialNumber && sameName(certificate.issuer, sid.issuer),
    )
  return certificates
    .filter(isNamed)
    .map((certificate) => ({ certificate, role, intermediates: certificates }))
}
