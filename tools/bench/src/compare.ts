/** One piece of work; the same for everyone in a job. It checks its own result and throws when that is wrong. */
export type Work = () => unknown

/** One row of a table: several ways to do the same work. */
export interface Job {
  /** `SM2 verify, 256 bytes`; what `ratios.json` refers to. */
  readonly name: string
  /** By name, ours and peers; `ratios.json` refers to these too. */
  readonly contestants: Readonly<Record<string, Work>>
  /** Input of one piece of work, where MB/s says more than pieces per second. */
  readonly bytes?: number
}

export interface Result {
  readonly job: string
  readonly unit: 'per second' | 'MB/s'
  /** Median over the rounds. */
  readonly rates: Readonly<Record<string, number>>
  /** By round, so that ratios are taken of what ran side by side. */
  readonly rounds: Readonly<Record<string, readonly number[]>>
}

export interface Pace {
  readonly rounds: number
  /** Milliseconds of the processor that each contestant runs in a round. */
  readonly slice: number
}

const DEFAULT_PACE: Pace = { rounds: 25, slice: 60 }

/**
 * Runs the contestants in turns, many short slices each, so that what else the machine does hits all alike.
 *
 * Work that returns a promise is awaited before the next piece begins; other work is not, so that nobody pays for a
 * turn of the event loop that they did not ask for.
 */
export async function compare(job: Job, pace: Partial<Pace> = {}): Promise<Result> {
  const { rounds, slice } = { ...DEFAULT_PACE, ...pace }
  const names = Object.keys(job.contestants)
  const results: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (const name of names) await warmUp(workOf(job, name))
  for (let round = 0; round < rounds; round++) {
    // Whoever comes first in one round comes later in the next: a heap about to be collected is nobody's fault.
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] ?? ''
      results[name]?.push(await rateOf(workOf(job, name), slice))
    }
  }
  const scale = job.bytes === undefined ? 1 : job.bytes / 1e6
  const scaled = Object.fromEntries(
    names.map((name) => [name, (results[name] ?? []).map((rate) => rate * scale)]),
  )
  return {
    job: job.name,
    unit: job.bytes === undefined ? 'per second' : 'MB/s',
    rates: Object.fromEntries(names.map((name) => [name, median(scaled[name] ?? [])])),
    rounds: scaled,
  }
}

function workOf(job: Job, name: string): Work {
  const work = job.contestants[name]
  if (work === undefined) throw new Error(`${job.name}: no contestant ${name}`)
  return work
}

/** Work gets faster as long as a second of it is so much faster than the one before. */
const STILL_FASTER = 1.02
const MAX_WARM_UP_SECONDS = 12

/**
 * A second of the processor at a time, until it no longer gets faster: engines compile by count, and keys get tables by use.
 * What a server does all day is told by how it runs then. Work in native code is there at once, and is not run for longer
 * than it takes to see that.
 */
async function warmUp(work: Work): Promise<void> {
  let best = 0
  for (let second = 0, slower = 0; second < MAX_WARM_UP_SECONDS && slower < 2; second++) {
    const rate = await rateOf(work, 1000)
    slower = rate > best * STILL_FASTER ? 0 : slower + 1
    best = Math.max(best, rate)
  }
}

/** Milliseconds of the processor that this process has taken, its helpers included. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * Pieces of work per second of the processor. On an idle machine the clock says the same, or more where the collector of
 * memory works beside; on a busy one the clock tells who was interrupted.
 */
async function rateOf(work: Work, slice: number): Promise<number> {
  const start = processorTime()
  let now = start
  let count = 0
  // Reading the clock costs as much as a short hash: it is read once for a batch that grows as there is room.
  let batch = 1
  do {
    for (let i = 0; i < batch; i++) {
      const outcome = work()
      if (outcome instanceof Promise) await outcome
    }
    count += batch
    now = processorTime()
    if ((now - start) * 4 < slice) batch *= 2
  } while (now - start < slice)
  return (count * 1000) / (now - start)
}

/** A rate that is asked for beside those that were measured, of the same unit. */
export function withRate(result: Result, name: string, rate: number): Result {
  const [rounds = []] = Object.values(result.rounds)
  return {
    ...result,
    rates: { ...result.rates, [name]: rate },
    rounds: { ...result.rounds, [name]: rounds.map(() => rate) },
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1) : [sorted[middle], sorted[middle]]
  return (low + high) / 2
}

/** How many times as fast ours is: the median of the ratios within each round. */
export function ratio(result: Result, ours: string, peer: string): number {
  const mine = result.rounds[ours]
  const theirs = result.rounds[peer]
  if (mine === undefined || theirs === undefined)
    throw new Error(`${result.job}: no contestants ${ours}, ${peer}`)
  return median(mine.map((rate, round) => rate / (theirs[round] ?? Number.NaN)))
}
