interface Measured {
  readonly machine: string
  readonly tables: readonly {
    readonly table: string
    readonly results: readonly {
      readonly job: string
      readonly unit: string
      readonly rates: Readonly<Record<string, number>>
    }[]
    readonly verdicts: readonly {
      readonly job: string
      readonly ours: string
      readonly peer: string
      readonly required: number
      readonly found: number
      readonly ok: boolean
    }[]
  }[]
}

type Table = Measured['tables'][number]

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })

function section({ table, results, verdicts }: Table): string[] {
  const rates = results.flatMap(({ job, unit, rates: all }) => [
    `### ${job}`,
    '',
    `| who | ${unit} |`,
    '| --- | ---: |',
    ...Object.entries(all).map(([who, rate]) => `| ${who} | ${number(rate)} |`),
    '',
  ])
  const ratios = verdicts.map(
    ({ job, ours, peer, required, found, ok }) =>
      `| ${job} | ${ours} | ${peer} | ${found.toFixed(2)} | ${required} | ${ok ? 'met' : '**short**'} |`,
  )
  const asked = [
    '### Ratios',
    '',
    '| job | ours | peer | found | asked for | |',
    '| --- | --- | --- | ---: | ---: | --- |',
    ...ratios,
    '',
  ]
  return [`## ${table}`, '', ...rates, ...(ratios.length > 0 ? asked : [])]
}

/**
 * `docs/benchmarks.md`, from what `npm run bench -- --json FILE` wrote.
 *
 * @param peers - names and versions of the packages that were measured beside ours
 */
export function benchmarksPage(measured: Measured, peers: Readonly<Record<string, string>>): string {
  return [
    '---',
    'title: Benchmarks 性能',
    '---',
    '',
    '<!-- Made by `npm run docs -- --benchmarks FILE` from the last run; do not edit. -->',
    '',
    '# Benchmarks 性能',
    '',
    'Ours and the peers do the same work in turns in one process, so that what else the machine does falls on all of',
    'them; each number is a median. Each group of jobs has a process of its own. Rates differ from machine to machine, ratios',
    'much less.',
    '',
    `Measured on ${measured.machine}, with ${Object.entries(peers)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
    ...measured.tables.flatMap(section),
  ].join('\n')
}

export type { Measured }
