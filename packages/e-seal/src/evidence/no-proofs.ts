import type { Proofs } from './proofs.ts'

/** Where there is no evidence. */
export const NO_PROOFS: Proofs = {
  certificates: [],
  material: { crls: [], ocspResponses: [] },
  archived: () => [],
  existedAt: () => undefined,
  tokensFor: () => [],
}
