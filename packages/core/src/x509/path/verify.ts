import { type Catalogue, CoreError, type CoreErrorCode } from '../../errors.ts'
import { decidingCheck } from '../../report.ts'
import { TOLERANCE_CODES } from '../../tolerance-codes.ts'
import { GRANT_CODES } from '../../trust/grant-codes.ts'
import type { Certificate } from '../certificate.ts'
import { PATH_CODES } from './codes.ts'
import { inspectPath, type PathOptions } from './inspect.ts'
import type { Path } from './path.ts'
import { sentencesOf, skipRevocation } from './revocation.ts'

/**
 * The path from a certificate to an anchor, or the first check that stands against it as an error.
 *
 * @throws CoreError `ERR_PATH_*`, `ERR_GRANT_*`, `ERR_TOLERANCE_REFUSED`, and those of the checker of revocation
 */
export async function verifyPath(leaf: Certificate, options: PathOptions): Promise<Path> {
  const report = await inspectPath(leaf, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  const { code = 'ERR_PATH_NO_ANCHOR', facts } = decidingCheck(report) ?? {}
  const revocation = options.revocation ?? options.trust.revocationChecker
  const codes: Catalogue = {
    ...PATH_CODES,
    ...GRANT_CODES,
    ...TOLERANCE_CODES,
    ...(revocation === skipRevocation || revocation === undefined ? {} : await sentencesOf(revocation)),
  }
  // Every code of a check has its sentence; a checker that forgot one is told by its code alone.
  const sentence = codes[code] ?? { en: code, 'zh-CN': code }
  throw new CoreError(code as CoreErrorCode, facts, undefined, sentence)
}
