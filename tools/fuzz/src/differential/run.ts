import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Comparison, compareReaders, compareVerdicts, type Difference } from './certificates.ts'
import { EXPLAINED, type Explanation } from './explained.ts'
import { opensslVersion } from './openssl.ts'

const FINDINGS = join(import.meta.dirname, '../../findings')

/** Certificates for one process of OpenSSL; four times as many are only read. */
const BATCH = 400

/** The row of the table that a difference belongs to. */
export function explanationOf({ certificate, peer }: Difference): Explanation | undefined {
  return EXPLAINED.find(({ peers, applies }) => peers.includes(peer) && applies(certificate))
}

interface Totals {
  inputs: number
  accepted: number
  readonly explained: Map<string, number>
  readonly stricter: Map<string, number>
  readonly unexplained: Difference[]
}

function add(totals: Totals, { inputs, accepted, differences, stricter }: Comparison): void {
  totals.inputs += inputs
  totals.accepted += accepted
  for (const [code, count] of stricter) totals.stricter.set(code, (totals.stricter.get(code) ?? 0) + count)
  for (const difference of differences) {
    const row = explanationOf(difference)
    if (row === undefined) totals.unexplained.push(difference)
    else {
      const key = `${difference.peer}: ${row.what}`
      totals.explained.set(key, (totals.explained.get(key) ?? 0) + 1)
    }
  }
}

const print = (counts: ReadonlyMap<string, number>) => {
  for (const [what, count] of [...counts].sort(([, a], [, b]) => b - a))
    console.log(`  ${String(count).padStart(6)} ${what}`)
}

/**
 * Runs the differential fuzzer and prints what it saw: each sort of certificate that is accepted here and refused
 * there with its explanation, and what is refused here and accepted there by code.
 *
 * @returns how many differences nobody has explained
 */
export async function runDifferential(seconds: number, seed: string): Promise<number> {
  const totals: Totals = {
    inputs: 0,
    accepted: 0,
    explained: new Map(),
    stricter: new Map(),
    unexplained: [],
  }
  const version = opensslVersion()
  const deadline = performance.now() + seconds * 1000
  for (let first = 0; first === 0 || performance.now() < deadline; first += BATCH) {
    add(totals, compareReaders(seed, first * 4, BATCH * 4))
    if (version !== undefined) add(totals, await compareVerdicts(seed, first, BATCH))
  }
  console.log(
    `differential: ${totals.inputs} certificates, ${totals.accepted} accepted; ${version ?? 'no openssl'}`,
  )
  console.log('accepted here, refused there:')
  print(totals.explained)
  for (const { what, why } of EXPLAINED)
    if ([...totals.explained.keys()].some((key) => key.endsWith(what))) console.log(`  ${what}: ${why}`)
  console.log('refused here, accepted there:')
  print(totals.stricter)
  for (const { peer, index, der } of totals.unexplained.slice(0, 10)) {
    mkdirSync(FINDINGS, { recursive: true })
    const file = join(FINDINGS, `differential-${peer}-${seed.replace(/\W/g, '_')}-${index}.der`)
    writeFileSync(file, der)
    console.log(`FAILED ${peer} refuses what is accepted here, and no row explains it: saved as ${file}`)
  }
  return totals.unexplained.length
}
