/** SM2 with SM3 as GM/T 0006 names it. */
export const SM2_WITH_SM3 = '1.2.156.10197.1.501'

/**
 * Other names under which seals in use mean it: SM2 signatures, SM2, SM3 with a key, and a slip of the pen. There is
 * one algorithm only that a seal can be signed with, so that none of them makes anything ambiguous.
 */
const OTHER_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '1.2.156.10197.1.301.1',
  '1.2.156.10197.1.301',
  '1.2.156.10197.1.401.2',
  '1.2.156.10197.501',
])

/** Whether an algorithm is SM2 with SM3, by any of the names in use. */
export const isSm2WithSm3 = (oid: string): boolean => oid === SM2_WITH_SM3 || OTHER_NAMES.has(oid)
