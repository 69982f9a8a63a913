import type { DescribedSignature } from './described.ts'

/** How a signature stands to the others of its package. */
export interface Succession {
  /** Signatures that it holds: it covers their descriptions and values, so that they were there before it. */
  readonly before: readonly DescribedSignature[]
  /** Signatures that it does not hold: they came after it, or may have. */
  readonly after: readonly DescribedSignature[]
}

/**
 * Which signatures came before another one, as far as that can be shown: the order in which a list names them says
 * nothing, since a list that is left open can be changed.
 */
export function successionOf(signature: DescribedSignature, all: readonly DescribedSignature[]): Succession {
  const covered = new Set(signature.described.references.map(({ file }) => file))
  const others = all.filter((other) => other !== signature)
  const isHeld = ({ listed, described }: DescribedSignature) =>
    covered.has(listed.file) && covered.has(described.signedValueFile)
  return { before: others.filter(isHeld), after: others.filter((other) => !isHeld(other)) }
}
