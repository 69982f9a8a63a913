import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// All tests of a run write into one folder, keys among what they write, and it goes when the run ends.

const before = process.env['TMPDIR']
let folder: string | undefined

export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'xinyin-tests-'))
  // What tests start gets it too.
  process.env['TMPDIR'] = folder
}

export function teardown(): void {
  if (before === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = before
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}
