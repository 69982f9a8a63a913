import { decidingCheck, TrustError } from '@xinyin/core'
import { explain } from '../checks.ts'
import { type BundleOptions, inspectBundle, type VerifiedBundle } from './inspect.ts'

/**
 * The bundle for use, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check
 */
export async function verifyBundle(
  input: string | Uint8Array,
  options: BundleOptions,
): Promise<VerifiedBundle> {
  const report = await inspectBundle(input, options)
  if (report.verified !== undefined) return report.verified
  const check = decidingCheck(report)
  if (check?.code === undefined)
    throw new TypeError('a report that did not pass must have a check that says why')
  const sentence = { en: explain(check, 'en'), 'zh-CN': explain(check, 'zh-CN') }
  throw new TrustError(check.code, sentence, check.facts)
}
