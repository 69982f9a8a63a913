import { type Catalogue, CORE_VOCABULARY, createExplain, type Explain, type Vocabulary } from '@xinyin/core'
import { SEAL_VOCABULARY } from '@xinyin/e-seal'
import { AGREEMENT_ABSENCES, AGREEMENT_CHECKS } from './agreement/codes.ts'
import { BUNDLE_ABSENCES, BUNDLE_CHECKS } from './bundle/codes.ts'
import { LICENCE_CODES } from './codes.ts'
import { SDJWT_ABSENCES, SDJWT_CHECKS } from './credential/codes.ts'
import { IDENTIFIER_CHECKS } from './identifier/codes.ts'
import { METADATA_ABSENCES, METADATA_CHECKS } from './metadata/codes.ts'
import { QR_CHECKS } from './qr/codes.ts'
import { STATUS_LIST_CHECKS } from './status/codes.ts'
import { VERIFY_ABSENCES, VERIFY_CHECKS } from './verify/codes.ts'

/** The checks of `@xinyin/e-license`, with their titles; `docs/checks.md` is made from this table. */
export const LICENCE_CHECKS = {
  ...IDENTIFIER_CHECKS,
  ...METADATA_CHECKS,
  ...SDJWT_CHECKS,
  ...QR_CHECKS,
  ...STATUS_LIST_CHECKS,
  ...BUNDLE_CHECKS,
  ...VERIFY_CHECKS,
  ...AGREEMENT_CHECKS,
} as const satisfies Catalogue

const LICENCE_ABSENCES: Catalogue = {
  ...METADATA_ABSENCES,
  ...SDJWT_ABSENCES,
  ...VERIFY_ABSENCES,
  ...BUNDLE_ABSENCES,
  ...AGREEMENT_ABSENCES,
}

export const LICENCE_VOCABULARY: Vocabulary = {
  checks: LICENCE_CHECKS,
  codes: LICENCE_CODES,
  absences: LICENCE_ABSENCES,
}

const explainPlain = /* @__PURE__ */ createExplain(CORE_VOCABULARY, SEAL_VOCABULARY, LICENCE_VOCABULARY)

/** Says a check, or what decides a report, in words for people; a check that passed with a warning says that too. */
export const explain: Explain = (subject, language) => {
  if (!('id' in subject)) return explainPlain(subject, language)
  const { warning } = subject.facts
  return explainPlain(typeof warning === 'string' ? { ...subject, code: warning } : subject, language)
}
