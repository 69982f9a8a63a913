import { type Certificate, equalBytes, sameName, TrustError } from '@xinyin/core'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import type { PathPolicy } from './revocation.ts'

/** What authorities are known by. */
export type Known = Pick<PathPolicy, 'trust' | 'algorithms'>

/** Signatures of certificates, lists and answers that are tried on one message; what is left then counts as nobody's. */
const MAX_TRIED = 64

/** Something that an authority signs. */
type Issued = Pick<Certificate, 'issuer' | 'tbs' | 'signatureAlgorithm' | 'signature'>

/**
 * Who vouches for what came with a message: the authorities of the trust, whatever their role, and those that they made. Times
 * and revocation do not count: whether something is believed is for paths to say, here only whether somebody else than its bearer made it.
 */
export interface Vouchers {
  /** Takes in the certificates that can be vouched for. @returns the others */
  admit(certificates: readonly Certificate[]): Promise<readonly Certificate[]>
  /** Whether an authority made a revocation list. */
  madeList(der: Uint8Array): Promise<boolean>
  /** How many octets of an OCSP answer an authority, or whom it made a certificate for that, has signed. */
  octetsOfAnswer(der: Uint8Array): Promise<number>
}

export function createVouchers({ trust, algorithms }: Known): Vouchers {
  const authorities = [...trust.anchors.map(({ certificate }) => certificate), ...trust.intermediates]
  let tried = 0
  const isSigned = async (issued: Issued, by: Certificate): Promise<boolean> => {
    const scheme = algorithms.scheme(issued.signatureAlgorithm)
    if (scheme === undefined || tried++ >= MAX_TRIED) return false
    try {
      return await scheme.verify(algorithms.publicKey(by.spki), issued.tbs, issued.signature)
    } catch (error) {
      if (error instanceof TrustError) return false
      throw error
    }
  }
  const isIssued = async (issued: Issued): Promise<boolean> => {
    for (const authority of authorities)
      if (sameName(authority.subject, issued.issuer) && (await isSigned(issued, authority))) return true
    return false
  }
  /** A root that made an authority and signed itself: nobody else has its key. */
  const isRoot = async (certificate: Certificate): Promise<boolean> => {
    const { subject, issuer } = certificate
    if (!sameName(subject, issuer)) return false
    for (const authority of authorities)
      if (sameName(authority.issuer, subject) && (await isSigned(authority, certificate)))
        return isSigned(certificate, certificate)
    return false
  }
  const isVouchedFor = async (certificate: Certificate): Promise<boolean> =>
    authorities.some(({ raw }) => equalBytes(raw, certificate.raw)) ||
    (await isIssued(certificate)) ||
    isRoot(certificate)

  return {
    async admit(certificates) {
      let left = certificates
      for (;;) {
        const others: Certificate[] = []
        for (const certificate of left) {
          if (await isVouchedFor(certificate)) authorities.push(certificate)
          else others.push(certificate)
        }
        if (others.length === left.length || others.length === 0) return others
        left = others
      }
    },
    async madeList(der) {
      const crl = orUndefined(() => parseCrl(der))
      return crl !== undefined && isIssued(crl)
    },
    async octetsOfAnswer(der) {
      const answer = orUndefined(() => parseOcspResponse(der))
      if (answer === undefined) return 0
      const { tbs, signature, responder } = answer
      const [delegate] = answer.certificates
      const own = tbs.length + signature.length
      if (
        delegate !== undefined &&
        (await isIssued(delegate)) &&
        (await isSigned(toIssued(answer, delegate), delegate))
      )
        return own + delegate.raw.length
      for (const authority of authorities)
        if (!('name' in responder) || sameName(responder.name, authority.subject))
          if (await isSigned(toIssued(answer, authority), authority)) return own
      return 0
    },
  }
}

const toIssued = (answer: Omit<Issued, 'issuer'>, { subject }: Certificate): Issued => ({
  ...answer,
  issuer: subject,
})

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
