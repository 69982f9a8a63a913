import 'reflect-metadata'
import { X509Crl } from '@peculiar/x509'
import { createPrivateKey, signatureScheme } from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { openDer, parseDer, readBitStringBytes } from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { readAlgorithmIdentifier } from '../../src/x509/algorithm.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const UPDATE = { thisUpdate: new Date('2027-01-01T00:00:00Z'), nextUpdate: new Date('2027-01-08T00:00:00Z') }

const key = await createPrivateKey('SM2')
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key, ...PERIOD })
const issuer = { certificate: root, key }

test('a list says who is revoked, when and why, and @peculiar/x509 reads it so', async () => {
  const revokedAt = new Date('2026-12-31T00:00:00Z')
  const crl = await createCrl({
    issuer,
    number: 42,
    revoked: [
      { serialNumber: root.serialNumber, revokedAt, reason: 'keyCompromise' },
      { serialNumber: '0080', revokedAt },
    ],
    ...UPDATE,
  })
  const read = new X509Crl(Uint8Array.from(crl))
  expect(read.thisUpdate).toEqual(UPDATE.thisUpdate)
  expect(read.nextUpdate).toEqual(UPDATE.nextUpdate)
  expect(
    read.entries.map(({ serialNumber, reason, revocationDate }) => [serialNumber, reason, revocationDate]),
  ).toEqual([
    [root.serialNumber, 1, revokedAt],
    ['80', undefined, revokedAt],
  ])
  expect(read.extensions.map(({ type }) => type)).toEqual(['2.5.29.35', '2.5.29.20'])
})

test.each(['SM2', 'P-256', 'RSA', 'Ed25519'] as const)(
  'the signature of %s covers the list',
  async (kind) => {
    const own = await createPrivateKey(kind)
    const certificate = await createRoot({ subject: { commonName: '甲' }, key: own, ...PERIOD })
    const crl = await createCrl({ issuer: { certificate, key: own }, number: 0, revoked: [], ...UPDATE })
    const cursor = openDer(parseDer(crl))
    const [tbs, algorithm, signature] = [cursor.next(), cursor.next(), cursor.next()]
    const scheme = signatureScheme(readAlgorithmIdentifier(algorithm))
    expect(await scheme?.verify(own.publicKey, tbs.raw, readBitStringBytes(signature))).toBe(true)
  },
)

test('entries without a reason have no extensions, and a list of nothing has no entries', async () => {
  const empty = await createCrl({ issuer, number: 1n, revoked: [], ...UPDATE })
  const fields = openDer(openDer(parseDer(empty)).next())
  for (let n = 0; n < 5; n++) fields.next()
  expect(fields.peek()?.tag).toBe(0xa0)

  const revoked = [{ serialNumber: '01', revokedAt: PERIOD.notBefore }]
  const one = openDer(openDer(parseDer(await createCrl({ issuer, number: 1, revoked, ...UPDATE }))).next())
  for (let n = 0; n < 5; n++) one.next()
  const entry = openDer(openDer(one.next()).next())
  entry.next()
  entry.next()
  entry.end()
})

test('a wrong call is told as one, naming the argument', async () => {
  const { publicKey } = await createPrivateKey('SM2')
  const leaf = await createLeaf({ issuer, publicKey, subject: { commonName: '乙' }, ...PERIOD })
  const entry = { serialNumber: '01', revokedAt: PERIOD.notBefore }
  const make = (changes: object) => createCrl({ issuer, number: 1, revoked: [], ...UPDATE, ...changes })
  for (const [made, kind, argument] of [
    [() => make({ issuer: { certificate: leaf, key } }), TypeError, 'issuer.key'],
    [() => make({ nextUpdate: UPDATE.thisUpdate }), RangeError, 'nextUpdate'],
    [() => make({ number: -1 }), RangeError, 'number'],
    [() => make({ revoked: [entry, entry] }), RangeError, 'revoked'],
    [() => make({ revoked: [{ ...entry, serialNumber: 'no' }] }), RangeError, 'revoked.serialNumber'],
  ] as const) {
    await expect(made()).rejects.toThrow(kind)
    await expect(made()).rejects.toThrow(argument)
  }
})
