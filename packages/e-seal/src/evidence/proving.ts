import type { RevocationMaterial } from '@xinyin/core/revocation'
import type { PathPolicy } from '../verify/revocation.ts'
import { archiveContent, newestFirst } from './archive.ts'
import { type Evidence, nameOf } from './evidence.ts'
import type { Proofs } from './proofs.ts'
import { inspectStamp } from './time-stamp.ts'

/**
 * Verifies the stamps over pieces of evidence, the newest first: an older one whose authority has expired since still
 * counts where a newer one is over it.
 */
export async function createProofs(
  evidence: Evidence,
  policy: Pick<PathPolicy, 'trust' | 'revocation'>,
  now: Date,
): Promise<Proofs> {
  const { certificates, crls, ocspResponses } = evidence
  const known = new Map<string, Date>()
  const existedAt = (piece: Uint8Array) => (known.size === 0 ? undefined : known.get(nameOf(piece)))
  const tokens = new Map(evidence.signatures.map(({ sm3, timeStamps }) => [sm3, timeStamps]))
  // Naming the pieces is most of the work.
  let archived: ReturnType<Proofs['archived']> | undefined
  const proofs: Proofs = {
    certificates,
    material: { crls, ocspResponses },
    archived: () => {
      archived ??= archivedMaterial({ crls, ocspResponses }, existedAt)
      return archived
    },
    existedAt,
    tokensFor: (value) => (tokens.size === 0 ? [] : (tokens.get(nameOf(value)) ?? [])),
  }
  for (const { archive } of newestFirst(evidence.archives)) {
    const { sm3, timeStamp } = archive
    const { proven } = await inspectStamp({
      token: timeStamp,
      content: archiveContent(sm3),
      policy,
      proofs,
      now,
    })
    if (proven === undefined) continue
    archived = undefined
    for (const name of sm3) {
      const before = known.get(name)
      if (before === undefined || proven < before) known.set(name, proven)
    }
  }
  return proofs
}

function archivedMaterial(
  { crls, ocspResponses }: RevocationMaterial,
  existedAt: Proofs['existedAt'],
): { at: Date; material: RevocationMaterial }[] {
  const date = <T extends { readonly raw: Uint8Array }>(pieces: readonly T[]) =>
    pieces.flatMap((piece) => {
      const at = existedAt(piece.raw)
      return at === undefined ? [] : [{ piece, at }]
    })
  const lists = date(crls)
  const answers = date(ocspResponses)
  const times = [...new Set([...lists, ...answers].map(({ at }) => at.getTime()))].sort((a, b) => a - b)
  const until = <T>(dated: readonly { readonly piece: T; readonly at: Date }[], time: number) =>
    dated.filter(({ at }) => at.getTime() <= time).map(({ piece }) => piece)
  return times.map((time) => ({
    at: new Date(time),
    material: { crls: until(lists, time), ocspResponses: until(answers, time) },
  }))
}
