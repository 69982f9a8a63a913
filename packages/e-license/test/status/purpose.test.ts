import { createPrivateKey, createSigner, decidingCheck } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { describe, expect, test } from 'vitest'
import {
  createStatusChecker,
  createStatusList,
  inspectStatusList,
  signStatusListCwt,
  signStatusListJwt,
} from '../../src/status/index.ts'
import { AT, after, createOffice, URI } from './office.ts'

/** A private number, in the place of the one that is to be registered. */
const PURPOSE = '1.3.6.1.4.1.32473.7.1'
const { serverAuth, emailProtection, any, ocspSigning } = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  any: '2.5.29.37.0',
}

const { root, trust } = await createOffice('P-256')
const revocation = createRevocationChecker({ now: () => AT })
const statement = {
  uri: URI,
  list: createStatusList({ bits: 4, size: 16 }),
  issuedAt: after(-60),
  expiresAt: after(3600),
}

/** Who signs lists, with a certificate for these purposes. */
async function signingFor(extendedKeyUsage: readonly string[] | undefined) {
  const key = await createPrivateKey('P-256')
  const certificate = await createLeaf({
    subject: { country: 'CN', commonName: '证照状态发布' },
    publicKey: key.publicKey,
    issuer: { certificate: root.certificate, key: root.signer },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
    ...(extendedKeyUsage === undefined ? {} : { extendedKeyUsage }),
  })
  return { signer: createSigner(key), certificates: [certificate] as const }
}

async function outcomes(purposes: readonly string[] | undefined, signerPurpose: string | undefined) {
  const signing = await signingFor(purposes)
  const options = signerPurpose === undefined ? {} : { signerPurpose }
  const jwt = await signStatusListJwt(statement, signing)
  const reports = await Promise.all(
    [jwt, await signStatusListCwt(statement, signing)].map((token) =>
      inspectStatusList(token, { trust, at: AT, uri: URI, revocation, ...options }),
    ),
  )
  const checker = createStatusChecker({ lists: [jwt], clock: () => AT, ...options })
  const asked = { trust, revocation, at: AT, licenceType: '11100000000013338W009', region: '990100' }
  const found = await checker.find({ uri: URI, index: 0 }, asked).then(
    ({ state }) => state,
    ({ code }: { code: string }) => code,
  )
  return [...reports.map((report) => decidingCheck(report)?.code ?? report.verdict), found]
}

describe('the purpose of who signs lists', () => {
  test.each([
    ['names it', [PURPOSE]],
    ['names it among others', [serverAuth, PURPOSE]],
    ['names any', [any]],
    ['names none', undefined],
  ])('a certificate that %s is taken', async (_, purposes) => {
    expect(await outcomes(purposes, PURPOSE)).toEqual(['passed', 'passed', 'valid'])
  })
  test.each([
    ['mail', [emailProtection]],
    ['a private purpose', ['1.3.6.1.4.1.32473.7.2']],
    ['one below it', [`${PURPOSE}.1`]],
  ])('a certificate for %s is refused where the purpose is settled, and only there', async (_, purposes) => {
    const refused = 'ERR_STATUS_LIST_PURPOSE'
    expect(await outcomes(purposes, PURPOSE)).toEqual([refused, refused, refused])
    expect(await outcomes(purposes, undefined)).toEqual(['passed', 'passed', 'valid'])
  })
  test.each([
    ['servers', [serverAuth]],
    ['answers about revocation', [ocspSigning]],
  ])('a certificate for %s alone is refused in any case', async (_, purposes) => {
    const refused = 'ERR_PATH_EXTENDED_KEY_USAGE'
    expect(await outcomes(purposes, undefined)).toEqual([refused, refused, refused])
  })
  test.each(['', 'oauthStatusSigning', '1.3.6.1.5.5.7.3.TBD', '1', '1.02'])(
    '%j is none',
    async (signerPurpose) => {
      expect(() => createStatusChecker({ signerPurpose })).toThrow(TypeError)
      await expect(inspectStatusList('', { trust, at: AT, signerPurpose })).rejects.toThrow(TypeError)
    },
  )
})
