import { type Catalogue, type Check, type Strict, toleranceCheck } from '@xinyin/core'

/**
 * What providers in use have otherwise than is asked for, and is read all the same. A report tells each that was met by a check of
 * its own, and only those; `strict` makes them fail.
 */
export const TOLERANCE_CHECKS = {
  'tolerance.logout-token-type': {
    en: 'Deviation: a logout token without a type of its own (logout+jwt)',
    'zh-CN': '与标准的偏差：登出令牌未标明专用类型（logout+jwt）',
  },
} as const satisfies Catalogue

type Named<Id> = Id extends `tolerance.${infer Name}` ? Name : never

/** The name of a deviation that is tolerated: that of its check, without `tolerance.`. */
export type SsoTolerance = Named<keyof typeof TOLERANCE_CHECKS>

/** The names of all of them. */
export const SSO_TOLERANCES: readonly SsoTolerance[] = ['logout-token-type']

/** Reports a deviation that was met. @param elements - where, and what was there */
export const tolerated = (
  name: SsoTolerance,
  elements: string,
  strict: Strict<SsoTolerance> | undefined,
): Check => toleranceCheck(name, { elements }, strict)

/** The deviations that a report tells of. */
export const tolerancesIn = (checks: readonly Check[]): Check[] =>
  checks.filter(({ id }) => id.startsWith('tolerance.'))
