import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, run } from './run.ts'

/** Today, a day later, and nearly as long as the demo says that its files are good for. */
const DAYS = [0, 1, 27]

const SHIFT = pathToFileURL(join(import.meta.dirname, 'days-later.js')).href
const SOURCE = ['tsx', '--conditions=@xinyin/source'] as const

/** What the page tells a newcomer to run on what the demo leaves. */
function programsOf(page: string): (readonly string[])[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const commands = [...text.matchAll(/^\$ npx xinyin (.*)$/gm)].map(([, command = '']) => command.split(' '))
  const code = /```ts\n([^`]*inspectLicence[^`]*)```/.exec(text)?.[1]
  if (commands.length === 0 || code === undefined) throw new Error(`${page}: nothing to run was found`)
  const program = join(ROOT, 'demo-output/check.mjs')
  writeFileSync(program, code)
  const cli = join(ROOT, 'tools/check/src/cli.ts')
  return [...commands.map((command) => [cli, ...command]), [program]]
}

/**
 * Runs what the README shows on the files that the demo has left, on this day and on later ones: all of it has to pass.
 *
 * @returns what was run, and what it printed where it did not pass
 */
export async function readmeLater(page: string): Promise<{ name: string; ok: boolean; output: string }[]> {
  if (!existsSync(join(ROOT, 'demo-output/bundle.jws'))) throw new Error('demo-output: run the demo first')
  const outcomes = []
  for (const days of DAYS) {
    for (const [program = '', ...args] of programsOf(page)) {
      const outcome = await run([...SOURCE, '--import', SHIFT, program, ...args], {
        DAYS_LATER: String(days),
      })
      // The five lines end well whatever they find.
      const ok = outcome.ok && !/\b(failed|indeterminate)\b/.test(outcome.output)
      const what = args.slice(0, 2).join(' ') || 'the five lines'
      outcomes.push({ name: `${page}, ${days} days later: ${what}`, ok, output: outcome.output })
    }
  }
  return outcomes
}
