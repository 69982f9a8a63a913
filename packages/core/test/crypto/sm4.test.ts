import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/choose.ts'
import {
  decodeHex,
  decryptSm4Cbc,
  decryptSm4Ctr,
  decryptSm4Gcm,
  encodeHex,
  encodeUtf8,
  encryptSm4Cbc,
  encryptSm4Ctr,
  encryptSm4Gcm,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const refused = expect.objectContaining({ code: 'ERR_SM4_DECRYPT' })
const block = fc.uint8Array({ minLength: 16, maxLength: 16 })
const key = decodeHex('0123456789abcdeffedcba9876543210')
const iv = decodeHex('000102030405060708090a0b0c0d0e0f')

describeEachProvider('SM4', () => {
  test('CBC and CTR decrypt what they encrypted', () => {
    fc.assert(
      fc.property(block, block, fc.uint8Array({ maxLength: 100 }), (key, iv, plaintext) => {
        const cbc = encryptSm4Cbc({ key, iv }, plaintext)
        expect(cbc.length).toBe(16 * (Math.floor(plaintext.length / 16) + 1))
        expect(decryptSm4Cbc({ key, iv }, cbc)).toEqual(plaintext)
        const ctr = encryptSm4Ctr({ key, iv }, plaintext)
        expect(ctr.length).toBe(plaintext.length)
        expect(decryptSm4Ctr({ key, iv }, ctr)).toEqual(plaintext)
      }),
    )
  })

  test.each([
    ['a padding of 0', 0],
    ['a padding of 17', 17],
    ['a padding longer than what repeats', 4],
  ])('CBC refuses %s', (_, last) => {
    // CTR with a chosen counter block stands in for a raw block cipher: E(x) is the key stream of counter x.
    const plain = new Uint8Array(16).fill(1).with(15, last)
    const mixed = plain.map((octet, i) => octet ^ (iv[i] ?? 0))
    const ciphertext = encryptSm4Ctr({ key, iv: mixed }, new Uint8Array(16))
    expect(() => decryptSm4Cbc({ key, iv }, ciphertext)).toThrow(refused)
    const good = plain.with(15, 1).map((octet, i) => octet ^ (iv[i] ?? 0))
    expect(decryptSm4Cbc({ key, iv }, encryptSm4Ctr({ key, iv: good }, new Uint8Array(16))).length).toBe(15)
  })

  test.each([0, 1, 15, 17, 31])('CBC refuses %i octets', (length) => {
    expect(() => decryptSm4Cbc({ key, iv }, new Uint8Array(length))).toThrow(refused)
  })

  test('GCM is as RFC 8998, A.1, has it', () => {
    const parameters = {
      key,
      iv: decodeHex('00001234567800000000abcd'),
      associatedData: decodeHex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const plaintext = decodeHex(
      'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd' +
        'eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
    )
    const expected =
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
      'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d' +
      '83de3541e4c2b58177e065a9bf7b62ec'
    expect(encodeHex(encryptSm4Gcm(parameters, plaintext))).toBe(expected)
    expect(decryptSm4Gcm(parameters, decodeHex(expected))).toEqual(plaintext)
  })

  test('GCM notices a change in ciphertext, tag, iv and associated data', () => {
    const parameters = { key, iv: iv.subarray(0, 12), associatedData: encodeUtf8('header') }
    const ciphertext = encryptSm4Gcm(parameters, encodeUtf8('正文'))
    for (let at = 0; at < ciphertext.length; at++)
      expect(() => decryptSm4Gcm(parameters, ciphertext.with(at, (ciphertext[at] ?? 0) ^ 1))).toThrow(refused)
    for (const length of [0, 15, ciphertext.length - 1])
      expect(() => decryptSm4Gcm(parameters, ciphertext.subarray(0, length))).toThrow(refused)
    expect(() => decryptSm4Gcm({ ...parameters, iv: iv.subarray(1, 13) }, ciphertext)).toThrow(refused)
    expect(() => decryptSm4Gcm({ key, iv: parameters.iv }, ciphertext)).toThrow(refused)
    expect(() => decryptSm4Gcm({ ...parameters, key: iv }, ciphertext)).toThrow(refused)
  })

  test('GCM protects associated data with nothing to encrypt', () => {
    const parameters = { key, iv: iv.subarray(0, 12), associatedData: encodeUtf8('header') }
    const tag = encryptSm4Gcm(parameters, new Uint8Array(0))
    expect(tag.length).toBe(16)
    expect(decryptSm4Gcm(parameters, tag)).toEqual(new Uint8Array(0))
  })
})

describe('SM4', () => {
  test('native and portable GCM are the same, for ivs of every length', () => {
    const bytes = fc.uint8Array({ maxLength: 120 })
    fc.assert(
      fc.property(
        block,
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        bytes,
        bytes,
        (key, iv, associatedData, plaintext) => {
          const parameters = { key, iv, associatedData }
          const native = encryptSm4Gcm(parameters, plaintext)
          chooseProvider('portable')
          expect(encryptSm4Gcm(parameters, plaintext)).toEqual(native)
          expect(decryptSm4Gcm(parameters, native)).toEqual(plaintext)
          chooseProvider('fastest')
          expect(decryptSm4Gcm(parameters, native)).toEqual(plaintext)
        },
      ),
    )
  })

  test.each([
    ['key', () => encryptSm4Cbc({ key: key.subarray(1), iv }, iv)],
    ['iv', () => encryptSm4Cbc({ key, iv: iv.subarray(4) }, iv)],
    ['key', () => decryptSm4Cbc({ key: new Uint8Array(32), iv }, iv)],
    ['iv', () => decryptSm4Ctr({ key, iv: iv.subarray(4) }, iv)],
    ['key', () => encryptSm4Gcm({ key: new Uint8Array(0), iv }, iv)],
    ['iv', () => encryptSm4Gcm({ key, iv: new Uint8Array(0) }, iv)],
  ])('a wrong %s is a wrong call', (name, call) => {
    expect(call).toThrow(RangeError)
    expect(call).toThrow(new RegExp(`^${name}:`))
  })
})
