import 'reflect-metadata'
import { inspect } from 'node:util'
import {
  createSigner,
  exportPrivateKey,
  parseCertificate,
  parsePrivateKey,
  parsePublicKey,
} from '@xinyin/core'
import { createCrl, createCsr, createRoot, parseCsr } from '@xinyin/core/ca'
import { encodeCbor, parseCbor } from '@xinyin/core/cbor'
import { createEnvelopedData, createSignedData, parseEnvelopedData, parseSignedData } from '@xinyin/core/cms'
import { createCoseSign1, parseCoseSign1 } from '@xinyin/core/cose'
import { encodeOid, parseDer, readOid } from '@xinyin/core/der'
import {
  decryptSm4Cbc,
  decryptSm4Ccm,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm4Cbc,
  encryptSm4Ccm,
  encryptSm4Ecb,
  encryptSm4Gcm,
} from '@xinyin/core/gm'
import { createPkcs12, decryptPrivateKey, encryptPrivateKey, parsePkcs12 } from '@xinyin/core/keys'
import { parseCrl } from '@xinyin/core/revocation'
import { parseLegacyPublicKey } from '@xinyin/core/unsafe'
import { parseName } from '@xinyin/core/x509'
import { afterEach, describe, expect, test } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import { seenPublicKey } from '../../src/crypto/seen-public-key.ts'
import { CONTENT, createParty, NOON, PERIOD } from '../cms/forge.ts'

// The `slice` of a Buffer is a view, where that of other octets is a copy: what was read would change with the memory of who
// gave it, and what is done to a copy would be done to it.

const { certificate, key } = await createParty('P-256')
const issuer = { certificate: await createRoot({ subject: { commonName: '某省根' }, key, ...PERIOD }), key }
const { certificate: recipient } = await createParty('P-256', { keyUsage: ['keyAgreement'] })
const password = '口令'
const crl = { issuer, number: 1, revoked: [], thisUpdate: PERIOD.notBefore, nextUpdate: PERIOD.notAfter }

/** What reads octets, and octets for it. */
const READERS: Readonly<Record<string, readonly [Uint8Array, (octets: Uint8Array) => unknown]>> = {
  parseCertificate: [certificate.raw, parseCertificate],
  parsePublicKey: [certificate.spki, parsePublicKey],
  seenPublicKey: [certificate.spki, seenPublicKey],
  parseLegacyPublicKey: [certificate.spki, parseLegacyPublicKey],
  parseName: [certificate.subject.raw, parseName],
  parsePrivateKey: [exportPrivateKey(key), (octets) => exportPrivateKey(parsePrivateKey(octets))],
  decryptPrivateKey: [
    await encryptPrivateKey(key, password, { iterations: 1000 }),
    async (octets) => exportPrivateKey(await decryptPrivateKey(octets, password)),
  ],
  parsePkcs12: [
    await createPkcs12({ privateKey: key, certificates: [certificate], password }),
    async (octets) => (await parsePkcs12(octets, password)).certificates,
  ],
  parseCrl: [await createCrl(crl), parseCrl],
  parseCsr: [(await createCsr({ subject: { commonName: '某局' }, key })).raw, parseCsr],
  parseSignedData: [
    await createSignedData({
      content: CONTENT,
      signers: [{ key, certificate, signingTime: NOON }],
    }),
    parseSignedData,
  ],
  parseEnvelopedData: [
    await createEnvelopedData({ content: CONTENT, recipients: [recipient] }),
    parseEnvelopedData,
  ],
  parseCbor: [encodeCbor(CONTENT), parseCbor],
  parseCoseSign1: [await createCoseSign1({ payload: CONTENT, signer: createSigner(key) }), parseCoseSign1],
}

const shown = (value: unknown) =>
  inspect(value, { depth: 12, getters: true, maxArrayLength: null, showHidden: true }).replaceAll(
    'Buffer(',
    'Uint8Array(',
  )

describe.each(Object.entries(READERS))('%s', (_name, [octets, read]) => {
  test('leaves a Buffer as it is, and keeps nothing of it', async () => {
    const given = Buffer.from(octets)
    const found = await read(given)
    expect(given.equals(octets)).toBe(true)
    given.fill(0)
    expect(shown(found)).toBe(shown(await read(new Uint8Array(octets))))
  })
})

test('an identifier that was read from a Buffer stays what it was', () => {
  const buffer = Buffer.from(encodeOid('1.2.77.50.9'))
  expect(readOid(parseDer(buffer))).toBe('1.2.77.50.9')
  // Found in the same place.
  for (const oid of ['1.2.0.55.123', '1.2.77.49.40']) {
    buffer.set(encodeOid(oid))
    expect(readOid(parseDer(encodeOid(oid)))).toBe(oid)
  }
})

describe.each(['fastest', 'portable'] as const)('SM4, %s', (choice) => {
  afterEach(() => chooseProvider('fastest'))
  const sm4 = new Uint8Array(16).fill(7)
  const iv = sm4
  const nonce = sm4.subarray(4)
  test.each<[string, Uint8Array, (octets: Uint8Array) => Uint8Array]>([
    ['ECB', encryptSm4Ecb({ key: sm4 }, CONTENT), (octets) => decryptSm4Ecb({ key: sm4 }, octets)],
    ['CBC', encryptSm4Cbc({ key: sm4, iv }, CONTENT), (octets) => decryptSm4Cbc({ key: sm4, iv }, octets)],
    [
      'GCM',
      encryptSm4Gcm({ key: sm4, iv: nonce }, CONTENT),
      (octets) => decryptSm4Gcm({ key: sm4, iv: nonce }, octets),
    ],
    [
      'CCM',
      encryptSm4Ccm({ key: sm4, nonce }, CONTENT),
      (octets) => decryptSm4Ccm({ key: sm4, nonce }, octets),
    ],
  ])('%s leaves a Buffer as it is', (_mode, encrypted, decrypt) => {
    chooseProvider(choice)
    const given = Buffer.from(encrypted)
    expect(Buffer.from(decrypt(given)).equals(CONTENT)).toBe(true)
    expect(given.equals(encrypted)).toBe(true)
  })
})
