import type { Check, Facts } from '@xinyin/core'
import { checkBy } from './check-by.ts'
import { identifierError } from './codes.ts'
import { IDENTIFIER_ROOT, type Identifier } from './form.ts'

const ID = 'identifier.root'

/** A root that production systems write instead of the right one. */
export const MISTYPED_ROOT = '1.2.156.3003.2'

/**
 * The root is that of e-licences (GB/T 36904-2018).
 *
 * @throws LicenceError `ERR_IDENTIFIER_ROOT`, `ERR_IDENTIFIER_ROOT_MISTYPED`
 */
export function assertRoot({ root }: Pick<Identifier, 'root'>): Facts {
  if (root === IDENTIFIER_ROOT) return {}
  const code = root === MISTYPED_ROOT ? 'ERR_IDENTIFIER_ROOT_MISTYPED' : 'ERR_IDENTIFIER_ROOT'
  throw identifierError(code, { expected: IDENTIFIER_ROOT, found: root })
}

export const checkRoot = (identifier: Identifier): Check => checkBy(ID, () => assertRoot(identifier))
