import type { LicencePolicy } from '@xinyin/e-license'
import { parseEvidence } from '@xinyin/e-seal/evidence'
import type { OfdOptions } from '@xinyin/e-seal/ofd'
import { createSealStatusChecker } from '@xinyin/e-seal/status'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import { readStatement } from '../files/statement.ts'
import { readCertificates } from '../keys/signer.ts'
import { readStatusChecker, type StatusOptions } from '../licence/status.ts'
import { openNetwork, type TrustOptions } from '../trust/open.ts'
import type { Kind } from './kind.ts'

/** What is demanded of files beyond what is demanded of all of them. */
export interface Demands
  extends Pick<OfdOptions, 'strict' | 'expect' | 'status' | 'requireStatus' | 'evidence'> {
  /** What licences are held against. */
  readonly licence: Omit<LicencePolicy, 'trust' | 'at'>
}

/** The same, as the command line has it. */
export interface DemandOptions extends TrustOptions, StatusOptions {
  readonly pool?: readonly string[]
  readonly strict?: boolean
  readonly expectSignatures?: number
  readonly expectSeal?: readonly string[]
  readonly expectSigner?: readonly string[]
  readonly expectCovered?: boolean
  readonly sealStatus?: readonly string[]
  readonly requireSealStatus?: boolean
  readonly evidence?: string
}

const MAX_EVIDENCE = 64 * 1024 * 1024

/**
 * Reads what is demanded. Whether a seal was withdrawn is asked only where a list of the status was named, or the status
 * is required: most seals do not say where theirs is told.
 *
 * @throws CliError `ERR_FILE_*`, `ERR_ALLOW`; SealError `ERR_EVIDENCE_*`
 */
export async function readDemands(options: DemandOptions): Promise<Demands> {
  const { strict = false, requireSealStatus = false, sealStatus = [], evidence, pool = [] } = options
  const expect = expectationOf(options)
  const fetch = openNetwork(options)
  const isAsked = sealStatus.length > 0 || requireSealStatus
  const lists = await Promise.all(sealStatus.map(readStatement))
  const status = createSealStatusChecker({ lists, ...(fetch === undefined ? {} : { fetch }) })
  const licenceStatus = await readStatusChecker(options)
  return {
    licence: {
      certificates: (await Promise.all(pool.map(readCertificates))).flat(),
      ...(licenceStatus === undefined ? {} : { status: licenceStatus }),
    },
    ...(strict ? { strict } : {}),
    ...(expect === undefined ? {} : { expect }),
    ...(isAsked ? { status, requireStatus: requireSealStatus } : {}),
    ...(evidence === undefined ? {} : { evidence: parseEvidence(await readFile(evidence, MAX_EVIDENCE)) }),
  }
}

function expectationOf(options: DemandOptions): Demands['expect'] {
  const { expectSignatures: signatures, expectSeal: seals, expectSigner: signers } = options
  const expectation = {
    ...(signatures === undefined ? {} : { signatures }),
    ...(seals === undefined ? {} : { seals }),
    ...(signers === undefined ? {} : { signers }),
    ...(options.expectCovered === true ? { everythingCovered: true } : {}),
  }
  return Object.keys(expectation).length === 0 ? undefined : expectation
}

/**
 * What nobody can look for in a file of this kind has not been found in it.
 *
 * @throws CliError `ERR_EXPECT_KIND`
 */
export function refuseDemands(kind: Kind, { expect, evidence, status, strict }: Demands): void {
  const ofDocuments = expect !== undefined || evidence !== undefined
  const ofSeals = status !== undefined || strict !== undefined
  if (ofDocuments || (ofSeals && kind !== 'seal')) throw new CliError('ERR_EXPECT_KIND')
}
