import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus } from './corpus.ts'
import { createInput } from './input.ts'
import { judge } from './judge.ts'
import type { Finding } from './shared.ts'
import { TARGETS } from './targets.ts'
import { watch } from './watch.ts'

const USAGE = `npm run fuzz -- [TARGET…] [--seconds N] [--seed S] [--replay FILE] [--differential] [--make-corpus]

  TARGET         ${Object.keys(TARGETS).join(', ')}; all when none is named
  --seconds      time over all targets together (600)
  --seed         any text; the same seed gives the same inputs (the day's date)
  --replay       gives one saved input to one TARGET
  --differential instead compares with Node, pkijs and OpenSSL what is read and what passes
  --make-corpus  makes the seeds anew with the project's own makers`

const FINDINGS = join(import.meta.dirname, '../findings')

async function replay(name: string, file: string): Promise<void> {
  const load = TARGETS[name]
  const corpus = readCorpus(name)
  const [from] = corpus
  if (load === undefined || from === undefined) throw new RangeError(`No such target: ${name}`)
  const bytes = new Uint8Array(readFileSync(file))
  const what = await judge(await load(), { bytes, from, corpus })
  console.log(what ?? 'nothing wrong')
  process.exitCode = what === undefined ? 0 : 1
}

async function save(finding: Finding, seed: string): Promise<string> {
  const target = await TARGETS[finding.target]?.()
  const file = join(FINDINGS, `${finding.target}-${seed.replace(/\W/g, '_')}-${finding.index}.bin`)
  if (target === undefined) return file
  mkdirSync(FINDINGS, { recursive: true })
  writeFileSync(file, createInput(target, readCorpus(finding.target), seed, finding.index).bytes)
  return file
}

async function fuzz(names: readonly string[], seconds: number, seed: string): Promise<void> {
  let wrong = 0
  for (const name of names) {
    const { inputs, findings } = await watch(name, seed, (seconds * 1000) / names.length)
    console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${inputs} inputs`)
    if (findings.length > 0) wrong += 1
    for (const finding of findings) {
      console.log(`  input ${finding.index} ${finding.what}`)
      console.log(`  saved as ${await save(finding, seed)}`)
    }
  }
  console.log(`seed ${seed}`)
  console.log(`${names.length - wrong} passed, ${wrong} failed`)
  process.exitCode = wrong === 0 ? 0 : 1
}

async function compare(seconds: number, seed: string): Promise<void> {
  const { runDifferential } = await import('./differential/run.ts')
  const unexplained = await runDifferential(seconds, seed)
  console.log(`seed ${seed}`)
  console.log(`${unexplained === 0 ? '1 passed, 0' : '0 passed, 1'} failed`)
  process.exitCode = unexplained === 0 ? 0 : 1
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    replay: { type: 'string' },
    differential: { type: 'boolean', default: false },
    'make-corpus': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((name) => !(name in TARGETS))
const seconds = Number(values.seconds)
const [first] = positionals
if (values.help || unknown.length > 0 || !(seconds > 0)) {
  console.log(unknown.length > 0 ? `No such target: ${unknown.join(', ')}\n${USAGE}` : USAGE)
  process.exitCode = values.help ? 0 : 2
} // The makers of all packages are loaded for that alone: a target loads its own reader and nothing else.
else if (values['make-corpus']) await (await import('./make-corpus.ts')).makeCorpus()
else if (values.differential) await compare(seconds, values.seed)
else if (values.replay !== undefined && first !== undefined) await replay(first, values.replay)
else await fuzz(positionals.length > 0 ? positionals : Object.keys(TARGETS), seconds, values.seed)
