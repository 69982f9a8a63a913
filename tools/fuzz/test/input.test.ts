import { parseDer } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../src/corpus.ts'
import { createInput } from '../src/input.ts'
import { mutateArchive } from '../src/mutation/archive.ts'
import { mutateTlv } from '../src/mutation/tlv.ts'
import { createRandom } from '../src/random.ts'
import { TARGETS } from '../src/targets.ts'

const certificates = readCorpus('x509')
const der = certificates[0]?.bytes ?? new Uint8Array()

describe('inputs', () => {
  test.each(Object.keys(TARGETS))('%s has seeds', (name) => {
    expect(readCorpus(name).length).toBeGreaterThan(0)
  })

  test('are the same for the same seed, and others for another', async () => {
    const target = await TARGETS['x509']?.()
    if (target === undefined) throw new Error('no target')
    const inputs = (seed: string) =>
      Array.from({ length: 40 }, (_, index) => createInput(target, certificates, seed, 100 + index).bytes)
    expect(inputs('a')).toEqual(inputs('a'))
    expect(inputs('a')).not.toEqual(inputs('b'))
  })

  test('changes by structure leave the framing of DER sound, so that they reach what is inside', () => {
    let sound = 0
    for (let index = 0; index < 200; index += 1) {
      try {
        parseDer(mutateTlv(der, createRandom(`tlv/${index}`), der))
        sound += 1
      } catch {
        // The outermost element itself was removed, doubled or refilled.
      }
    }
    expect(sound).toBeGreaterThan(150)
  })

  test('changes by structure leave archives readable', () => {
    const archive = readCorpus('ofd').find(({ name }) => name === 'valid-whole')?.bytes ?? new Uint8Array()
    for (let index = 0; index < 30; index += 1) {
      const changed = mutateArchive(archive, createRandom(`zip/${index}`), archive)
      expect([...changed.subarray(0, 2)]).toEqual([0x50, 0x4b])
    }
  })
})
