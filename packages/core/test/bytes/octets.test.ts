import {
  createPrivateKey,
  createSigner,
  type KeyKind,
  type PrivateKey,
  parseCertificate,
  signatureScheme,
} from '@xinyin/core'
import {
  createDigest,
  decryptSm2,
  decryptSm4Cbc,
  decryptSm4Ccm,
  decryptSm4Ecb,
  decryptSm4Gcm,
  digest,
  encryptSm2,
  encryptSm4Cbc,
  encryptSm4Ccm,
  encryptSm4Ctr,
  encryptSm4Ecb,
  encryptSm4Gcm,
  hmac,
  pbkdf2,
  signSm2,
  verifySm2,
} from '@xinyin/core/gm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertOctets } from '../../src/bytes/octets.ts'
import { joseScheme } from '../../src/crypto/jose.ts'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import { sm3 } from '../../src/gm/sm3.ts'

const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'RSA', 'Ed25519', 'Ed448']
const ALG = {
  SM2: { alg: 'SM2', encoding: 'raw' },
  'P-256': 'ES256',
  RSA: 'PS256',
  Ed25519: 'EdDSA',
  Ed448: 'Ed448',
} as const
const OIDS = {
  SM2: '1.2.156.10197.1.501',
  'P-256': '1.2.840.10045.4.3.2',
  RSA: '1.2.840.113549.1.1.11',
  Ed25519: '1.3.101.112',
  Ed448: '1.3.101.113',
} as const
const keys = new Map<string, PrivateKey>()
beforeAll(async () => {
  for (const kind of KINDS) keys.set(kind, await createPrivateKey(kind))
})
afterAll(() => chooseProvider('fastest'))

const octets = new Uint8Array(16)
const sm2 = () => keys.get('SM2') as PrivateKey

/** What takes octets, given something else in the place of one argument. */
const CALLS: Readonly<Record<string, (wrong: never) => unknown>> = {
  digest: (wrong) => digest('SM3', wrong),
  'digest, second part': (wrong) => digest('SM3', octets, wrong),
  'digest of SHA-2': (wrong) => digest('SHA-256', wrong),
  'hmac, key': (wrong) => hmac('SM3', wrong, octets),
  'hmac, part': (wrong) => hmac('SM3', octets, wrong),
  'createDigest, SM3': (wrong) => createDigest('SM3').update(wrong),
  'createDigest, SHA-2': (wrong) => createDigest('SHA-256').update(wrong),
  sm3: (wrong) => sm3(wrong),
  signSm2: (wrong) => signSm2(sm2(), wrong),
  'signSm2, user id': (wrong) => signSm2(sm2(), octets, { userId: wrong }),
  verifySm2: (wrong) => verifySm2(sm2().publicKey, wrong, octets),
  encryptSm2: (wrong) => encryptSm2(sm2().publicKey, wrong),
  decryptSm2: (wrong) => decryptSm2(sm2(), wrong),
  'encryptSm4Ecb, key': (wrong) => encryptSm4Ecb({ key: wrong }, octets),
  encryptSm4Ecb: (wrong) => encryptSm4Ecb({ key: octets }, wrong),
  decryptSm4Ecb: (wrong) => decryptSm4Ecb({ key: octets }, wrong),
  'encryptSm4Cbc, iv': (wrong) => encryptSm4Cbc({ key: octets, iv: wrong }, octets),
  decryptSm4Cbc: (wrong) => decryptSm4Cbc({ key: octets, iv: octets }, wrong),
  encryptSm4Ctr: (wrong) => encryptSm4Ctr({ key: octets, iv: octets }, wrong),
  'encryptSm4Gcm, iv': (wrong) => encryptSm4Gcm({ key: octets, iv: wrong }, octets),
  'encryptSm4Gcm, data': (wrong) => encryptSm4Gcm({ key: octets, iv: octets, associatedData: wrong }, octets),
  encryptSm4Gcm: (wrong) => encryptSm4Gcm({ key: octets, iv: octets }, wrong),
  decryptSm4Gcm: (wrong) => decryptSm4Gcm({ key: octets, iv: octets }, wrong),
  'encryptSm4Ccm, nonce': (wrong) => encryptSm4Ccm({ key: octets, nonce: wrong }, octets),
  'encryptSm4Ccm, data': (wrong) =>
    encryptSm4Ccm({ key: octets, nonce: octets.subarray(4), associatedData: wrong }, octets),
  encryptSm4Ccm: (wrong) => encryptSm4Ccm({ key: octets, nonce: octets.subarray(4) }, wrong),
  decryptSm4Ccm: (wrong) => decryptSm4Ccm({ key: octets, nonce: octets.subarray(4) }, wrong),
  'pbkdf2, password': (wrong) => pbkdf2('SM3', wrong, octets, 1, 16),
  'pbkdf2, salt': (wrong) => pbkdf2('SM3', octets, wrong, 1, 16),
  parseCertificate: (wrong) => parseCertificate(wrong),
  ...Object.fromEntries(
    (['SM2', 'P-256', 'RSA', 'Ed25519', 'Ed448'] as const).flatMap((kind) => {
      const key = () => keys.get(kind) as PrivateKey
      const scheme = signatureScheme({ oid: OIDS[kind], parameters: undefined })
      return [
        [`sign with ${kind}`, (wrong: never) => createSigner(key()).sign(wrong)],
        [`verify with ${kind}`, (wrong: never) => scheme?.verify(key().publicKey, wrong, octets)],
        [`sign with ${kind} for JOSE`, (wrong: never) => joseScheme(ALG[kind])?.sign(key(), wrong)],
        [
          `verify with ${kind} for JOSE`,
          (wrong: never) => joseScheme(ALG[kind])?.verify(key().publicKey, wrong, octets),
        ],
      ]
    }),
  ),
}

describe.each(['node', 'webcrypto', 'portable'] as const)('a text is no octets: %s', (choice) => {
  beforeAll(() => chooseProvider(choice))
  test.each(Object.entries(CALLS))('%s', async (_what, call) => {
    for (const wrong of ['1234567890123456', octets.buffer, [1, 2], undefined, null, new Uint16Array(16)]) {
      if (wrong === undefined && /data|user id/.test(_what)) continue
      // Whether it throws or rejects.
      await expect((async () => call(wrong as never))()).rejects.toThrow(/expected a Uint8Array/)
    }
  })
})

test('octets of another realm, and those of a Buffer, are octets', () => {
  expect(() => assertOctets('data', Buffer.from('a'))).not.toThrow()
  expect(() => assertOctets('data', new Uint8Array(new SharedArrayBuffer(1)))).not.toThrow()
  expect(() => assertOctets('data', new DataView(octets.buffer) as never)).toThrow(
    'data: expected a Uint8Array',
  )
})
