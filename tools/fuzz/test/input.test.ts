import { createPublicKey, verify } from 'node:crypto'
import { encodeHex } from '@xinyin/core'
import { children, type DerNode, parseBer, parseDer, readBerOctets } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { readMember } from '../src/authority.ts'
import { readCorpus } from '../src/corpus.ts'
import { createInput } from '../src/input.ts'
import { mutateArchive } from '../src/mutation/archive.ts'
import { mutateBer, writeAsStream } from '../src/mutation/ber.ts'
import { mutateJson } from '../src/mutation/json.ts'
import { mutateSigned } from '../src/mutation/sign.ts'
import { mutateTlv } from '../src/mutation/tlv.ts'
import { createRandom } from '../src/random.ts'
import { TARGETS } from '../src/targets.ts'

const certificates = readCorpus('x509')
const der = certificates[0]?.bytes ?? new Uint8Array()

/** What an element says, whichever way it is written. */
function valuesOf(node: DerNode): string {
  if ((node.tag & 0x1f) === 4) return `4:${encodeHex(readBerOctets(node))}`
  if ((node.tag & 0x20) === 0) return `${node.tag}:${encodeHex(node.content)}`
  return `${node.tag}(${children(node).map(valuesOf).join()})`
}

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

  test('changes of how it is written leave what the basic encoding rules say', () => {
    let same = 0
    for (let index = 0; index < 200; index += 1) {
      try {
        const changed = mutateBer(der, createRandom(`ber/${index}`), der)
        if (!Buffer.from(changed).equals(der) && valuesOf(parseBer(changed)) === valuesOf(parseDer(der)))
          same += 1
      } catch {
        // It was changed in another way.
      }
    }
    expect(same).toBeGreaterThan(40)
  })

  test('changes of what JSON says leave it JSON', () => {
    const [seed] = readCorpus('signed-list')
    let read = 0
    for (let index = 0; index < 100; index += 1) {
      try {
        JSON.parse(
          new TextDecoder().decode(mutateJson(seed?.bytes ?? der, createRandom(`json/${index}`), der)),
        )
        read += 1
      } catch {
        // One in four is changed blindly.
      }
    }
    expect(read).toBeGreaterThan(60)
  })

  test('a message written as a stream says what it said', () => {
    const stream = writeAsStream(der)
    expect(stream[1]).toBe(0x80)
    expect(valuesOf(parseBer(stream))).toBe(valuesOf(parseDer(der)))
  })

  test('changes that are signed have a signature that holds', () => {
    const [seed] = readCorpus('signed-chain')
    const authority = readMember('middle').publicKey
    let held = 0
    for (let index = 0; index < 50; index += 1) {
      const changed = mutateSigned(seed?.bytes ?? der, createRandom(`sign/${index}`), der)
      const [tbs, , signature] = children(parseDer(changed))
      const key = createPublicKey({ key: Buffer.from(authority.spki), format: 'der', type: 'spki' })
      if (tbs && signature && verify(null, tbs.raw, key, signature.content.subarray(1))) held += 1
    }
    // What is to be signed may have been taken out altogether.
    expect(held).toBeGreaterThan(45)
  })

  test('changes by structure leave archives readable', () => {
    const archive = readCorpus('ofd').find(({ name }) => name === 'valid-whole')?.bytes ?? new Uint8Array()
    for (let index = 0; index < 30; index += 1) {
      const changed = mutateArchive(archive, createRandom(`zip/${index}`), archive)
      expect([...changed.subarray(0, 2)]).toEqual([0x50, 0x4b])
    }
  })
})
