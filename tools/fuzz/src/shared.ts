/** What the watching thread can see of the working one, even while that one hangs. */
export interface Order {
  readonly target: string
  readonly seed: string
  readonly first: number
  readonly milliseconds: number
  /** Two 32-bit numbers: the index of the input at work, and how many are done. */
  readonly progress: SharedArrayBuffer
}

export const INDEX = 0
export const DONE = 1

export interface Finding {
  readonly target: string
  readonly index: number
  readonly what: string
}
