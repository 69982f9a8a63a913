import { decidingCheck, type Report, TrustError } from '@xinyin/core'
import { explain } from '../checks.ts'
import { inspectSdJwt, type SdJwtPolicy, type VerifiedSdJwt } from './inspect.ts'

/** What was read, if every check passed; else the check that decided, as an error. */
function contentOf<Subject>(report: Report<Subject>): Subject {
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  const check = decidingCheck(report)
  if (check?.code === undefined)
    throw new TypeError('a report that did not pass must have a check that says why')
  throw new TrustError(check.code, { en: explain(check, 'en') }, check.facts)
}

/**
 * Verifies an SD-JWT and returns its claims.
 *
 * @throws TrustError with the code of the first check that did not pass
 */
export async function verifySdJwt(text: string, policy: SdJwtPolicy): Promise<VerifiedSdJwt> {
  return contentOf(await inspectSdJwt(text, policy))
}
