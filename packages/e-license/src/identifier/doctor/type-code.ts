import { type Mended, mendLookAlikes, mendUscc } from './credit-code.ts'

const SEQUENCE_LENGTH = 3

/**
 * The right type codes that one slip turns into a wrong one; a letter in the sequence of digits is the digit that it looks
 * like.
 */
export function mendTypeCode(typeCode: string): readonly Mended[] {
  const at = typeCode.length - SEQUENCE_LENGTH
  const authority = typeCode.slice(0, Math.max(at, 0))
  const sequence = mendLookAlikes(typeCode.slice(Math.max(at, 0)))
  const moved = sequence.changes.map((change) => ({
    ...change,
    start: change.start + at,
    end: change.end + at,
  }))
  const right = { code: authority, changes: [] }
  const authorities = moved.length > 0 ? [right, ...mendUscc(authority)] : mendUscc(authority)
  return authorities.map(({ code, changes }) => ({
    code: code + sequence.code,
    changes: [...changes, ...moved],
  }))
}
