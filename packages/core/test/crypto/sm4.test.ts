import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import {
  decryptSm4Cbc,
  decryptSm4Ccm,
  decryptSm4Ctr,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm4Cbc,
  encryptSm4Ccm,
  encryptSm4Ctr,
  encryptSm4Ecb,
  encryptSm4Gcm,
} from '../../src/gm/index.ts'
import { decodeHex, encodeHex, encodeUtf8 } from '../../src/index.ts'
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

  test('ECB decrypts what it encrypted, and encrypts each block by itself', () => {
    fc.assert(
      fc.property(block, fc.uint8Array({ maxLength: 100 }), (key, plaintext) => {
        const padded = encryptSm4Ecb({ key }, plaintext)
        expect(padded.length).toBe(16 * (Math.floor(plaintext.length / 16) + 1))
        expect(decryptSm4Ecb({ key }, padded)).toEqual(plaintext)
      }),
    )
    const expected = '681edf34d206965e86b3e94f536e4246'
    const blocks = encryptSm4Ecb({ key, padding: 'none' }, Uint8Array.from([...key, ...key]))
    expect(encodeHex(blocks)).toBe(expected + expected)
    expect(decryptSm4Ecb({ key, padding: 'none' }, blocks)).toEqual(Uint8Array.from([...key, ...key]))
    expect(encryptSm4Ecb({ key, padding: 'none' }, new Uint8Array(0)).length).toBe(0)
    expect(decryptSm4Ecb({ key, padding: 'none' }, new Uint8Array(0)).length).toBe(0)
  })

  test('CBC without padding takes whole blocks', () => {
    const ciphertext = encryptSm4Cbc({ key, iv, padding: 'none' }, key)
    expect(ciphertext.length).toBe(16)
    expect(encryptSm4Cbc({ key, iv }, key).subarray(0, 16)).toEqual(ciphertext)
    expect(decryptSm4Cbc({ key, iv, padding: 'none' }, ciphertext)).toEqual(key)
    expect(() => encryptSm4Cbc({ key, iv, padding: 'none' }, iv.subarray(1))).toThrow(/^plaintext:/)
    expect(() => decryptSm4Cbc({ key, iv, padding: 'none' }, iv.subarray(1))).toThrow(refused)
  })

  test.each([0, 1, 15, 17])('ECB refuses %i octets, and another key’s padding', (length) => {
    expect(() => decryptSm4Ecb({ key }, new Uint8Array(length))).toThrow(refused)
    expect(() => decryptSm4Ecb({ key }, encryptSm4Ecb({ key, padding: 'none' }, new Uint8Array(16)))).toThrow(
      refused,
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

  test('CCM is as RFC 8998, A.2, has it', () => {
    const parameters = {
      key,
      nonce: decodeHex('00001234567800000000abcd'),
      associatedData: decodeHex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const plaintext = decodeHex(
      'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd' +
        'eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
    )
    const expected =
      '48af93501fa62adbcd414cce6034d895dda1bf8f132f042098661572e7483094' +
      'fd12e518ce062c98acee28d95df4416bed31a2f04476c18bb40c84a74b97dc5b' +
      '16842d4fa186f56ab33256971fa110f4'
    expect(encodeHex(encryptSm4Ccm(parameters, plaintext))).toBe(expected)
    expect(decryptSm4Ccm(parameters, decodeHex(expected))).toEqual(plaintext)
  })

  test('CCM decrypts what it encrypted, for every nonce and tag', () => {
    fc.assert(
      fc.property(
        block,
        fc.uint8Array({ minLength: 7, maxLength: 13 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(4, 6, 8, 10, 12, 14, 16),
        (key, nonce, associatedData, plaintext, tagLength) => {
          const parameters = { key, nonce, associatedData, tagLength }
          const ciphertext = encryptSm4Ccm(parameters, plaintext)
          expect(ciphertext.length).toBe(plaintext.length + tagLength)
          expect(decryptSm4Ccm(parameters, ciphertext)).toEqual(plaintext)
        },
      ),
    )
  })

  test('CCM notices a change in ciphertext, tag, nonce, associated data and the tag’s length', () => {
    const parameters = { key, nonce: iv.subarray(0, 12), associatedData: encodeUtf8('header') }
    const ciphertext = encryptSm4Ccm(parameters, encodeUtf8('正文'))
    for (let at = 0; at < ciphertext.length; at++)
      expect(() => decryptSm4Ccm(parameters, ciphertext.with(at, (ciphertext[at] ?? 0) ^ 1))).toThrow(refused)
    for (const length of [0, 15, ciphertext.length - 1])
      expect(() => decryptSm4Ccm(parameters, ciphertext.subarray(0, length))).toThrow(refused)
    for (const change of [
      { nonce: iv.subarray(1, 13) },
      { nonce: iv.subarray(0, 11) },
      { associatedData: new Uint8Array(0) },
      { key: iv },
      { tagLength: 8 },
    ])
      expect(() => decryptSm4Ccm({ ...parameters, ...change }, ciphertext)).toThrow(refused)
  })

  test('CCM writes the length of long associated data in six octets', () => {
    // 65,280 octets are the first that do not fit in two: a tag over them differs from one over any other length.
    const tags = [0xfeff, 0xff00, 0x10000].map((length) =>
      encodeHex(encryptSm4Ccm({ key, nonce: iv.subarray(0, 7), associatedData: new Uint8Array(length) }, iv)),
    )
    expect(new Set(tags).size).toBe(3)
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
    ['key', () => encryptSm4Ecb({ key: iv.subarray(1) }, iv)],
    ['key', () => decryptSm4Ecb({ key: iv.subarray(1) }, iv)],
    ['plaintext', () => encryptSm4Ecb({ key, padding: 'none' }, iv.subarray(1))],
    ['key', () => encryptSm4Ccm({ key: iv.subarray(1), nonce: iv.subarray(4) }, iv)],
    ['nonce', () => encryptSm4Ccm({ key, nonce: iv.subarray(0, 6) }, iv)],
    ['nonce', () => encryptSm4Ccm({ key, nonce: iv.subarray(0, 14) }, iv)],
    ['tagLength', () => encryptSm4Ccm({ key, nonce: iv.subarray(4), tagLength: 2 }, iv)],
    ['tagLength', () => encryptSm4Ccm({ key, nonce: iv.subarray(4), tagLength: 18 }, iv)],
    ['tagLength', () => decryptSm4Ccm({ key, nonce: iv.subarray(4), tagLength: 5 }, iv)],
    ['plaintext', () => encryptSm4Ccm({ key, nonce: iv.subarray(0, 13) }, new Uint8Array(65536))],
  ])('a wrong %s is a wrong call', (name, call) => {
    expect(call).toThrow(RangeError)
    expect(call).toThrow(new RegExp(`^${name}:`))
  })
})
