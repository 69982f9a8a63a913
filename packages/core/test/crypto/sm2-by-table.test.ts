import { beforeEach, expect, test } from 'vitest'
import { createPrivateKey } from '../../src/crypto/create-key.ts'
import type { PublicKey } from '../../src/crypto/key.ts'
import { SM2 } from '../../src/crypto/provider/sm2.ts'
import { SM2_VERIFYING, verifyByTable } from '../../src/crypto/provider/sm2-verify.ts'
import { sm2Identity } from '../../src/crypto/sm2-identity.ts'

const MESSAGE = new TextEncoder().encode('签章原文')
const USES_BEFORE_TABLE = 300

let publicKey: PublicKey
let z: Uint8Array
let signature: Uint8Array
let asked: number

beforeEach(async () => {
  const key = await createPrivateKey('SM2')
  publicKey = key.publicKey
  z = sm2Identity(publicKey)
  signature = SM2.current().sign(key, z, MESSAGE)
  asked = 0
})

/** Counts what native code is asked. It answers right, or what it is told to. */
const counting = (answer?: boolean) =>
  verifyByTable({
    verify(...given) {
      asked++
      return answer ?? SM2_VERIFYING.portable.verify(...given)
    },
  })

function useOften({ verify }: ReturnType<typeof counting>) {
  for (let use = 0; use < USES_BEFORE_TABLE; use++) verify(publicKey, z, MESSAGE, signature)
}

test('native code verifies until a key is in constant use, then its table does', () => {
  const counted = counting(true)
  useOften(counted)
  expect(asked).toBe(USES_BEFORE_TABLE)
  for (let use = 0; use < 3; use++) expect(counted.verify(publicKey, z, MESSAGE, signature)).toBe(true)
  expect(asked).toBe(USES_BEFORE_TABLE)
})

test('with a table, every bit of signature and message counts', () => {
  useOften(counting(true))
  const { verify } = counting(false)
  const flipped = (octets: Uint8Array, bit: number) =>
    octets.map((octet, at) => (at === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet))
  expect(verify(publicKey, z, MESSAGE, signature)).toBe(true)
  for (let bit = 0; bit < signature.length * 8; bit++)
    expect(verify(publicKey, z, MESSAGE, flipped(signature, bit))).toBe(false)
  for (let bit = 0; bit < MESSAGE.length * 8; bit++)
    expect(verify(publicKey, z, flipped(MESSAGE, bit), signature)).toBe(false)
  for (let bit = 0; bit < z.length * 8; bit++)
    expect(verify(publicKey, flipped(z, bit), MESSAGE, signature)).toBe(false)
})

test.each([
  ['shorter', (octets: Uint8Array) => octets.subarray(1)],
  ['longer', (octets: Uint8Array) => Uint8Array.of(...octets, 0)],
  ['all zeros', (octets: Uint8Array) => new Uint8Array(octets.length)],
  ['all ones', (octets: Uint8Array) => new Uint8Array(octets.length).fill(0xff)],
])('with a table, a signature that is %s is refused', (_, change) => {
  useOften(counting(true))
  expect(counting(false).verify(publicKey, z, MESSAGE, change(signature))).toBe(false)
})

test('what the table refuses, native code decides', () => {
  const counted = counting(true)
  useOften(counted)
  asked = 0
  expect(counted.verify(publicKey, z, new Uint8Array(3), signature)).toBe(true)
  expect(asked).toBe(1)
})

test('the table of one key is not that of another', async () => {
  useOften(counting(true))
  const other = await createPrivateKey('SM2')
  const { verify } = counting()
  expect(verify(other.publicKey, sm2Identity(other.publicKey), MESSAGE, signature)).toBe(false)
  expect(verify(publicKey, z, MESSAGE, signature)).toBe(true)
})
