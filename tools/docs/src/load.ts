/** What `npm run load -- --json FILE` wrote, of one store. */
export interface LoadRun {
  readonly store: string
  readonly seconds: number
  readonly rotations: number
  readonly deeds: readonly {
    readonly deed: string
    readonly done: number
    readonly failed: number
    readonly median: number
    readonly slowest99: number
  }[]
  readonly faults: Readonly<Record<string, number>>
  readonly unexpected: readonly string[]
  readonly memory: { readonly first: number; readonly last: number; readonly most: number }
}

const HEADING = '## Load'
const count = (value: number) => value.toLocaleString('en')

/** Shares of all that was tried, in percent. */
function errorRate({ deeds }: LoadRun): string {
  const failed = deeds.reduce((sum, deed) => sum + deed.failed, 0)
  const tried = deeds.reduce((sum, deed) => sum + deed.done + deed.failed, 0)
  return `${((100 * failed) / tried).toFixed(2)} %`
}

function section(run: LoadRun): string[] {
  const { store, seconds, rotations, deeds, faults, unexpected, memory } = run
  return [
    `### On ${store}, ${count(seconds)} s`,
    '',
    '| what | done | failed | p50, ms | p99, ms |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...deeds.map(
      ({ deed, done, failed, median, slowest99 }) =>
        `| ${deed} | ${count(done)} | ${count(failed)} | ${median.toFixed(1)} | ${slowest99.toFixed(1)} |`,
    ),
    '',
    '| found | |',
    '| --- | ---: |',
    ...Object.entries(faults).map(([fault, times]) => `| ${fault} | ${times} |`),
    `| error rate, outages included | ${errorRate(run)} |`,
    `| failures while everything ran | ${unexpected.length} |`,
    `| key rotations | ${rotations} |`,
    `| memory of the process that ran throughout, MB | ${memory.first} first, ${memory.last} last, ${memory.most} at most |`,
    '',
  ]
}

/** The section on load, from what `npm run load -- --json FILE` wrote. */
function loadSection(runs: readonly LoadRun[]): string {
  return [
    HEADING,
    '',
    'People sign in, work, call an interface and sign out at a portal of two processes that share a store. One process is',
    'killed and later started anew, the store is killed and started anew on what it had written, and the provider rotates',
    'its keys; what fails in an outage is counted, and must fail by an answer that says so. Every session that was ended is',
    'shown again at random and in the end. All runs on one machine, the people and the provider too, beside whatever else it',
    'does: the times are those of a machine with too much to do, and what counts is what was found.',
    '',
    ...runs.flatMap(section),
  ].join('\n')
}

/** A page of benchmarks with another section on load, or with the one that it had. */
export function withLoad(page: string, runs: readonly LoadRun[] | undefined, former = ''): string {
  const [rates = ''] = page.split(`\n${HEADING}\n`)
  const [, kept] = former.split(`\n${HEADING}\n`)
  const last = runs === undefined ? kept && `${HEADING}\n${kept}` : loadSection(runs)
  return last === undefined ? rates : `${rates.trimEnd()}\n\n${last}`
}
