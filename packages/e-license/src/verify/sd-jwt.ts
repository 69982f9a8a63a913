import { type Check, createReport, failedBy, passed, type Report, skipped } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { inspectParsedSdJwt, SD_JWT_CHECKS } from '../credential/inspect.ts'
import { parseSdJwt, type SdJwt } from '../credential/parse.ts'
import { LicenceError } from '../errors.ts'
import { parseClaims } from '../metadata/claims.ts'
import type { Licence } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { type CredentialIssuer, findIssuer } from './credential-issuer.ts'
import type { LicencePolicy } from './policy.ts'
import { checkRules, createLicence, skipRules } from './rules.ts'
import { assertShownClaims } from './shown-claims.ts'
import { wantedOf } from './wanted.ts'

const TYPE = 'dc+sd-jwt'

/** A licence as an SD-JWT: its issuer's certificate and path, or the keys that the verifier has of it, the credential's own checks, then the licence's. */
export async function inspectSdJwtLicence(
  text: string,
  policy: LicencePolicy,
  at: Date,
): Promise<Report<Licence>> {
  const form = passed('licence.form', { form: 'sd-jwt' })
  const without = (check: Check, ids: readonly string[]) =>
    createReport<Licence>(
      [form, check, ...ids.map((id) => skipped(id, check.id)), ...skipRules(check.id)],
      undefined,
    )

  let sdJwt: SdJwt
  try {
    sdJwt = parseSdJwt(text)
  } catch (error) {
    const [, ...others] = SD_JWT_CHECKS
    return without(failedBy('sd-jwt.form', error), ['sd-jwt.issuer', ...others, 'licence.metadata'])
  }
  let issuer: CredentialIssuer
  try {
    issuer = findIssuer(sdJwt.issued, policy)
  } catch (error) {
    return without(failedBy('sd-jwt.issuer', error), [...SD_JWT_CHECKS, 'licence.metadata'])
  }
  const { trust, keyBinding, revocation = trust.revocationChecker ?? createRevocationChecker() } = policy
  const credential = await inspectParsedSdJwt(sdJwt, {
    key: issuer.key,
    at,
    type: TYPE,
    ...(keyBinding === undefined ? {} : { keyBinding }),
  })
  // What the credential says of its type and region is held against the grants of whom it leads to.
  const metadata = credential.subject && readMetadata(sdJwt.issued.payload, credential.subject.claims)
  const wanted = metadata?.data && wantedOf(metadata.data)
  const standing = await issuer.inspect({ at, revocation, ...(wanted === undefined ? {} : { wanted }) })
  const lower = [form, passed('sd-jwt.issuer', issuer.facts), ...standing, ...credential.checks]
  if (metadata === undefined)
    return createReport<Licence>(
      [...lower, skipped('licence.metadata', 'sd-jwt.disclosures'), ...skipRules('sd-jwt.disclosures')],
      undefined,
    )
  const { check, data } = metadata
  if (data === undefined)
    return createReport<Licence>([...lower, check, ...skipRules('licence.metadata')], undefined)
  const rules = await checkRules(data, [{ certificate: issuer.name }], policy, {
    at,
    revocation,
    before: lower,
    // A key binding that is demanded and does not hold stands against the credential, and nothing is held then.
    keyHeld: keyBinding !== undefined,
  })
  const checks = [...lower, check, ...rules]
  return createReport(checks, createLicence('sd-jwt', data))
}

function readMetadata(
  payload: JsonObject,
  claims: JsonObject,
): { check: Check; data: PartialLicenceData | undefined } {
  try {
    assertShownClaims(payload, claims)
    return { check: passed('licence.metadata'), data: parseClaims(claims) }
  } catch (error) {
    if (!(error instanceof LicenceError)) throw error
    return { check: failedBy('licence.metadata', error), data: undefined }
  }
}
