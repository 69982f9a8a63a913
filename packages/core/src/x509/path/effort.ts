/** What a search for a path may take. */
export interface SearchLimits {
  /** Certificates in a path, the leaf and the anchor included. */
  readonly maxLength: number
  /** Signatures verified; one with a key of P-521 counts as four. */
  readonly maxSignatures: number
  /** Candidates looked at; each finished path that has to be checked counts as fifty and more. */
  readonly maxSteps: number
  /** Names held against name constraints. */
  readonly maxComparisons: number
}

/** What a search has taken so far, over all its passes. */
export interface Effort {
  readonly limits: SearchLimits
  signatures: number
  steps: number
  comparisons: number
  /** Whether something was left out because of a limit. */
  spent: boolean
}

export const DEFAULT_LIMITS: SearchLimits = {
  maxLength: 10,
  maxSignatures: 100,
  maxSteps: 5000,
  maxComparisons: 250_000,
}

export function createEffort(limits: SearchLimits): Effort {
  return { limits, signatures: 0, steps: 0, comparisons: 0, spent: false }
}

/** Takes steps, signatures or comparisons, if they are still to be had. */
export function takeEffort(
  effort: Effort,
  {
    steps = 0,
    signatures = 0,
    comparisons = 0,
  }: { steps?: number; signatures?: number; comparisons?: number },
): boolean {
  const { maxSteps, maxSignatures, maxComparisons } = effort.limits
  const isTooMuch =
    effort.steps + steps > maxSteps ||
    effort.signatures + signatures > maxSignatures ||
    effort.comparisons + comparisons > maxComparisons
  if (isTooMuch) effort.spent = true
  if (effort.spent) return false
  effort.steps += steps
  effort.signatures += signatures
  effort.comparisons += comparisons
  return true
}

/** Begins to count anew, for a search that only looks for what to tell. */
export function renewEffort(effort: Effort): void {
  Object.assign(effort, createEffort(effort.limits))
}
