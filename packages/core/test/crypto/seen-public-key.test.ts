import { createPrivateKey } from '@xinyin/core'
import { expect, test } from 'vitest'
import { createLru } from '../../src/crypto/lru.ts'
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

test('octets with one hash do not stand for each other', () => {
  const lru = createLru<{ name: string }>(4)
  // Each octet counts 31 times as much as the next one.
  const [one, other] = [Uint8Array.of(1, 0), Uint8Array.of(0, 31)]
  expect(lru.get(one, () => ({ name: 'one' })).name).toBe('one')
  expect(lru.get(other, () => ({ name: 'other' })).name).toBe('other')
  expect(lru.get(one, () => ({ name: 'one again' })).name).toBe('one again')
})

test('the one that was unused for longest goes first', () => {
  const lru = createLru<{ at: number }>(2)
  const get = (octet: number, at: number) => lru.get(Uint8Array.of(octet), () => ({ at })).at
  get(1, 1)
  get(2, 2)
  get(1, 3)
  get(3, 4)
  expect([get(1, 5), get(2, 6)]).toEqual([1, 6])
})
