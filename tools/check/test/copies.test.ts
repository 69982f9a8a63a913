import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { programOf, slicesOfOctets } from '../src/copies.ts'

const ROOT = join(import.meta.dirname, '../../..')

const isSource = (file: string) => /\/packages\/[^/]+\/src\//.test(file)

const PROBE = `
export const octets = (given: Uint8Array) => given.slice()
export const either = (given: Uint8Array | string) => given.slice(1)
export const text = (given: string, words: number[]) => [given.slice(1), words.slice(), new Int32Array(4).slice()]
export const copy = (given: Uint8Array) => new Uint8Array(given.subarray(1))
`

test('octets are copied by what copies those of a Buffer too', () => {
  const probe = join(mkdtempSync(join(tmpdir(), 'xinyin-probe-')), 'probe.ts')
  writeFileSync(probe, PROBE)
  const program = programOf(join(ROOT, 'tsconfig.json'), [probe])
  // That nothing is found says something only where something could be.
  expect(slicesOfOctets(program, (file) => file === probe)).toEqual([`${probe}:2`, `${probe}:3`])
  const sources = program.getSourceFiles().filter(({ fileName }) => isSource(fileName))
  expect(sources.length).toBeGreaterThan(500)
  expect(slicesOfOctets(program, isSource)).toEqual([])
}, 120_000)
