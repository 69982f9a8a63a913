import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a browser is asked to do, and how much it may load for it. */
export interface Task {
  /** What the bytes are loaded for. */
  readonly purpose: string
  /** In octets, as gzip packs each file by itself. */
  readonly limit: number
  /** What it is meant to come to, where it is not there yet. */
  readonly goal?: number
  /** A module that a user could have written. It exports `run(given)`, which returns verdicts. */
  readonly entry: string
  /** What `run` is given. */
  readonly given: unknown
  /** What it has to return: a run that decides wrongly proves nothing about sizes. */
  readonly verdicts: readonly string[]
}

/** Notes that a file was loaded. It is taken off again before the file is weighed. */
const NOTE = '(globalThis.loaded ??= []).push(import.meta.url);'

const RUN = `
import { readFileSync } from 'node:fs'
process.getBuiltinModule = undefined
const { run } = await import(process.argv[1])
const verdicts = await run(JSON.parse(readFileSync(process.argv[2], 'utf8')))
console.log(JSON.stringify({ verdicts, loaded: globalThis.loaded }))
`

/**
 * Bundles a task from the built packages as a user's bundler does it, with splitting, and runs it without `node:crypto`.
 * Counted is each file that this run loads, and nothing is left out.
 *
 * @param folder - a folder inside of the project, from which packages are found
 * @returns whether the task did what it should and stayed within its limit
 */
export async function measure(
  { purpose, limit, goal = limit, entry, given, verdicts }: Task,
  folder: string,
): Promise<boolean> {
  const output = mkdtempSync(join(folder, '.loading-'))
  try {
    writeFileSync(join(output, 'package.json'), '{"type":"module"}')
    writeFileSync(join(output, 'given.json'), JSON.stringify(given))
    await build({
      stdin: { contents: entry, resolveDir: folder },
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      outdir: output,
      entryNames: 'entry',
      banner: { js: NOTE },
      logLevel: 'error',
    })
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', RUN, join(output, 'entry.js'), join(output, 'given.json')],
      { encoding: 'utf8' },
    )
    if (stdout === '') throw new Error(stderr)
    const found = JSON.parse(stdout) as { verdicts: string[]; loaded: string[] }
    const total = weigh(found.loaded)
    console.log(`${String(total).padStart(7)}  bytes (gzip) loaded to ${purpose}; at most ${limit}`)
    if (total > goal)
      console.log(`${String(total - goal).padStart(7)}  more than the ${goal} that are the goal`)
    const wrong = found.verdicts.join() === verdicts.join() ? [] : [`verdicts ${found.verdicts.join()}`]
    if (total > limit) wrong.push(`${total - limit} bytes too many`)
    if (wrong.length > 0) console.log(`Failed: ${wrong.join('; ')}`)
    return wrong.length === 0
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

/** Prints the size of each file, and tells that of all. */
function weigh(files: readonly string[]): number {
  let total = 0
  for (const url of files) {
    const text = readFileSync(new URL(url), 'utf8').replace(NOTE, '')
    const bytes = gzipSync(text, { level: 9 }).length
    console.log(`${String(bytes).padStart(7)}  ${basename(url)}`)
    total += bytes
  }
  return total
}
