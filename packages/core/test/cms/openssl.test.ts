import { encodePem, parseCertificate, type Trust } from '@xinyin/core'
import {
  inspectSignedData,
  parseSignedData,
  type SignedDataOptions,
  verifySignedData,
} from '@xinyin/core/cms'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { OPENSSL } from './openssl.ts'

const trust: Trust = {
  anchors: [{ certificate: parseCertificate(OPENSSL.root), roles: ['document-signer'] }],
  intermediates: [],
}
const OPTIONS: SignedDataOptions = { trust, at: new Date('2027-01-01T00:00:00Z'), revocation: skipRevocation }
const BARE: SignedDataOptions = { ...OPTIONS, policy: { signingCertificate: 'optional' } }
const content = OPENSSL.content

const against = async (message: Uint8Array, options: SignedDataOptions) =>
  (await inspectSignedData(message, options)).checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => [id, code])

describe('messages of OpenSSL pass', () => {
  test.each([
    ['RSA, attached', OPENSSL.rsaAttached, BARE],
    ['RSA, without attributes', OPENSSL.rsaBare, { ...BARE, content }],
    ['RSA-PSS', OPENSSL.rsaPss, { ...OPTIONS, content }],
    ['P-384 and RSA, in pieces without lengths', OPENSSL.twoSigners, OPTIONS],
    ['Ed25519', OPENSSL.ed25519, { ...OPTIONS, content }],
    ['Ed448', OPENSSL.ed448, { ...BARE, content }],
    ['P-384 by key identifier', OPENSSL.keyId, { ...OPTIONS, content }],
    ['SM2 with the empty id', OPENSSL.sm2EmptyId, { ...OPTIONS, content, userId: new Uint8Array(0) }],
  ])('%s', async (_, message, options) => {
    expect(await against(message, options)).toEqual([])
    const { signers } = await verifySignedData(message, options)
    expect(signers.every(({ verdict }) => verdict === 'passed')).toBe(true)
    expect(await verifySignedData(encodePem('CMS', message), options)).toBeDefined()
  })
})

test('and fail where the content, the id or the demand is another', async () => {
  const other = new TextEncoder().encode('Signed by OpenSSL')
  expect(await against(OPENSSL.rsaPss, { ...OPTIONS, content: other })).toEqual([
    ['cms.message-digest', 'ERR_CMS_MESSAGE_DIGEST'],
  ])
  expect(await against(OPENSSL.rsaBare, { ...BARE, content: other })).toEqual([
    ['cms.signature', 'ERR_CMS_SIGNATURE'],
  ])
  expect(await against(OPENSSL.sm2EmptyId, { ...OPTIONS, content })).toEqual([
    ['cms.signature', 'ERR_CMS_SIGNATURE'],
  ])
  expect(await against(OPENSSL.rsaAttached, OPTIONS)).toEqual([
    ['cms.signing-certificate', 'ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  ])
})

test('what is in pieces is put together, and what the signers say is read', async () => {
  const message = parseSignedData(OPENSSL.twoSigners)
  expect(message).toMatchObject({ profile: 'PKCS7', version: 1, contentType: '1.2.840.113549.1.7.1' })
  expect(message.content).toEqual(content)
  expect(message.certificates.map(({ subject }) => subject.text).sort()).toEqual([
    'CN=OpenSSL ec',
    'CN=OpenSSL rsa',
  ])
  const { signers } = await verifySignedData(message, OPTIONS)
  expect(signers.map(({ certificate }) => certificate?.subject.text)).toEqual([
    'CN=OpenSSL ec',
    'CN=OpenSSL rsa',
  ])
  for (const { signingTime } of signers) expect(signingTime?.getUTCFullYear()).toBe(2026)
  expect(parseSignedData(OPENSSL.keyId).signers[0]?.sid.kind).toBe('subject-key-identifier')
})
