import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readExactly, sourceOf } from '../../src/carriers/ofd/source.ts'
import { openFile } from '../../src/node/index.ts'

const folder = await mkdtemp(join(tmpdir(), 'xinyin-source-'))
afterAll(() => rm(folder, { recursive: true }))
const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i & 0xff)

describe('documents are read piece by piece', () => {
  test.each<[string, () => Promise<Parameters<typeof sourceOf>[0]>]>([
    ['from bytes', async () => BYTES],
    ['from a Blob', async () => new Blob([BYTES])],
    [
      'from a file',
      async () => {
        const path = join(folder, 'document')
        await writeFile(path, BYTES)
        return openFile(path)
      },
    ],
  ])('%s', async (_, make) => {
    const source = sourceOf(await make())
    expect(source.size).toBe(1000)
    expect(await source.read(0, 1000)).toEqual(BYTES)
    expect(await source.read(998, 2)).toEqual(BYTES.subarray(998))
    expect(await readExactly(source, 10, 0)).toEqual(new Uint8Array(0))
  })

  test('a file that became shorter meanwhile is no document', async () => {
    const path = join(folder, 'shrinking')
    await writeFile(path, BYTES)
    const file = await openFile(path)
    await truncate(path, 10)
    await expect(readExactly(file, 0, 1000)).rejects.toThrow(TypeError)
    await file.close()
  })

  test('what is no file, and what is no source, is refused', async () => {
    await expect(openFile(folder)).rejects.toThrow(TypeError)
    await expect(openFile(join(folder, 'absent'))).rejects.toThrow('ENOENT')
    for (const wrong of [undefined, 'text', { size: -1, read: () => undefined }, { size: 1 }])
      expect(() => sourceOf(wrong as unknown as Uint8Array)).toThrow(TypeError)
  })
})
