import { CoreError, errorsOf } from '../errors.ts'
import { decidingCheck, type Report } from '../report.ts'
import { TRUST_CODES } from '../trust/codes.ts'
import { TSP_CODES } from '../tsp/codes.ts'
import { PATH_CODES } from '../x509/path/codes.ts'
import { REVOCATION_CODES } from '../x509/revocation/codes.ts'
import { CMS_CODES } from './codes.ts'

const SENTENCES = /* @__PURE__ */ (() => ({
  ...CMS_CODES,
  ...TSP_CODES,
  ...PATH_CODES,
  ...REVOCATION_CODES,
  ...TRUST_CODES,
}))()

type AreaCode = keyof typeof SENTENCES

const areaError = /* @__PURE__ */ errorsOf(SENTENCES)

/** The check that stands against a report, as an error. */
export function refusalOf(report: Report<unknown>): CoreError {
  const deciding = decidingCheck(report)
  const code = deciding?.code ?? 'ERR_CMS_NO_SIGNERS'
  if (Object.hasOwn(SENTENCES, code)) return areaError(code as AreaCode, deciding?.facts)
  // What a reader of bytes found; its sentences are with the error itself.
  return new CoreError(code as 'ERR_DER_VALUE', deciding?.facts)
}
