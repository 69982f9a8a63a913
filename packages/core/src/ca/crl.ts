import 'reflect-metadata'
import { Extension, Name, X509CrlGenerator, X509CrlReason } from '@peculiar/x509'
import { encodeInteger } from '../der/write.ts'
import { EXTENSION } from '../x509/oid.ts'
import { wholeSecond } from './certificate.ts'
import { authorityExtension } from './extensions.ts'
import { type Issuer, issuerSigner } from './issuer.ts'
import { signWith, toBuffer } from './signing.ts'

/** Why a certificate was revoked (RFC 5280, 5.3.1), with the value that the list holds. */
const REASONS = {
  keyCompromise: X509CrlReason.keyCompromise,
  cACompromise: X509CrlReason.cACompromise,
  affiliationChanged: X509CrlReason.affiliationChanged,
  superseded: X509CrlReason.superseded,
  cessationOfOperation: X509CrlReason.cessationOfOperation,
  certificateHold: X509CrlReason.certificateHold,
  privilegeWithdrawn: X509CrlReason.privilegeWithdrawn,
} as const

export type RevocationReason = keyof typeof REASONS

export interface RevokedCertificate {
  /** Hexadecimal, as `Certificate.serialNumber`. */
  readonly serialNumber: string
  readonly revokedAt: Date
  readonly reason?: RevocationReason
}

export interface CrlOptions {
  readonly issuer: Issuer
  /** Goes up with every list of the issuer (RFC 5280, 5.2.3). */
  readonly number: bigint | number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly revoked: readonly RevokedCertificate[]
}

/**
 * Makes a list of revoked certificates 证书吊销列表 (RFC 5280, 5).
 *
 * @returns DER; as PEM its label is `X509 CRL`: `encodePem('X509 CRL', crl)`
 */
export async function createCrl(options: CrlOptions): Promise<Uint8Array> {
  const { issuer, number, thisUpdate, nextUpdate, revoked } = options
  if (!(thisUpdate < nextUpdate)) throw new RangeError('nextUpdate: expected a time after thisUpdate')
  if (BigInt(number) < 0n) throw new RangeError('number: expected a whole number')
  const { crypto, key, algorithm } = signWith(issuerSigner(issuer, 'cRLSign'))
  const made = await X509CrlGenerator.create(
    {
      issuer: new Name(toBuffer(issuer.certificate.subject.raw)),
      thisUpdate: wholeSecond(thisUpdate),
      nextUpdate: wholeSecond(nextUpdate),
      signingKey: key,
      signingAlgorithm: algorithm,
      entries: revoked.map(({ serialNumber, revokedAt, reason }) => ({
        serialNumber,
        revocationDate: wholeSecond(revokedAt),
        ...(reason === undefined ? {} : { reason: REASONS[reason] }),
      })),
      extensions: [
        ...authorityExtension(issuer.certificate),
        new Extension(EXTENSION.cRLNumber, false, toBuffer(encodeInteger(number))),
      ],
    },
    crypto,
  )
  return new Uint8Array(made.rawData)
}
