import { completeLimits } from '../../limits.ts'

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

const DEFAULT_LIMITS: SearchLimits = {
  maxLength: 10,
  maxSignatures: 100,
  maxSteps: 5000,
  maxComparisons: 250_000,
}

export function createEffort(limits?: Partial<SearchLimits>): Effort {
  return {
    limits: limits === undefined ? DEFAULT_LIMITS : completeLimits(DEFAULT_LIMITS, limits),
    signatures: 0,
    steps: 0,
    comparisons: 0,
    spent: false,
  }
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
  const { limits } = effort
  effort.steps += steps
  effort.signatures += signatures
  effort.comparisons += comparisons
  if (effort.steps > limits.maxSteps) effort.spent = true
  if (effort.signatures > limits.maxSignatures) effort.spent = true
  if (effort.comparisons > limits.maxComparisons) effort.spent = true
  return !effort.spent
}

/** Begins to count anew, for a search that only looks for what to tell. */
export function renewEffort(effort: Effort): void {
  Object.assign(effort, createEffort(effort.limits))
}
