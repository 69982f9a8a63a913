import { type Certificate, equalBytes, sameName, TrustError } from '@xinyin/core'
import { CMS_ATTRIBUTE, type SignedData, type SignerInfo } from '@xinyin/core/cms'
import { readToken } from '../evidence/token.ts'
import type { SealSignature } from '../signature/signature.ts'
import { createVouchers, type Known } from './vouchers.ts'

/** Something in a signed value that neither its signer nor anybody who is trusted has signed. */
export interface UnsignedPart {
  /** Where it stands, as the standard calls it: `unsignedAttrs 1.2.3.4`. */
  readonly element: string
  readonly octets: number
}

/** Tags, lengths, versions and names of algorithms take up to 150 octets in messages from the field. */
const MAX_FRAME = 256

/** What stands around each certificate, list, answer and attribute. */
const MAX_HEADER = 24

/**
 * What a message of GB/T 35275 holds that nobody vouches for: attributes that are not signed, but for one time stamp, which is
 * gone into; certificates, revocation lists and answers that were not made under any anchor or intermediate of the trust; and
 * whatever else makes it longer than what it says, such as forms of revocation that nobody reads, parameters of algorithms, or
 * lengths with zeros in front.
 *
 * @param certificate - that of the signer, which the path is judged of
 */
export async function unsignedInMessage(
  message: SignedData,
  certificate: Certificate | undefined,
  known: Known,
): Promise<UnsignedPart[]> {
  const parts: UnsignedPart[] = []
  const add = (element: string, octets: number) => parts.push({ element, octets })
  let covered = message.content?.length ?? 0
  let attributes = 0
  for (const signer of message.signers) {
    covered += signedOctets(signer)
    const stamp = stampOf(signer)
    if (stamp !== undefined) {
      covered += stamp.length
      parts.push(...(await unsignedInStamp(stamp, known)))
    }
    for (const { oid, values } of signer.unsignedAttributes) {
      const octets = values.filter((value) => value !== stamp).reduce((sum, { length }) => sum + length, 0)
      attributes++
      covered += octets
      if (octets > 0) add(`unsignedAttrs ${oid.slice(0, 64)}`, octets)
    }
  }
  const { certificates, otherCertificates, crls, ocspResponses } = message
  const vouchers = createVouchers(known)
  const others = certificates.filter(
    ({ raw }) => certificate === undefined || !equalBytes(raw, certificate.raw),
  )
  for (const { raw } of await vouchers.admit(others)) add('certificates', raw.length)
  for (const { length } of otherCertificates) add('certificates', length)
  for (const der of crls) if (!(await vouchers.madeList(der))) add('crls', der.length)
  for (const der of ocspResponses) {
    const { length } = der
    const octets = length - (await vouchers.octetsOfAnswer(der))
    if (octets > MAX_FRAME || octets === length) add('ocspResponses', octets)
  }
  const whole = [...certificates.map(({ raw }) => raw), ...otherCertificates, ...crls, ...ocspResponses]
  const left = message.raw.length - covered - whole.reduce((sum, { length }) => sum + length, 0)
  // Content may come in pieces, each with a header of its own.
  const frame = MAX_FRAME + MAX_HEADER * (whole.length + attributes) + (message.content?.length ?? 0) / 64
  if (left > frame) add('other octets', left)
  return parts
}

/**
 * The same of a signature with a seal. Its reader takes nothing beside the elements of the standard, of which the time stamp alone is
 * held by neither the signature nor the list of the seal (GB/T 38540-2020, 7.1).
 */
export const unsignedInSignature = async (
  { timeStamp }: SealSignature,
  known: Known,
): Promise<UnsignedPart[]> => (timeStamp === undefined ? [] : unsignedInStamp(timeStamp, known))

/** What its authority did not sign of a time stamp, or of the answer in which it stands. */
async function unsignedInStamp(token: Uint8Array, known: Known): Promise<UnsignedPart[]> {
  const inTimeStamp = ({ element, octets }: UnsignedPart) => ({ element: `timeStamp ${element}`, octets })
  try {
    const { message } = readToken(token)
    const [signer] = message.signers
    const certificate = message.certificates.find(
      ({ serialNumber, issuer }) =>
        signer?.sid.kind === 'issuer-and-serial-number' &&
        signer.sid.serialNumber === serialNumber &&
        sameName(signer.sid.issuer, issuer),
    )
    const parts = await unsignedInMessage(message, certificate, known)
    const around = token.length - message.raw.length
    if (around > MAX_FRAME) parts.push({ element: 'other octets', octets: around })
    return parts.map(inTimeStamp)
  } catch (error) {
    // One that cannot be read proves nothing, which the check of the time stamp says: it is as good as any other octets.
    if (error instanceof TrustError) return [{ element: 'timeStamp', octets: token.length }]
    throw error
  }
}

/** What a signer signed, his signature, and the name by which his certificate was found. */
function signedOctets({ signedAttributes, signature, sid }: SignerInfo): number {
  const name =
    sid.kind === 'subject-key-identifier'
      ? sid.subjectKeyIdentifier.length / 2
      : sid.issuer.raw.length + sid.serialNumber.length / 2
  return (signedAttributes?.signedBytes.length ?? 0) + signature.length + name
}

/** The first time stamp, which is the one that is judged. */
const stampOf = ({ unsignedAttributes }: SignerInfo): Uint8Array | undefined =>
  unsignedAttributes.find(({ oid }) => oid === CMS_ATTRIBUTE.timeStampToken)?.values[0]
