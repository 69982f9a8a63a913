import { decidingCheck, type Trust } from '@xinyin/core'
import { readTrust } from '@xinyin/core/node'
import { createKnownVersions, type LicencePolicy } from '@xinyin/e-license'
import type { VerifiedBundle } from '@xinyin/e-license/bundle'
import { openBundle, readBundle } from '../bundle/open.ts'
import { CliError } from '../errors.ts'
import { readIdentifiers } from '../files/identifiers.ts'
import { readCertificates } from '../keys/signer.ts'
import { openTrustToLeanOn, type TrustOptions } from '../trust/open.ts'
import { readStatusChecker, type StatusOptions } from './status.ts'

/** Against what licences are held, as the command line has it. */
export interface PolicyOptions extends TrustOptions, StatusOptions {
  readonly trust: string
  readonly at?: Date
  readonly pool?: readonly string[]
  readonly bundle?: string
  readonly memory?: string
  readonly requireStatus?: boolean
  readonly identifiers?: string
}

/** @throws CliError `ERR_FILE_*`, `ERR_ALLOW`, `ERR_OPTION_MISSING`, `ERR_BUNDLE_REFUSED`; TrustError for a store that is none */
export async function readPolicy(options: PolicyOptions): Promise<LicencePolicy & { readonly at: Date }> {
  const { at = new Date(), pool = [], requireStatus = false, identifiers } = options
  const bundle = await readVerifiedBundle(options, at)
  const status = bundle?.policy.status ?? (await readStatusChecker(options))
  const certificates = (await Promise.all(pool.map(readCertificates))).flat()
  const newest = [
    ...(bundle?.identifiers ?? []),
    ...(identifiers === undefined ? [] : await readIdentifiers(identifiers)),
  ]
  return {
    trust: bundle?.policy.trust ?? (await openTrustToLeanOn(options)),
    at,
    certificates,
    requireStatus,
    ...(status === undefined ? {} : { status }),
    ...(newest.length === 0 ? {} : { versions: createKnownVersions(newest) }),
  }
}

/** What cannot be verified tells nothing: no licence is held against it. */
async function readVerifiedBundle(options: PolicyOptions, at: Date): Promise<VerifiedBundle | undefined> {
  const { bundle: file, memory, maxAge } = options
  if (file === undefined) {
    if (memory !== undefined) throw new CliError('ERR_OPTION_MISSING', { option: '--bundle' })
    return undefined
  }
  const report = await openBundle(await readBundle(file), {
    trust: await trustBefore(options),
    at,
    memory,
    maxAge,
  })
  if (report.verified !== undefined) return report.verified
  const check = decidingCheck(report)
  throw new CliError('ERR_BUNDLE_REFUSED', { file, check: check?.id ?? '-', reason: check?.code ?? '-' })
}

/** What a bundle brings of revocation counts as well, unless other material was named, which goes before it. */
const trustBefore = (options: PolicyOptions): Promise<Trust> =>
  options.crl === undefined ? readTrust(options.trust) : openTrustToLeanOn(options)
