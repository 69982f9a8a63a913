import { createPrivateKey } from '@xinyin/core'
import { expect, test } from 'vitest'
import { seenPublicKey } from '../../src/crypto/seen-public-key.ts'

test('a key that was read before is the same one', async () => {
  const { publicKey } = await createPrivateKey('P-256')
  const spki = publicKey.spki.slice()
  expect(seenPublicKey(spki.slice())).toBe(seenPublicKey(spki))
})

test('who writes into a key that he was given changes none that is read later', async () => {
  const { publicKey } = await createPrivateKey('P-256')
  const spki = publicKey.spki.slice()
  const { spki: given } = seenPublicKey(spki)
  given[given.length - 1] = (given[given.length - 1] ?? 0) ^ 1
  expect(seenPublicKey(spki).spki).toEqual(spki)
})

test('a key that cannot be read is refused every time', () => {
  const bad = Uint8Array.of(0x30, 0)
  for (let time = 0; time < 2; time++) expect(() => seenPublicKey(bad)).toThrow('Expected an element')
})
