import type { LicenceType } from '../licence-type.ts'
import { isMisspelling } from '../nearest.ts'
import { plainText } from '../plain-text.ts'
import type { Note } from './finding.ts'

/** The name is one that a licence can bear, and the one that the reference catalogue has for the code. */
export function lintName(
  { name, code }: LicenceType,
  reference: ReadonlyMap<string, string> | undefined,
  note: Note,
): void {
  const plain = plainText(name)
  if (name === '' || plain !== name) note('catalogue.name', '/name', {}, plain === '' ? undefined : plain)
  if (reference === undefined) return
  const expected = reference.get(code)
  if (expected === undefined) note('catalogue.not-in-reference', '/code', { code })
  else if (isMisspelling(plain, expected))
    note('catalogue.name-misspelt', '/name', { name: plain, expected }, expected)
  else if (plain !== expected) note('catalogue.name-other', '/name', { name: plain, expected })
}
