import { type Check, skipped, TrustError } from '@xinyin/core'
import { type InspectedSigner, inspectSignedData } from '@xinyin/core/cms'
import { checkAlgorithm } from '../../verify/checks/seal-algorithm.ts'
import { checkTime } from '../../verify/checks/signature-time.ts'
import { pathPolicy } from '../../verify/revocation.ts'
import { checkDescription } from './checks/description.ts'
import { type DataContent, piecesOf } from './content.ts'
import type { DataDescription } from './description.ts'
import { readDescriptionAttributes } from './description-attributes.ts'
import { BARE_ROLE, type Finding, type JudgedOptions } from './finding.ts'

/** Inspects a message of GB/T 35275 over data that stands beside it. */
export async function inspectCms(
  content: DataContent,
  value: Uint8Array,
  options: JudgedOptions,
): Promise<Finding> {
  const { trust, revocation } = pathPolicy(options)
  const { at, policy = {}, expect } = options
  let size = 0
  async function* counted() {
    for await (const piece of piecesOf(content)) {
      size += piece.length
      yield piece
    }
  }
  const report = await inspectSignedData(value, {
    trust,
    revocation,
    at,
    role: BARE_ROLE,
    policy,
    content: counted(),
  })
  const { subject } = report
  if (subject === undefined) {
    const others = ['data.description', 'signature.algorithm', 'signature.time']
    return {
      checks: [...report.checks, ...others.map((id) => skipped(id, 'cms.structure'))],
      subject: undefined,
    }
  }
  const { signers } = subject
  const description = descriptionOf(signers)
  const [signer] = signers
  const checks = [
    ...report.checks,
    checkDescription({ description }, expect),
    ...signers.flatMap((each, i) => withNumber(signerChecks(each, at), signers.length, i)),
  ]
  return {
    checks,
    subject: {
      form: 'cms',
      description,
      size,
      seal: undefined,
      signer: signer?.certificate?.subject,
      maker: undefined,
      time: signer?.signingTime,
      provenAt: signer?.provenAt,
    },
  }
}

/** What is asked of each signer beyond what holds for any message: SM2, and no time to come. */
function signerChecks({ signer, certificate, signingTime, provenAt }: InspectedSigner, now: Date): Check[] {
  const { oid } = signer.signatureAlgorithm
  return [
    certificate === undefined
      ? skipped('signature.algorithm', 'cms.signer-certificate')
      : checkAlgorithm('signature.algorithm', oid, certificate),
    signingTime === undefined
      ? skipped('signature.time', 'signing-time')
      : checkTime({ claimed: signingTime, now, proven: provenAt }),
  ]
}

const withNumber = (checks: readonly Check[], count: number, i: number): readonly Check[] =>
  count === 1 ? checks : checks.map((check) => ({ ...check, facts: { number: i + 1, ...check.facts } }))

/** Of several signers all have to say the same. */
function descriptionOf(signers: readonly InspectedSigner[]): DataDescription | undefined {
  const said = signers.map(({ signer }) => tryDescription(signer.signedAttributes?.attributes ?? []))
  const [first] = said
  const isSame = said.every((each) => each?.name === first?.name && each?.mediaType === first?.mediaType)
  return isSame && !said.includes(undefined) ? first : undefined
}

function tryDescription(
  attributes: Parameters<typeof readDescriptionAttributes>[0],
): DataDescription | undefined {
  try {
    return readDescriptionAttributes(attributes)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
