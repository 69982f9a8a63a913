import { type Result, ratio } from './compare.ts'

/** A ratio that is asked for, as `ratios.json` holds it. */
export interface Requirement {
  readonly table: string
  readonly job: string
  readonly ours: string
  readonly peer: string
  readonly required: number
}

export interface Verdict extends Requirement {
  readonly found: number
  readonly ok: boolean
}

/** Holds the results against what is asked for. A job that is missing is a fault, not a pass. */
export function judge(results: readonly Result[], requirements: readonly Requirement[]): Verdict[] {
  return requirements.map((requirement) => {
    const result = results.find(({ job }) => job === requirement.job)
    if (result === undefined)
      throw new Error(`ratios.json names a job that was not measured: ${requirement.job}`)
    const found = ratio(result, requirement.ours, requirement.peer)
    return { ...requirement, found, ok: found >= requirement.required }
  })
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })

export function printTable(name: string, results: readonly Result[], verdicts: readonly Verdict[]): void {
  console.log(`\n${name}`)
  for (const { job, unit, rates } of results) {
    console.log(`\n  ${job} (${unit})`)
    for (const [contestant, rate] of Object.entries(rates))
      console.log(`    ${contestant.padEnd(40)}${number(rate).padStart(12)}`)
  }
  if (verdicts.length === 0) return
  console.log('\n  ratio  required')
  for (const { job, ours, peer, found, required, ok } of verdicts) {
    const line = `${found.toFixed(2).padStart(7)}  ${String(required).padStart(8)}  ${ok ? 'ok   ' : 'SHORT'}`
    console.log(`${line}  ${job}: ${ours} / ${peer}`)
  }
  console.log()
}
