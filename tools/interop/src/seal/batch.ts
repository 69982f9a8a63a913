import { join } from 'node:path'
import { expectThat } from '../expect.ts'
import { run } from '../program.ts'
import type { Case } from '../table.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const TEST = 'packages/e-seal/test/batch/kill.test.ts'
// Fewer for a quick look: XINYIN_BATCH_FILES=120 XINYIN_BATCH_KILLS=3.
const FILES = process.env['XINYIN_BATCH_FILES'] ?? '1000'
const KILLS = process.env['XINYIN_BATCH_KILLS'] ?? '10'
const TIMEOUT_MS = 1_800_000

const killed: Case = {
  what: `a batch of ${FILES} documents that is killed at ${KILLS} moments and started again seals each once and damages none`,
  with: 'kill -9',
  async run() {
    const settings = [`XINYIN_BATCH_FILES=${FILES}`, `XINYIN_BATCH_KILLS=${KILLS}`, 'NO_COLOR=1']
    const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'source', TEST]
    const { code, text } = await run('env', [...settings, ...vitest, '--reporter=verbose'], {
      cwd: ROOT,
      timeout: TIMEOUT_MS,
    })
    expectThat(code === 0, text.slice(-2000))
    const lines = text.split('\n').filter((line) => line.includes('✓'))
    expectThat(lines.length === 2, `expected a run into a folder and one in place: ${text.slice(-600)}`)
    return lines.map((line) => line.slice(line.indexOf('a batch')).trim()).join('\n')
  },
}

/** What is left of a batch whose process is ended without a word. */
export const batchCases: readonly Case[] = [killed]
