import { createPrivateKey, createSigner } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { describe, expect, test } from 'vitest'
import { inspectSdJwt } from '../../src/credential/inspect.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { presentSdJwt } from '../../src/credential/present.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import { createTestIssuer } from '../credential/forge.ts'
import { AT, AUTHORITY } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { failures, ofd, province, sdJwt, trust, withData } from './authority.ts'

const { code } = SAMPLE.issuers[0]!

describe('iss', async () => {
  const key = await createPrivateKey('P-256')
  const certificate = await createLeaf({
    subject: { country: 'CN', organization: AUTHORITY, organizationIdentifier: code, commonName: AUTHORITY },
    publicKey: key.publicKey,
    issuer: { certificate: province.roots.issuer.certificate, key: province.roots.issuer.signer },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
    subjectAltName: { dns: ['licences.example'], uri: ['https://portal.example/issuers/1'] },
  })
  const saying = (iss: unknown) =>
    issueSdJwt({
      claims: { ...withData({}), iss } as never,
      selective: [],
      signer: createSigner(key),
      header: encodeX5c([certificate]),
    })
  test.each([
    code,
    `urn:uscc:${code}`,
    'https://licences.example',
    'https://licences.example:8443/issuer?of=1',
    'https://portal.example/issuers/1',
  ])('%s is a name of the issuer', async (iss) => {
    expect(await failures(await saying(iss))).toEqual([])
  })
  test.each([
    '1199020099990002XB',
    'urn:uscc:1199020099990002XB',
    `x${code}`,
    'https://other.example',
    'https://licences.example.other.example',
    'https://other.example/licences.example',
    'https://licences.example@other.example',
    'https://licences.example\\@other.example',
    'http://licences.example',
    'https://portal.example/issuers/2',
    'https://portal.example/issuers/1/',
    AUTHORITY,
    '',
    1,
    null,
    [code],
  ])('%j is none', async (iss) => {
    expect(await failures(await saying(iss))).toEqual(['sd-jwt.issuer ERR_LICENCE_ISS'])
  })
})

describe('a proof of possession with nothing asked or nothing answered', () => {
  test.each([
    { audience: '', nonce: '1' },
    { audience: 'https://bank.example', nonce: '' },
    { audience: 'https://bank.example', nonce: ' ' },
    { audience: 'https://bank.example', nonce: undefined as unknown as string },
  ])('%j is a wrong call', async (keyBinding) => {
    for (const input of [ofd, sdJwt, 'XYZ'])
      await expect(inspectLicence(input, { trust, at: AT, keyBinding })).rejects.toThrow(TypeError)
    const { publicKey } = province.issuer.certificate
    for (const text of [sdJwt, '~'])
      await expect(inspectSdJwt(text, { key: publicKey, at: AT, keyBinding })).rejects.toThrow(TypeError)
    const { signer } = await createTestIssuer()
    await expect(
      presentSdJwt(sdJwt, { disclose: [], keyBinding: { ...keyBinding, signer, at: AT } }),
    ).rejects.toThrow(TypeError)
  })
})
