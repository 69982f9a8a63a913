import { type Catalogue, CORE_VOCABULARY, createExplain, type Explain, type Vocabulary } from '@xinyin/core'
import { DATA_ABSENCES, DATA_CHECKS } from './carriers/data/codes.ts'
import { OFD_ABSENCES, OFD_CHECKS } from './carriers/ofd/codes.ts'
import { explainOfd, isOfdReport } from './carriers/ofd/explain.ts'
import { SEAL_CODES } from './codes.ts'
import { SEAL_REQUEST_ABSENCES, SEAL_REQUEST_CHECKS } from './create/request/codes.ts'
import { EVIDENCE_ABSENCES, EVIDENCE_CHECKS } from './evidence/codes.ts'
import { SES_SEAL_CHECKS } from './seal/codes.ts'
import { TOLERANCE_CHECKS } from './seal/tolerance.ts'
import { SES_SIGNATURE_ABSENCES, SES_SIGNATURE_CHECKS } from './signature/codes.ts'
import { SEAL_STATUS_ABSENCES, SEAL_STATUS_CHECKS } from './status/codes.ts'

/** The checks of `@xinyin/e-seal`, with their titles; `docs/checks.md` is made from this table. */
export const SEAL_CHECKS = {
  ...OFD_CHECKS,
  ...DATA_CHECKS,
  ...SES_SIGNATURE_CHECKS,
  ...TOLERANCE_CHECKS,
  ...SES_SEAL_CHECKS,
  ...EVIDENCE_CHECKS,
  ...SEAL_STATUS_CHECKS,
  ...SEAL_REQUEST_CHECKS,
} as const satisfies Catalogue

const SEAL_ABSENCES: Catalogue = {
  ...SES_SIGNATURE_ABSENCES,
  ...SEAL_STATUS_ABSENCES,
  ...SEAL_REQUEST_ABSENCES,
  ...DATA_ABSENCES,
  ...EVIDENCE_ABSENCES,
  ...OFD_ABSENCES,
}

export const SEAL_VOCABULARY: Vocabulary = { checks: SEAL_CHECKS, codes: SEAL_CODES, absences: SEAL_ABSENCES }

const sayOne = createExplain(CORE_VOCABULARY, SEAL_VOCABULARY)

/**
 * Says a check of a seal or a sealed document, or what decides a report, in words for people. A report on a sealed OFD is
 * said whole: the verdict, each signature, and all that stands against it, a line for each.
 */
export const explain: Explain = (subject, language) =>
  isOfdReport(subject) ? explainOfd(subject, language, sayOne) : sayOne(subject, language)
