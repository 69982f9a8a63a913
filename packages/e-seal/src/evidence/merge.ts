import type { Evidence } from './evidence.ts'
import { nameOf } from './evidence.ts'

/** All that several files of evidence hold, each piece once, in the order in which they come. */
export function mergeEvidence(...all: readonly Evidence[]): Evidence {
  return {
    signatures: mergeSignatures(all),
    certificates: uniquePieces(all.flatMap(({ certificates }) => certificates)),
    crls: uniquePieces(all.flatMap(({ crls }) => crls)),
    ocspResponses: uniquePieces(all.flatMap(({ ocspResponses }) => ocspResponses)),
    archives: uniqueBy(
      all.flatMap(({ archives }) => archives),
      ({ timeStamp, sm3 }) => `${nameOf(timeStamp)} ${sm3.join()}`,
    ),
  }
}

function mergeSignatures(all: readonly Evidence[]): Evidence['signatures'] {
  const tokens = new Map<string, Uint8Array[]>()
  for (const { sm3, timeStamps } of all.flatMap(({ signatures }) => signatures))
    tokens.set(sm3, [...(tokens.get(sm3) ?? []), ...timeStamps])
  return [...tokens].map(([sm3, timeStamps]) => ({ sm3, timeStamps: uniqueBy(timeStamps, nameOf) }))
}

/** Each piece once. */
export function uniquePieces<T extends { readonly raw: Uint8Array }>(pieces: readonly T[]): T[] {
  return uniqueBy(pieces, ({ raw }) => nameOf(raw))
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const known = new Map<string, T>()
  for (const item of items) {
    const name = key(item)
    if (!known.has(name)) known.set(name, item)
  }
  return [...known.values()]
}
