import { type ChildProcess, fork } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, Order } from './runner.ts'
import { type Site, withSwitches } from './sites.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** What the tests need of the tree; the rest stays where it is. */
const PARTS = ['packages', 'examples', 'docs/guide', 'package.json', 'tsconfig.json', 'vitest.config.ts']

const CONFIG = `import config from './vitest.config.ts'
for (const { test } of config.test.projects) {
  test.setupFiles.unshift('${join(import.meta.dirname, 'switches.ts')}')
  // A slow machine must not pass for a test that noticed something.
  test.testTimeout = test.hookTimeout = 60_000
}
export default config
`

/** A copy of the tree with a switch around each check. */
export interface Workshop {
  readonly copy: string
  /** Starts a runner of the tests of one package, which remembers what it has read. */
  openRunner(folder: string): Runner
  close(): void
}

export interface Runner {
  /** @returns what is red; `endless` where nothing is known after `limit` milliseconds */
  run(order: Order, limit: number): Promise<Answer>
  close(): void
}

function link(copy: string): void {
  const modules = join(ROOT, 'node_modules')
  const target = join(copy, 'node_modules')
  cpSync(join(modules, '.package-lock.json'), join(target, '.package-lock.json'))
  for (const name of readdirSync(modules)) {
    if (name !== '@xinyin' && !name.startsWith('.')) symlinkSync(join(modules, name), join(target, name))
  }
  // The packages themselves must be the copies, or nothing that is taken out would be seen.
  mkdirSync(join(target, '@xinyin'))
  for (const name of readdirSync(join(copy, 'packages')))
    symlinkSync(join(copy, 'packages', name), join(target, '@xinyin', name))
}

/** @param sites - by the numbers of their switches */
export function openWorkshop(sites: readonly Site[]): Workshop {
  const copy = mkdtempSync(join(tmpdir(), 'xinyin-mutate-'))
  for (const part of PARTS) {
    cpSync(join(ROOT, part), join(copy, part), {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist)(\/|$)/.test(path.slice(ROOT.length)),
    })
  }
  link(copy)
  writeFileSync(join(copy, 'mutate.config.ts'), CONFIG)
  const numbered = [...sites.entries()]
  for (const file of new Set(sites.map((site) => site.file))) {
    const path = join(copy, file)
    const ofFile = new Map(numbered.filter(([, site]) => site.file === file))
    writeFileSync(path, withSwitches(readFileSync(path, 'utf8'), ofFile))
  }
  return {
    copy,
    openRunner: (folder) => openRunner(copy, folder),
    close: () => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }),
  }
}

function openRunner(copy: string, folder: string): Runner {
  let child: ChildProcess | undefined

  const start = (): ChildProcess =>
    fork(join(import.meta.dirname, 'runner.ts'), [copy, folder], {
      cwd: copy,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {
        ...process.env,
        CI: 'true',
        TRUTH_DIR: process.env['TRUTH_DIR'] ?? join(ROOT, '../shared/truth'),
      },
    })

  const stop = () => {
    // The runner leads a group: what its tests started goes with it.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    child = undefined
  }

  const answerOf = (from: ChildProcess, limit: number): Promise<Answer> =>
    new Promise((resolve) => {
      const settle = (red: Answer) => {
        clearTimeout(timer)
        from.removeAllListeners()
        resolve(red)
      }
      const timer = setTimeout(() => {
        stop()
        settle([{ file: folder, message: 'endless' }])
      }, limit)
      from.once('message', settle)
      from.once('exit', () => {
        child = undefined
        settle([{ file: folder, message: 'gone' }])
      })
    })

  return {
    async run(order, limit) {
      if (child === undefined) {
        child = start()
        const started = await answerOf(child, limit)
        if (started.length > 0) throw new Error(`The tests do not start: ${started[0]?.message}`)
      }
      const answer = answerOf(child, limit)
      child.send(order)
      return answer
    },
    close: stop,
  }
}
