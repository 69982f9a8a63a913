/** What a process is told to do, at the same time as another. */
export type Task =
  | { readonly do: 'consume'; readonly round: number }
  | { readonly do: 'count'; readonly times: number }
  | { readonly do: 'sign in'; readonly round: number; readonly who: string }
  | { readonly do: 'log out'; readonly round: number }

export interface Order {
  readonly id: number
  readonly task: Task
}

/** What became of the order of that number. */
export interface Report {
  readonly id: number
  readonly answer?: number
  readonly error?: string
}

/** How many sessions a process makes at once, each in four steps. */
export const LIVES = 8

/** The number of a report that nobody ordered: that the process can be told something. */
export const READY = 0
