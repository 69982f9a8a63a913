import type { Catalogue } from '@xinyin/core'
import { BATCH_CODES } from './batch/codes.ts'
import { DATA_CODES } from './carriers/data/codes.ts'
import { OFD_CODES } from './carriers/ofd/codes.ts'
import { OFD_REASONS } from './carriers/ofd/reasons.ts'
import { OFD_SEALING_CODES } from './carriers/ofd/seal/codes.ts'
import { ZIP_CODES } from './carriers/ofd/zip/codes.ts'
import { SEAL_REQUEST_CODES } from './create/request/codes.ts'
import { EVIDENCE_CODES } from './evidence/codes.ts'
import { PICTURE_CODES } from './picture/codes.ts'
import { DRAW_CODES } from './picture/draw/codes.ts'
import { SES_SEAL_CODES } from './seal/codes.ts'
import { SES_SEAL_REASONS } from './seal/reasons.ts'
import { SES_SIGNATURE_CODES } from './signature/codes.ts'
import { SES_SIGNATURE_REASONS } from './signature/reasons.ts'
import { STATEMENT_CODES } from './statement/codes.ts'
import { SEAL_STATUS_CODES } from './status/codes.ts'

/** The codes of `@xinyin/e-seal`, with their sentences; each area keeps its own. */
export const SEAL_CODES = {
  ...BATCH_CODES,
  ...ZIP_CODES,
  ...OFD_CODES,
  ...OFD_REASONS,
  ...DATA_CODES,
  ...OFD_SEALING_CODES,
  ...PICTURE_CODES,
  ...DRAW_CODES,
  ...EVIDENCE_CODES,
  ...SES_SEAL_CODES,
  ...SES_SEAL_REASONS,
  ...SES_SIGNATURE_CODES,
  ...SES_SIGNATURE_REASONS,
  ...STATEMENT_CODES,
  ...SEAL_STATUS_CODES,
  ...SEAL_REQUEST_CODES,
} as const satisfies Catalogue
