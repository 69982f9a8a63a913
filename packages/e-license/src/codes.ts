import type { Catalogue } from '@xinyin/core'
import { AGREEMENT_CODES } from './agreement/codes.ts'
import { BUNDLE_CODES } from './bundle/codes.ts'
import { CATALOGUE_CODES } from './catalogue/codes.ts'
import { SDJWT_CODES } from './credential/codes.ts'
import { FACE_CODES } from './face/codes.ts'
import { FONT_CODES } from './font/codes.ts'
import { IDENTIFIER_CODES } from './identifier/codes.ts'
import { METADATA_CODES } from './metadata/codes.ts'
import { QR_CODES } from './qr/codes.ts'
import { STATUS_LIST_CODES } from './status/codes.ts'
import { VERIFY_CODES } from './verify/codes.ts'

/** The codes of `@xinyin/e-license`, with their sentences; each area keeps its own. */
export const LICENCE_CODES = {
  ...IDENTIFIER_CODES,
  ...METADATA_CODES,
  ...CATALOGUE_CODES,
  ...FACE_CODES,
  ...FONT_CODES,
  ...SDJWT_CODES,
  ...QR_CODES,
  ...STATUS_LIST_CODES,
  ...BUNDLE_CODES,
  ...VERIFY_CODES,
  ...AGREEMENT_CODES,
} as const satisfies Catalogue
