import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Site, takeOut } from './sites.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** What the tests need of the tree; the rest stays where it is. */
const PARTS = ['packages', 'package.json', 'tsconfig.json', 'vitest.config.ts']
/** A check that is taken out may leave a loop without an end. */
const LIMIT_MS = 120_000
/** The tests as they stand have an end; a busy machine may take long to come to it. */
const BASELINE_LIMIT_MS = 900_000

/** A copy of the tree in which checks can be taken out, one at a time. */
export interface Workshop {
  /** Whether any test goes red once the check is taken out. */
  missed(site: Site): Promise<boolean>
  /** Whether the tests that lean on a file pass as it stands; without that, red means nothing. */
  holds(file: string): Promise<boolean>
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
  for (const name of readdirSync(join(copy, 'packages'))) {
    cpSync(join(copy, 'packages', name, 'package.json'), join(target, '@xinyin', name, 'package.json'))
    rmSync(join(target, '@xinyin', name), { recursive: true })
    symlinkSync(join(copy, 'packages', name), join(target, '@xinyin', name))
  }
}

export function openWorkshop(): Workshop {
  const copy = mkdtempSync(join(tmpdir(), 'xinyin-mutate-'))
  for (const part of PARTS) {
    cpSync(join(ROOT, part), join(copy, part), {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist)(\/|$)/.test(path.slice(ROOT.length)),
    })
  }
  link(copy)

  const greens = (file: string, limit: number): Promise<boolean> =>
    new Promise((resolve) => {
      // A check has to be missed by the tests of its own package.
      const folder = file.split('/').slice(0, 2).join('/')
      const child = spawn(
        join(ROOT, 'node_modules/.bin/vitest'),
        [
          'related',
          file,
          '--run',
          '--project',
          'source',
          '--dir',
          folder,
          '--bail',
          '1',
          '--reporter=dot',
          '--passWithNoTests',
        ],
        {
          cwd: copy,
          stdio: 'ignore',
          detached: true,
          env: {
            ...process.env,
            CI: 'true',
            TRUTH_DIR: process.env['TRUTH_DIR'] ?? join(ROOT, '../shared/truth'),
          },
        },
      )
      const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), limit)
      child.on('close', (code) => {
        clearTimeout(timer)
        resolve(code === 0)
      })
    })

  return {
    holds: (file) => greens(file, BASELINE_LIMIT_MS),
    async missed(site) {
      const path = join(copy, site.file)
      const original = readFileSync(path, 'utf8')
      try {
        writeFileSync(path, takeOut(original, site))
        return !(await greens(site.file, LIMIT_MS))
      } finally {
        writeFileSync(path, original)
      }
    },
    close: () => rmSync(copy, { recursive: true, force: true }),
  }
}
