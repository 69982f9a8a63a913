import { BYTES_CODES } from '../bytes/codes.ts'
import { CRYPTO_CODES } from '../crypto/codes.ts'
import { DER_CODES } from '../der/codes.ts'
import { type Catalogue, CoreError, type CoreErrorCode } from '../errors.ts'
import { decidingCheck, type Report } from '../report.ts'
import { GRANT_CODES } from '../trust/grant-codes.ts'
import { TSP_CODES } from '../tsp/codes.ts'
import { X509_CODES } from '../x509/codes.ts'
import { PATH_CODES } from '../x509/path/codes.ts'
import type { PathOptions } from '../x509/path/inspect.ts'
import { sentencesOf, skipRevocation } from '../x509/path/revocation.ts'
import { CMS_CODES } from './codes.ts'

/**
 * The check that stands against a report of a message or a time stamp, as an error.
 *
 * @param options - those of the report: a checker of revocation brings the sentences of its codes
 */
export async function refusalOf(
  report: Report<unknown>,
  { trust, revocation = trust.revocationChecker }: Pick<PathOptions, 'trust' | 'revocation'>,
): Promise<CoreError> {
  const { code = 'ERR_CMS_NO_SIGNERS', facts } = decidingCheck(report) ?? {}
  const codes: Catalogue = {
    ...BYTES_CODES,
    ...DER_CODES,
    ...CRYPTO_CODES,
    ...X509_CODES,
    ...PATH_CODES,
    ...GRANT_CODES,
    ...CMS_CODES,
    ...TSP_CODES,
    ...(revocation === skipRevocation || revocation === undefined ? {} : await sentencesOf(revocation)),
  }
  // Every code of a check has its sentence; a checker that forgot one is told by its code alone.
  const sentence = codes[code] ?? { en: code, 'zh-CN': code }
  return new CoreError(code as CoreErrorCode, facts, undefined, sentence)
}
