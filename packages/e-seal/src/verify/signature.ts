import { type Certificate, type Check, type Name, passed, TrustError } from '@xinyin/core'
import { parseName } from '@xinyin/core/x509'
import type { SealedData } from '../signature/sealed-data.ts'
import type { SealSignature } from '../signature/signature.ts'
import { checkCertificatePath } from './certificate-path.ts'
import { checkAlgorithm } from './checks/seal-algorithm.ts'
import { checkExtensions } from './checks/seal-extensions.ts'
import { checkDataHash } from './checks/signature-data-hash.ts'
import { checkMakerIndependent } from './checks/signature-maker-independent.ts'
import { checkSignerListed } from './checks/signature-signer-listed.ts'
import { checkTime } from './checks/signature-time.ts'
import { checkTimeStamp } from './checks/signature-time-stamp.ts'
import { checkUncovered, octetsOf, unsignedDeviations } from './checks/signature-uncovered.ts'
import { checkSignatureValue } from './checks/signature-value.ts'
import { checkVersion } from './checks/signature-version.ts'
import { rememberedCertificate } from './memory.ts'
import { earlier, type Moments } from './moments.ts'
import type { PathPolicy } from './revocation.ts'
import { sealChecks, structurePassed } from './seal.ts'
import { toleranceChecks } from './tolerances.ts'
import { unsignedInSignature } from './unsigned-parts.ts'

/** The checks of a signature and of the seal in it, which are left out when the signature cannot be read. */
export const SIGNATURE_CHECK_IDS = [
  'signature.version',
  'signature.algorithm',
  'signature.value',
  'signature.data-hash',
  'signature.signer-listed',
  'signature.signer-path',
  'signature.maker-independent',
  'signature.time',
  'signature.time-stamp',
  'signature.uncovered',
  'signature.extensions',
  'seal.structure',
  'seal.algorithm',
  'seal.maker-signature',
  'seal.time-stamp',
  'seal.maker-path',
  'seal.status',
  'seal.validity',
  'seal.signers',
  'seal.picture',
  'seal.extensions',
]

/** What was found of a signature. */
export interface SignatureFinding {
  readonly checks: readonly Check[]
  /** When it was made, as its signer claims and as a time stamp proves. */
  readonly moments: Moments
  /** The signer, as far as his certificate can be read. He is trusted only when the checks pass. */
  readonly signer: Name | undefined
  /** Who made the seal, likewise; of a signature without a seal nobody. */
  readonly maker: Name | undefined
  /** Octets of the signed value that nobody known has signed. */
  readonly unsigned: number
}

/**
 * Checks a signature over data, and the seal that it was made with (GB/T 38540-2020, 7.2).
 *
 * @param data - what is sealed, as it arrived
 */
export async function inspectSealSignature(
  signature: SealSignature,
  data: SealedData,
  policy: PathPolicy,
  now: Date,
): Promise<SignatureFinding> {
  const { seal, time } = signature
  const signer = rememberedCertificate(policy.trust, signature.signerCertificate)
  const maker = rememberedCertificate(policy.trust, seal.makerCertificate)
  const stamp = await checkTimeStamp(signature, data, { policy, proofs: await policy.proofs(now), now })
  const { proven } = stamp
  // Nobody signs after his time stamp: what he claims beyond it, which `signature.time` judges, counts as the stamp's.
  const moments = { claimed: earlier(time, proven), now, proven }
  const unsigned = await unsignedInSignature(signature, policy)
  const checks = [
    passed('signature.structure', { form: signature.form, version: signature.version }),
    checkVersion(signature),
    checkAlgorithm('signature.algorithm', signature.algorithm, signer),
    await checkSignatureValue(signature, signer),
    checkDataHash(signature, data),
    checkSignerListed(signature),
    ...(await checkCertificatePath('signature.signer-path', signer, {
      policy,
      role: 'seal-signer',
      moments,
    })),
    checkMakerIndependent(maker, signer),
    checkTime({ ...moments, claimed: time }),
    stamp.check,
    checkUncovered(unsigned),
    checkExtensions('signature.extensions', signature.extensions),
  ]
  const all = [
    ...checks,
    ...toleranceChecks(
      [...signature.deviations, ...unsignedDeviations(unsigned)],
      checks,
      'signature',
      policy.strict,
    ),
    structurePassed(seal),
    ...(await sealChecks(seal, maker, policy, moments)),
  ]
  return {
    checks: all,
    moments: { ...moments, claimed: time },
    signer: givenName(signer),
    maker: givenName(maker),
    unsigned: octetsOf(unsigned),
  }
}

/** A name that is nobody else's: what is remembered with a certificate is not given out. */
const givenName = (certificate: Certificate | TrustError): Name | undefined =>
  certificate instanceof TrustError ? undefined : parseName(certificate.subject.raw)

/** The checks of `inspectSealSignature` alone. */
export async function signatureChecks(
  ...signature: Parameters<typeof inspectSealSignature>
): Promise<readonly Check[]> {
  return (await inspectSealSignature(...signature)).checks
}
