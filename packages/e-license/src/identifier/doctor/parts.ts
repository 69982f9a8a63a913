import type { Identifier } from '../form.ts'

/** The parts of an identifier in the order in which they stand. */
export const PARTS = ['root', 'typeCode', 'issuerCode', 'serial', 'version', 'checkCharacter'] as const

export type Part = (typeof PARTS)[number]

/** Where a part begins in the written identifier. */
export function startOf(identifier: Identifier, part: Part): number {
  const before = PARTS.slice(0, PARTS.indexOf(part))
  return before.reduce((at, one) => at + identifier[one].length + 1, 0)
}
