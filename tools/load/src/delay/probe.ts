/** Something that a handler is asked, as large as its limits allow. */
export interface Question {
  readonly name: string
  /** What happens before, and is not what is asked. */
  prepare?(): void
  /** Asks once, and reads the answer to its end. Each time anew: what a handler remembers must not hide what it does. */
  ask(): Promise<unknown>
}

/** Nothing else on the thread may have to wait for longer than this. */
export const MAX_HOLD = 20

/**
 * The longest time for which some work holds the thread, in milliseconds.
 *
 * A timer asks to be called as soon as can be; while it is not, the thread is held. On a machine that does other things the
 * clock alone would blame the work for them, so that what counts is the smaller of the time that passed and the processor time
 * that the process took, other threads of it included: it may be too much, and never is too little.
 */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let isOver = false
  let wall = performance.now()
  let usage = process.cpuUsage()
  const look = () => {
    const now = performance.now()
    const { user, system } = process.cpuUsage(usage)
    longest = Math.max(longest, Math.min(now - wall, (user + system) / 1000))
    wall = now
    usage = process.cpuUsage()
  }
  const probing = new Promise<void>((resolve) => {
    const probe = () => {
      look()
      if (isOver) resolve()
      else setTimeout(probe, 0)
    }
    setTimeout(probe, 0)
  })
  try {
    await work()
  } finally {
    isOver = true
    await probing
  }
  return longest
}

/** The least of several attempts: what else the machine does is not there each time, what holds the thread is. */
export async function leastHold(question: Question, attempts: number): Promise<number> {
  let least = Infinity
  for (let i = 0; i < attempts && least > MAX_HOLD / 4; i++) {
    question.prepare?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
    least = Math.min(least, await longestHold(() => question.ask()))
  }
  return least
}

/** Reads an answer to its end, and keeps nothing of it. */
export async function drain(response: Response | undefined, status: number): Promise<void> {
  if (response?.status !== status) throw new Error(`expected ${status}, found ${response?.status}`)
  const reader = response.body?.getReader()
  while (reader !== undefined && !(await reader.read()).done);
}
