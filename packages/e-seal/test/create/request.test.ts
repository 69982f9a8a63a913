import { createPrivateKey, createSigner, encodeBase64 } from '@xinyin/core'
import { createLeaf } from '@xinyin/core/ca'
import { describe, expect, test, vi } from 'vitest'
import { parseSealRequestContent } from '../../src/create/request/parse.ts'
import { explain } from '../../src/index.ts'
import {
  createSealRequest,
  inspectSealRequest,
  type NewSealRequest,
  parseSealRequest,
  recordSeal,
  revokeSeal,
  type SealRecord,
  type SealRegister,
  type SealRequestOptions,
  suspendSeal,
  verifySealRequest,
} from '../../src/maker.ts'
import { type StatementType, signStatement } from '../../src/statement/jws.ts'
import { AT, createList, createMember, createProvince, join, PIXEL, sealOptions } from '../province.ts'
import { days, decodePart, exchange, signingOf } from '../status/office.ts'

const province = await createProvince()
const { office, trust, signerRoot, makerRoot, seal } = province
const NAME = '示例省电子证照专用章'
const wanted: NewSealRequest = {
  name: NAME,
  picture: { type: 'png', data: PIXEL, width: 40, height: 40 },
  validFrom: AT,
  validTo: days(365),
  signers: [office.certificate],
  signer: office.signer,
  createdAt: days(-1),
}
const ask = (change: Partial<NewSealRequest> = {}) => createSealRequest({ ...wanted, ...change })
const jws = await ask()
const nothing: SealRegister = { hasRequest: () => false, findByName: () => [], find: () => undefined }
const options: SealRequestOptions = { trust, at: AT, register: nothing }

const IDS = [
  'seal-request.format',
  'seal-request.signature',
  'seal-request.possession',
  'seal-request.signers',
  'seal-request.time',
  'seal-request.replay',
  'seal-request.name',
  'seal-request.picture',
  'seal-request.validity',
  'seal-request.duplicate',
  'seal-request.renews',
]

/** What does not pass, each with its sentences. */
async function against(request: string | Uint8Array, change: Partial<SealRequestOptions> = {}) {
  const report = await inspectSealRequest(request, { ...options, ...change })
  expect(report.checks.map(({ id }) => id)).toEqual(IDS)
  expect(report.reviewed === undefined).toBe(report.verdict !== 'passed')
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  for (const check of report.checks) {
    for (const language of ['en', 'zh-CN'] as const) expect(explain(check, language)).not.toMatch(/[{}]/)
  }
  return wrong.map(({ id, status, code }) => `${id} ${status} ${code}`)
}

describe('a request', () => {
  test('says what was asked for', () => {
    expect(parseSealRequest(jws)).toMatchObject({
      request: expect.stringMatching(/^[\da-f]{32}$/),
      createdAt: days(-1),
      name: NAME,
      type: 1,
      picture: wanted.picture,
      validFrom: AT,
      validTo: days(365),
      applicant: undefined,
      renews: undefined,
    })
    expect(parseSealRequest(jws).signers.map(({ raw }) => raw)).toEqual([office.certificate.raw])
  })

  test('passes', async () => {
    expect(await against(jws)).toEqual([])
    const { request, signer } = await verifySealRequest(jws, options)
    expect(request.name).toBe(NAME)
    expect(signer.subject.text).toBe(office.certificate.subject.text)
  })

  test('passes without a register, which the report says', async () => {
    const { register: _, ...without } = options
    const report = await inspectSealRequest(jws, without)
    expect(report.verdict).toBe('passed')
    const skipped = report.checks.filter(({ status }) => status === 'skipped')
    expect(skipped.map(({ id, facts }) => `${id} ${facts['because']}`)).toEqual([
      'seal-request.replay seal-register',
      'seal-request.duplicate seal-register',
      'seal-request.renews seal-to-renew',
    ])
  })

  test('is not made for a key that is none of the signers’, or not SM2', async () => {
    const other = await createMember('他人', signerRoot)
    expect(() => ask({ signer: other.signer })).toThrow(/^signers: /)
    const key = await createPrivateKey('P-256')
    const certificate = await createLeaf({
      subject: { country: 'CN', commonName: 'P-256' },
      publicKey: key.publicKey,
      issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
      notBefore: days(-9),
      notAfter: days(900),
    })
    expect(() => ask({ signer: createSigner(key), signers: [certificate] })).toThrow(/^signer: /)
  })

  test('is not made where no maker could read it', () => {
    for (const change of [
      { name: '' },
      { type: 0 },
      { applicant: 'x'.repeat(401) },
      { renews: 'x'.repeat(201) },
    ]) {
      expect(() => ask(change)).toThrow(expect.objectContaining({ code: 'ERR_STATEMENT_MEMBER' }))
    }
  })
})

describe('a request is refused', () => {
  test('that was changed', async () => {
    const changed = exchange(jws, 'payload', (json) => json.replace('示例省', '其他省'))
    expect(await against(changed)).toEqual(['seal-request.signature failed ERR_STATEMENT_SIGNATURE'])
    await expect(verifySealRequest(changed, options)).rejects.toMatchObject({
      code: 'ERR_STATEMENT_SIGNATURE',
    })
  })

  const signed = (
    change: (json: Record<string, unknown>) => void,
    by = office,
    type: StatementType = 'seal-request+jws',
  ) => {
    const json = JSON.parse(decodePart(jws, 1)) as Record<string, unknown>
    change(json)
    return signStatement(JSON.stringify(json), type, days(-1), signingOf(by))
  }

  test('that is signed by who does not sign with the seal', async () => {
    const other = await createMember('他人', signerRoot)
    expect(await against(await signed(() => {}, other))).toEqual([
      'seal-request.possession failed ERR_SEAL_REQUEST_POSSESSION',
    ])
  })

  test('that is another statement', async () => {
    const other = await signed(() => {}, office, 'seal-status+jws')
    expect(await against(other)).toEqual(['seal-request.format failed ERR_STATEMENT_HEADER'])
  })

  test('whose signers lead nowhere, to another role, or were revoked', async () => {
    const stranger = await createProvince()
    const { signer, certificate } = stranger.office
    expect(await against(await ask({ signer, signers: [certificate] }))).toEqual([
      'seal-request.signers indeterminate ERR_PATH_NO_ANCHOR',
    ])
    // One is good, another one is not.
    expect(await against(await ask({ signers: [office.certificate, certificate] }))).toEqual([
      'seal-request.signers indeterminate ERR_PATH_NO_ANCHOR',
    ])
    const maker = await createMember('制章人', makerRoot)
    expect(await against(await ask({ signer: maker.signer, signers: [maker.certificate] }))).toEqual([
      'seal-request.signers indeterminate ERR_PATH_NO_ANCHOR',
    ])
    const { serialNumber } = office.certificate
    const revocation = join(
      await createList(makerRoot),
      await createList(signerRoot, [{ serialNumber, revokedAt: days(-3) }]),
    )
    expect(await against(jws, { trust: { ...trust, revocation } })).toEqual([
      'seal-request.signers failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('for a key that seals are not used with', async () => {
    const key = await createPrivateKey('P-256')
    const certificate = await createLeaf({
      subject: { country: 'CN', commonName: 'P-256' },
      publicKey: key.publicKey,
      issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
      notBefore: days(-9),
      notAfter: days(900),
    })
    const mixed = await signed((json) => {
      json['signers'] = [encodeBase64(office.certificate.raw), encodeBase64(certificate.raw)]
    })
    expect(await against(mixed)).toEqual(['seal-request.signers failed ERR_SEAL_REQUEST_KEY'])
  })

  test('that is old, or from a time to come', async () => {
    const refused = ['seal-request.time failed ERR_SEAL_REQUEST_TIME']
    expect(await against(await ask({ createdAt: days(-30) }))).toEqual([])
    expect(await against(await ask({ createdAt: days(-31) }))).toEqual(refused)
    expect(await against(await ask({ createdAt: days(1) }))).toEqual(refused)
    expect(await against(jws, { policy: { requestDays: 0.5 } })).toEqual(refused)
    const resigned = await signStatement(decodePart(jws, 1), 'seal-request+jws', days(-31), signingOf(office))
    expect(await against(resigned)).toEqual(refused)
  })

  test('that was dealt with before', async () => {
    const hasRequest = vi.fn((_: string) => true)
    expect(await against(jws, { register: { ...nothing, hasRequest } })).toEqual([
      'seal-request.replay failed ERR_SEAL_REQUEST_REPLAYED',
    ])
    expect(hasRequest).toHaveBeenCalledWith(parseSealRequest(jws).request)
  })

  test.each([
    [` ${NAME}`],
    [`${NAME}\n`],
    [`示例省\u200b章`],
    [`示例省\u202e章`],
    [`示例省\u2028章`],
    [`示例省\ue000章`],
    [`示例省e\u0301章`],
  ])('whose name is not what it seems: %j', async (name) => {
    expect(await against(await ask({ name }))).toEqual(['seal-request.name failed ERR_SEAL_REQUEST_NAME'])
  })

  test('whose name is perhaps another office’s, until somebody has looked', async () => {
    const other = await ask({ name: '其他省电子证照专用章' })
    expect(await against(other)).toEqual(['seal-request.name indeterminate ERR_SEAL_REQUEST_OWNER'])
    const ownsName = vi.fn((_: string) => true)
    expect(await against(other, { policy: { ownsName } })).toEqual([])
    expect(ownsName.mock.calls[0]?.[0]).toBe('其他省电子证照专用章')
    expect(await against(jws, { policy: { ownsName: async () => false } })).toHaveLength(1)
  })

  test('whose certificate names no organisation', async () => {
    const key = await createPrivateKey('SM2')
    const certificate = await createLeaf({
      subject: { country: 'CN', commonName: NAME },
      publicKey: key.publicKey,
      issuer: { certificate: signerRoot.certificate, key: signerRoot.signer },
      notBefore: days(-9),
      notAfter: days(900),
    })
    const request = await ask({ signers: [certificate], signer: createSigner(key), validTo: days(100) })
    expect(await against(request)).toEqual(['seal-request.name indeterminate ERR_SEAL_REQUEST_OWNER'])
  })

  test('whose picture is none, another one than it is called, or of another size', async () => {
    const of = async (change: Partial<NewSealRequest['picture']>) =>
      against(await ask({ picture: { ...wanted.picture, ...change } }))
    expect(await of({ data: Uint8Array.of(1, 2, 3) })).toEqual([
      'seal-request.picture failed ERR_PICTURE_FORMAT',
    ])
    expect(await of({ type: 'ofd' })).toEqual(['seal-request.picture failed ERR_SEAL_REQUEST_PICTURE'])
    expect(await of({ type: 'PNG' })).toEqual([])
    const size = ['seal-request.picture failed ERR_SEAL_REQUEST_SIZE']
    expect(await of({ width: 9 })).toEqual(size)
    expect(await of({ height: 81 })).toEqual(size)
    expect(await of({ width: 10, height: 80 })).toEqual([])
    const own = { policy: { mostSide: 38 } }
    expect(await against(jws, own)).toEqual(size)
  })

  test('for a time that is none, is over, is too long, or beyond that of the certificates', async () => {
    const of = async (validFrom: Date, validTo: Date) => against(await ask({ validFrom, validTo }))
    const refused = ['seal-request.validity failed ERR_SEAL_REQUEST_VALIDITY']
    expect(await of(AT, AT)).toEqual(refused)
    expect(await of(days(-9), days(-1))).toEqual(refused)
    expect(await of(AT, days(1828))).toEqual(refused)
    const ends = ['seal-request.validity failed ERR_SEAL_REQUEST_CERTIFICATE_ENDS']
    expect(await of(AT, new Date(office.certificate.notAfter.getTime() + 1000))).toEqual(ends)
    expect(await of(AT, office.certificate.notAfter)).toEqual([])
    expect(await of(new Date(office.certificate.notBefore.getTime() - 1000), days(9))).toEqual(ends)
    // Of several, one is enough.
    const other = await createMember('晚', signerRoot, { notBefore: days(-1), notAfter: days(1000) })
    const later = await ask({ validTo: days(1000), signers: [office.certificate, other.certificate] })
    expect(await against(later)).toEqual([])
  })
})

describe('other seals of its name', () => {
  const { id } = seal.info
  const record = recordSeal(seal)
  const register = (...records: readonly SealRecord[]): SealRegister => ({
    ...nothing,
    findByName: (name) => (name === NAME ? records : []),
    find: async (wantedId) => records.find((each) => each.id === wantedId),
  })
  const duplicate = ['seal-request.duplicate failed ERR_SEAL_REQUEST_DUPLICATE']

  test('stand in its way while they are in use', async () => {
    expect(await against(jws, { register: register(record) })).toEqual(duplicate)
    expect(await against(jws, { register: register(suspendSeal(record, { since: AT })) })).toEqual(duplicate)
    expect(await against(jws, { register: register(revokeSeal(record, { since: AT })) })).toEqual([])
    expect(await against(jws, { register: register({ ...record, validTo: days(-1) }) })).toEqual([])
    const second = { ...record, id: 'second' }
    expect(await against(await ask({ renews: id }), { register: register(record, second) })).toEqual(
      duplicate,
    )
  })

  test('do not where this one is to take the place of that', async () => {
    expect(await against(await ask({ renews: id }), { register: register(record) })).toEqual([])
  })

  test('one that is to be renewed is there, valid, and of that name', async () => {
    const renews = 'seal-request.renews'
    const request = await ask({ renews: id })
    const refused = [`${renews} failed ERR_SEAL_REQUEST_RENEWS`]
    expect(await against(request)).toEqual(refused)
    expect(await against(request, { register: register(revokeSeal(record, { since: AT })) })).toEqual(refused)
    expect(await against(request, { register: register(suspendSeal(record, { since: AT })) })).toEqual(
      refused,
    )
    expect(await against(request, { register: { ...register(record), findByName: () => [] } })).toEqual(
      refused,
    )
    const { register: _, ...without } = options
    const report = await inspectSealRequest(request, without)
    expect(report.checks.at(-1)).toMatchObject({ id: renews, status: 'indeterminate' })
  })
})

describe('a text that is no request', () => {
  const json = JSON.parse(decodePart(jws, 1)) as Record<string, unknown>
  const picture = json['picture'] as Record<string, unknown>
  test.each<[string, unknown, string]>([
    ['another version', { ...json, version: 2 }, 'ERR_STATEMENT_VERSION'],
    ['no version', { ...json, version: '1' }, 'ERR_STATEMENT_VERSION'],
    ['an unknown member', { ...json, more: 1 }, 'ERR_STATEMENT_MEMBER'],
    ['no identifier', { ...json, request: 'x' }, 'ERR_STATEMENT_MEMBER'],
    ['no name', { ...json, name: '' }, 'ERR_STATEMENT_MEMBER'],
    ['a name that is too long', { ...json, name: 'x'.repeat(401) }, 'ERR_STATEMENT_MEMBER'],
    ['no picture', { ...json, picture: 'x' }, 'ERR_STATEMENT_MEMBER'],
    [
      'a picture without a width',
      { ...json, picture: { ...picture, width: undefined } },
      'ERR_STATEMENT_MEMBER',
    ],
    ['a picture that is no octets', { ...json, picture: { ...picture, data: '#' } }, 'ERR_BYTES_BASE64'],
    [
      'a picture of a type that is no word',
      { ...json, picture: { ...picture, type: '图' } },
      'ERR_STATEMENT_MEMBER',
    ],
    ['a picture with more', { ...json, picture: { ...picture, more: 1 } }, 'ERR_STATEMENT_MEMBER'],
    ['no signers', { ...json, signers: [] }, 'ERR_STATEMENT_MEMBER'],
    ['a signer twice', { ...json, signers: ['AAAA', 'AAAA'] }, 'ERR_STATEMENT_MEMBER'],
    ['a signer that is no certificate', { ...json, signers: ['AAAA'] }, 'ERR_STATEMENT_MEMBER'],
    [
      'too many signers',
      { ...json, signers: Array.from({ length: 51 }, (_, i) => `${i}`) },
      'ERR_STATEMENT_MEMBER',
    ],
    ['a time that is none', { ...json, validTo: '2026-13-01T00:00:00Z' }, 'ERR_STATEMENT_MEMBER'],
    ['a list', [], 'ERR_JSON_SYNTAX'],
  ])('%s', (_, bad, code) => {
    expect(() => parseSealRequestContent(JSON.stringify(bad))).toThrow(expect.objectContaining({ code }))
  })

  test('one that was signed all the same', async () => {
    const bad = await signStatement('{"version":1}', 'seal-request+jws', AT, signingOf(office))
    expect(await against(bad)).toEqual(['seal-request.format failed ERR_STATEMENT_MEMBER'])
    expect(await against('x')).toEqual(['seal-request.format failed ERR_STATEMENT_JWS'])
    expect(await against('A'.repeat(16 * 1024 * 1024 + 1))).toEqual([
      'seal-request.format failed ERR_STATEMENT_SIZE',
    ])
  })
})

test.each<[string, Partial<SealRequestOptions>]>([
  ['at', { at: new Date(Number.NaN) }],
  ['validityDays', { policy: { validityDays: Number.NaN } }],
  ['leastSide', { policy: { leastSide: -1 } }],
])('a wrong call names its argument: %s', async (argument, change) => {
  await expect(inspectSealRequest(jws, { ...options, ...change })).rejects.toThrow(
    new RegExp(`^${argument}: `),
  )
  expect(sealOptions(province.maker, []).signers).toEqual([])
})
