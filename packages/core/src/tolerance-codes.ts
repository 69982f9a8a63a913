import type { Catalogue } from './errors.ts'

/** What becomes of a deviation that is not tolerated, with its sentence. */
export const TOLERANCE_CODES = {
  ERR_TOLERANCE_REFUSED: {
    en: 'This is not as the standard has it, and is not tolerated here ({elements}).',
    'zh-CN': '与标准不符，且按要求不予容忍（{elements}）。',
  },
} as const satisfies Catalogue
