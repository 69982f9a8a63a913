import { createPrivateKey, createSigner, encodeBase64Url, joseScheme } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/index.ts'
import { createSealStatusAnswer, recordSeal, signSealStatusList } from '../../src/maker.ts'
import {
  inspectSealStatusAnswer,
  inspectSealStatusList,
  parseSealStatusAnswer,
  parseSealStatusList,
  parseSealStatusMemory,
  type SealStatusListOptions,
  verifySealStatusList,
} from '../../src/status/index.ts'
import { AT, createList, createMember, createProvince, join } from '../province.ts'
import {
  createStatusProvince,
  days,
  decodePart,
  exchange,
  ISSUED,
  LIST,
  listOf,
  signedList,
  signingOf,
} from './office.ts'

const province = await createStatusProvince()
const { maker, office, seal, trust, issuer, statusRoot, makerRoot } = province
const records = [recordSeal(seal)]
const jws = await signedList(province, records)
const options: SealStatusListOptions = { trust, at: AT, list: LIST }

/** What does not pass, each with its sentences. */
async function against(list: string | Uint8Array, change: Partial<SealStatusListOptions> = {}) {
  const report = await inspectSealStatusList(list, { ...options, ...change })
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  for (const check of wrong) {
    for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  }
  expect(report.checks.map(({ id }) => id).sort()).toEqual([
    'seal-status.format',
    'seal-status.sequence',
    'seal-status.signature',
    'seal-status.signer',
    'seal-status.subject',
    'seal-status.validity',
  ])
  expect(report.verified === undefined).toBe(report.verdict !== 'passed')
  return wrong.map(({ id, status, code }) => `${id} ${status} ${code}`)
}

describe('a list passes', () => {
  test('signed by the maker, or by who is trusted to tell the status', async () => {
    expect(await against(jws)).toEqual([])
    expect(await against(new TextEncoder().encode(jws))).toEqual([])
    expect((await verifySealStatusList(jws, options)).role).toBe('seal-maker')
    const told = await verifySealStatusList(await signedList(province, records, {}, issuer), options)
    expect(told).toMatchObject({ role: 'status-issuer', content: { sequence: 5 } })
    expect(told.signer.subject.text).toBe(issuer.certificate.subject.text)
  })

  test('in the same form again, and in a newer one', async () => {
    const { memory } = await verifySealStatusList(jws, options)
    expect(memory).toEqual(parseSealStatusMemory(JSON.stringify(memory), LIST))
    expect(await against(jws, { remembered: memory })).toEqual([])
    expect(
      await against(await signedList(province, records, { sequence: 6 }), { remembered: memory }),
    ).toEqual([])
  })

  test('signed with ES256 by who is trusted for it', async () => {
    const key = await createPrivateKey('P-256')
    const certificate = await createLeaf({
      subject: { country: 'CN', commonName: 'P-256' },
      publicKey: key.publicKey,
      issuer: { certificate: statusRoot.certificate, key: statusRoot.signer },
      notBefore: days(-9),
      notAfter: days(9),
    })
    const list = listOf([maker.certificate], records)
    const signed = await signSealStatusList(list, { key, certificates: [certificate] })
    expect(JSON.parse(decodePart(signed, 0))).toMatchObject({ alg: 'ES256' })
    expect(await against(signed)).toEqual([])
  })

  test('with SM2 under another name, where both say so', async () => {
    const sm2 = { alg: 'SM2SM3', encoding: 'DER' } as const
    const other = await signSealStatusList(listOf([maker.certificate], records), { ...signingOf(maker), sm2 })
    expect(await against(other, { sm2 })).toEqual([])
    expect(await against(other)).toEqual(['seal-status.format failed ERR_STATEMENT_ALGORITHM'])
    expect(parseSealStatusList(other, { sm2 }).sequence).toBe(5)
  })
})

describe('a list is refused', () => {
  const remembered = { list: LIST, sequence: 6, digest: '0'.repeat(64) }
  const signature = 'seal-status.signature failed ERR_STATEMENT_SIGNATURE'
  const signer = 'seal-status.signer indeterminate ERR_PATH_NO_ANCHOR'

  test('whose content was changed', async () => {
    expect(
      await against(exchange(jws, 'payload', (json) => json.replace('"sequence":5', '"sequence":6'))),
    ).toEqual([signature])
  })

  test('whose header was changed', async () => {
    const later = exchange(jws, 'header', (json) => json.replace(/"iat":\d+/, '"iat":1800000000'))
    expect(await against(later)).toEqual([signature])
    const certificate = office.certificate.raw
    const stranger = exchange(jws, 'header', (json) =>
      JSON.stringify({ ...JSON.parse(json), x5c: [Buffer.from(certificate).toString('base64')] }),
    )
    expect(await against(stranger)).toEqual([signature])
  })

  test('that somebody else signed', async () => {
    const stranger = await createProvince()
    const forged = await signedList({ maker }, records, {}, stranger.maker)
    expect(await against(forged)).toEqual([signer])
    // Who signs with seals does not tell whether they hold.
    expect(await against(await signedList({ maker }, records, {}, office))).toEqual([signer])
  })

  test('whose signer was revoked, or of whom nobody tells whether he was', async () => {
    const serialNumber = maker.certificate.serialNumber
    const revoked = await createList(makerRoot, [{ serialNumber, revokedAt: days(-3) }])
    expect(await against(jws, { trust: { ...trust, revocation: revoked } })).toEqual([
      'seal-status.signer failed ERR_REVOCATION_REVOKED',
    ])
    expect(await against(jws, { trust: { ...trust, revocation: join() } })).toEqual([
      'seal-status.signer indeterminate ERR_REVOCATION_UNKNOWN',
    ])
  })

  test('whose signer has a certificate that ran out', async () => {
    const old = await createMember('旧', statusRoot, { notBefore: days(-20), notAfter: days(-2) })
    expect(await against(await signedList({ maker }, records, {}, old))).toEqual([
      'seal-status.signer failed ERR_PATH_EXPIRED',
    ])
  })

  test('that is another one than was asked for', async () => {
    const list = 'https://other.example.invalid/list'
    const refused = 'seal-status.subject failed ERR_SEAL_STATUS_LIST'
    expect(await against(await signedList(province, records, { list }))).toEqual([refused])
    const { list: _, ...unnamed } = options
    const report = await inspectSealStatusList(await signedList(province, records, { list }), {
      ...unnamed,
      remembered: { ...remembered, sequence: 1 },
    })
    expect(report.checks.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'seal-status.subject',
    })
  })

  test('that is older than the one before, or another one of its number', async () => {
    expect(await against(jws, { remembered })).toEqual([
      'seal-status.sequence failed ERR_SEAL_STATUS_ROLLBACK',
    ])
    expect(await against(jws, { remembered: { ...remembered, sequence: 5 } })).toEqual([
      'seal-status.sequence failed ERR_SEAL_STATUS_EQUIVOCATION',
    ])
  })

  test('that is overdue: it is not false, but tells nothing', async () => {
    const due = days(7, ISSUED)
    expect(await against(jws, { at: due })).toEqual([])
    expect(await against(jws, { at: new Date(due.getTime() + 1000) })).toEqual([
      'seal-status.validity indeterminate ERR_SEAL_STATUS_STALE',
    ])
  })

  test('that is from a time to come', async () => {
    const ahead = (ms: number) => new Date(ISSUED.getTime() - ms)
    expect(await against(jws, { at: ahead(5 * 60 * 1000) })).toEqual([])
    const future = 'seal-status.validity failed ERR_SEAL_STATUS_FUTURE'
    expect(await against(jws, { at: ahead(5 * 60 * 1000 + 1000) })).toEqual([future])
    // By what it says it was signed at, too.
    const { signStatement } = await import('../../src/statement/jws.ts')
    const late = await signStatement(decodePart(jws, 1), 'seal-status-list+jws', days(1), signingOf(maker))
    expect(await against(late)).toEqual([future])
  })

  test('that would hold for years', async () => {
    const { signStatement } = await import('../../src/statement/jws.ts')
    const sign = (nextUpdate: string) => {
      const content = JSON.stringify({ ...JSON.parse(decodePart(jws, 1)), nextUpdate })
      return signStatement(content, 'seal-status-list+jws', ISSUED, signingOf(maker))
    }
    const period = ['seal-status.validity failed ERR_SEAL_STATUS_PERIOD']
    expect(await against(await sign('2036-01-01T00:00:00Z'))).toEqual(period)
    expect(await against(await sign('2026-05-31T08:00:00Z'))).toEqual(period)
  })

  test('signed by who may, whose content is none', async () => {
    const { signStatement } = await import('../../src/statement/jws.ts')
    const bad = await signStatement('{"version":1}', 'seal-status-list+jws', ISSUED, signingOf(maker))
    expect(await against(bad)).toEqual(['seal-status.format failed ERR_STATEMENT_MEMBER'])
    // Of a stranger it is not even looked at.
    const stranger = await createProvince()
    const strange = await signStatement('{', 'seal-status-list+jws', ISSUED, signingOf(stranger.maker))
    expect(await against(strange)).toEqual([signer])
  })

  test('that is too large', async () => {
    expect(await against(jws, { limits: { maxListBytes: 100 } })).toEqual([
      'seal-status.format failed ERR_STATEMENT_SIZE',
    ])
  })
})

test('an answer does not pass for a list, nor a list for an answer', async () => {
  const period = { issuedAt: ISSUED, nextUpdate: days(7, ISSUED) }
  const answer = await createSealStatusAnswer(
    { ...period, makers: [maker.certificate], seals: records, unknown: ['x'] },
    signingOf(maker),
  )
  expect((await inspectSealStatusAnswer(answer, { trust, at: AT })).verdict).toBe('passed')
  expect(parseSealStatusAnswer(answer)).toMatchObject({ entries: [{ id: seal.info.id }], unknown: ['x'] })
  const report = await inspectSealStatusAnswer(jws, { trust, at: AT })
  expect(report.checks[0]).toMatchObject({ id: 'seal-status.format', facts: { member: 'typ' } })
  expect(await against(answer)).toEqual(['seal-status.format failed ERR_STATEMENT_HEADER'])
  // With the other's name in the header the signature does not hold.
  const renamed = exchange(answer, 'header', (json) =>
    json.replace('seal-status+jws', 'seal-status-list+jws'),
  )
  expect(await against(renamed)).toEqual(['seal-status.signature failed ERR_STATEMENT_SIGNATURE'])
  const stale = await inspectSealStatusAnswer(answer, { trust, at: days(9) })
  expect(stale.checks.at(-1)).toMatchObject({ code: 'ERR_SEAL_STATUS_STALE' })
  expect(stale.verdict).toBe('indeterminate')
})

test('verifySealStatusList throws what stands against a list', async () => {
  await expect(verifySealStatusList(jws, { ...options, at: days(30) })).rejects.toMatchObject({
    code: 'ERR_SEAL_STATUS_STALE',
  })
})

describe('a wrong call', () => {
  test.each<[string, Partial<SealStatusListOptions>]>([
    ['a time that is none', { at: new Date(Number.NaN) }],
    ['a limit that is none', { limits: { maxEntries: Number.NaN } }],
    ['what was kept of another list', { remembered: { list: 'x:y', sequence: 1, digest: '' } }],
  ])('%s', async (_, change) => {
    await expect(inspectSealStatusList(jws, { ...options, ...change })).rejects.toThrow(
      /^(at|maxEntries|remembered): /,
    )
  })

  test('a key that is not that of the certificate, or of another kind', async () => {
    const list = listOf([maker.certificate], records)
    await expect(
      signSealStatusList(list, { key: office.signer, certificates: [maker.certificate] }),
    ).rejects.toThrow(/^certificates: /)
    const key = await createPrivateKey('P-384')
    const certificate = await createLeaf({
      subject: { country: 'CN', commonName: 'P-384' },
      publicKey: key.publicKey,
      issuer: { certificate: statusRoot.certificate, key: statusRoot.signer },
      notBefore: days(-9),
      notAfter: days(9),
    })
    await expect(
      signSealStatusList(list, { key: createSigner(key), certificates: [certificate] }),
    ).rejects.toThrow(/^key: /)
  })
})

test.each([
  '',
  '{}',
  `{"list":"x:y","sequence":1,"digest":"${'0'.repeat(64)}"}`,
  '[1]',
  '{"list":"x:y","sequence":1,"digest":""}',
  `{"list":"${LIST}","sequence":1,"digest":"${'0'.repeat(63)}"}`,
])('a memory that is none: %s', (text) => {
  expect(() => parseSealStatusMemory(text, LIST)).toThrow(
    expect.objectContaining({ code: 'ERR_SEAL_STATUS_MEMORY' }),
  )
})

test('SM2 is signed as the profile says', async () => {
  const [header = '', payload = '', value = ''] = jws.split('.')
  const scheme = joseScheme({ alg: 'SM2', encoding: 'raw' })
  const message = new TextEncoder().encode(`${header}.${payload}`)
  const holds = await scheme?.verify(
    maker.signer.publicKey,
    message,
    new Uint8Array(Buffer.from(value, 'base64url')),
  )
  expect(holds).toBe(true)
  expect(value).toHaveLength(encodeBase64Url(new Uint8Array(64)).length)
})
