import { createPrivateKey, type Fetch, failed, type Trust } from '@xinyin/core'
import { createCrl, createLeaf, createRoot, type RevokedCertificate } from '@xinyin/core/ca'
import {
  createSignedData,
  inspectSignedData,
  type SignedDataOptions,
  verifySignedData,
} from '@xinyin/core/cms'
import { encodeContext, encodeOid, encodeSequence } from '@xinyin/core/der'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { describe, expect, test } from 'vitest'
import type { RevocationChecker } from '../../src/x509/path/revocation.ts'
import { CONTENT, forgeMessage, forgeSigner, NOON, PERIOD } from './forge.ts'

const URL = 'http://crl.example/root.crl'

const rootKey = await createPrivateKey('P-256')
const key = await createPrivateKey('P-256')
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key: rootKey, ...PERIOD })
const issuer = { certificate: root, key: rootKey }
const certificate = await createLeaf({
  issuer,
  subject: { commonName: '经办人' },
  publicKey: key.publicKey,
  crlUrls: [URL],
  ...PERIOD,
})
const trust: Trust = { anchors: [{ certificate: root, roles: ['document-signer'] }], intermediates: [] }

const listOf = (...revoked: RevokedCertificate[]) =>
  createCrl({
    issuer,
    number: 1,
    thisUpdate: new Date('2027-06-01T00:00:00Z'),
    nextUpdate: new Date('2027-06-02T00:00:00Z'),
    revoked,
  })
const clean = await listOf()
const revoking = await listOf({
  serialNumber: certificate.serialNumber,
  revokedAt: new Date('2027-01-01T00:00:00Z'),
  reason: 'keyCompromise',
})

const revocation = createRevocationChecker({ now: () => NOON })
async function judge(crls: readonly Uint8Array[], options: Partial<SignedDataOptions> = { revocation }) {
  const message = await createSignedData({ content: CONTENT, signers: [{ key, certificate }], crls })
  const report = await inspectSignedData(message, { trust, at: NOON, ...options })
  return { verdict: report.verdict, check: report.checks.find(({ id }) => id === 'path.revocation') }
}

test('the lists that come with a message are looked at', async () => {
  expect(await judge([clean])).toMatchObject({ verdict: 'passed', check: { status: 'passed' } })
  expect(await judge([revoking])).toMatchObject({
    verdict: 'failed',
    check: { code: 'ERR_REVOCATION_REVOKED' },
  })
  expect(await judge([])).toMatchObject({ verdict: 'indeterminate' })
  const checking = { trust: { ...trust, revocationChecker: revocation } }
  expect(await judge([revoking], checking)).toMatchObject({ verdict: 'failed' })
})

describe('a list that whoever presents a message chose', () => {
  const asking = (answer: () => Response) => {
    const asked: string[] = []
    const fetch: Fetch = async (url) => {
      asked.push(url)
      return answer()
    }
    return { asked, revocation: createRevocationChecker({ now: () => NOON, fetch }) }
  }
  const gives = (list: Uint8Array) => () => new Response(new Uint8Array(list))
  const atHand = (list: Uint8Array): Trust => ({
    ...trust,
    revocation: { crls: [parseCrl(list)], ocspResponses: [] },
  })

  test('keeps nobody from asking who can ask', async () => {
    const { asked, revocation } = asking(gives(revoking))
    const { verdict, check } = await judge([clean], { revocation })
    expect([verdict, check?.code, asked]).toEqual(['failed', 'ERR_REVOCATION_REVOKED', [URL]])
  })
  test('counts where nobody answers', async () => {
    const { asked, revocation } = asking(() => new Response(null, { status: 503 }))
    expect((await judge([clean], { revocation })).verdict).toBe('passed')
    expect(asked).toEqual([URL])
    expect((await judge([], { revocation })).verdict).toBe('indeterminate')
  })
  test('revokes at once', async () => {
    const { asked, revocation } = asking(gives(clean))
    expect((await judge([revoking], { revocation })).verdict).toBe('failed')
    expect(asked).toEqual([])
  })
  test('adds nothing to one of our own, which may still revoke', async () => {
    const { asked, revocation } = asking(gives(revoking))
    expect((await judge([clean], { revocation, trust: atHand(clean) })).verdict).toBe('passed')
    expect((await judge([clean], { revocation, trust: atHand(revoking) })).verdict).toBe('failed')
    expect(asked).toEqual([])
  })
  // It says that nothing was known when it was made: what has come out since is known to whom we can ask.
  test('is not enough where it was made after the time in question', async () => {
    const before = new Date('2027-05-31T00:00:00Z')
    const { asked, revocation } = asking(gives(revoking))
    await judge([clean], { revocation, at: before })
    expect(asked).toEqual([URL])
    const alone = createRevocationChecker({ now: () => NOON })
    expect((await judge([clean], { revocation: alone, at: before })).verdict).toBe('passed')
  })
})

test('what cannot be read keeps nothing else from being looked at', async () => {
  const junk = [encodeSequence(), encodeContext(1, encodeOid('1.3.6.1.5.5.7.16.2'), encodeSequence())]
  const signers = [await forgeSigner({ party: { key, certificate } })]
  const options = { trust, at: NOON, revocation }
  for (const [crls, verdict] of [
    [[...junk, clean], 'passed'],
    [junk, 'indeterminate'],
  ] as const) {
    const message = forgeMessage({ certificates: [certificate.raw], crls, signers })
    expect((await inspectSignedData(message, options)).verdict).toBe(verdict)
  }
})

test('where nobody looks at revocation, lists in the message change nothing', async () => {
  const without = await judge([revoking], {})
  expect(without.check).toEqual((await judge([], {})).check)
})

test('a refusal is said in words, whoever found it', async () => {
  const verify = async (crls: readonly Uint8Array[], changes: Partial<SignedDataOptions>) =>
    verifySignedData(await createSignedData({ content: CONTENT, signers: [{ key, certificate }], crls }), {
      trust,
      at: NOON,
      ...changes,
    })
  await expect(verify([revoking], { revocation })).rejects.toMatchObject({
    code: 'ERR_REVOCATION_REVOKED',
    message: expect.stringContaining('经办人'),
  })
  const own: RevocationChecker = {
    codes: { ERR_OWN_LIST: { en: 'On a list of our own.', 'zh-CN': '在自有名单上。' } },
    check: async () => failed('path.revocation', 'ERR_OWN_LIST'),
  }
  const refused = verify([], { trust: { ...trust, revocationChecker: own } })
  await expect(refused).rejects.toThrow('On a list of our own.')
  const wordless = verify([], { revocation: { ...own, codes: {} } })
  await expect(wordless).rejects.toThrow('ERR_OWN_LIST')
  await expect(verifySignedData(new Uint8Array(0), { trust, at: NOON })).rejects.toMatchObject({
    code: expect.stringMatching(/^ERR_/),
    message: expect.not.stringMatching(/^ERR_/),
  })
})
