import { explain, inspectPath, type Role, type Trust } from '@xinyin/core'
import {
  type Grant,
  joinTrust,
  loadTrustWithLists,
  trustFrom,
  type VerifiedTrustList,
  verifyTrustList,
} from '@xinyin/core/trust'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  entity,
  jiangsu,
  NEXT,
  NOON,
  nation,
  OPTIONS,
  office,
  PERMIT,
  service,
  sign,
  trusting,
  zhejiang,
} from './authorities.ts'

const AFTER = new Date(NEXT.getTime() + 1000)
const SOONER = new Date('2027-06-10T00:00:00Z')
const list = await verifyTrustList(await sign({ entities: [entity(service())] }), OPTIONS)

/** What the grant of the office comes to when it is asked about then, by whoever asks now. */
async function grantUnder(trust: Trust, at = NOON, region = '330102', role: Role = 'licence-issuer') {
  const report = await inspectPath(office.certificate, {
    trust,
    role,
    at,
    wanted: { licenceType: PERMIT, region },
    revocation: skipRevocation,
  })
  const check = report.checks.find(({ id }) => id === 'path.grant')
  return `${report.verdict} ${check?.code ?? check?.status}`
}
const at = (now: Date, ...lists: readonly VerifiedTrustList[]) => trustFrom(lists, { clock: () => now })

describe('a trust that is kept after its list was due', () => {
  test('stands until then, to the last moment', async () => {
    expect(await grantUnder(at(NEXT, list))).toBe('passed passed')
  })

  test('tells nothing any more, of whatever time it is asked', async () => {
    const trust = at(AFTER, list)
    expect(await grantUnder(trust)).toBe('indeterminate ERR_GRANT_OVERDUE')
    expect(await grantUnder(trust, AFTER)).toBe('indeterminate ERR_GRANT_OVERDUE')
    // What it refuses, it refused while it told.
    expect(await grantUnder(trust, NOON, '320102')).toBe('failed ERR_GRANT_REGION')
  })

  test('is said in words', async () => {
    const report = await inspectPath(office.certificate, {
      trust: at(AFTER, list),
      role: 'licence-issuer',
      at: NOON,
      wanted: { licenceType: PERMIT, region: '330102' },
      revocation: skipRevocation,
    })
    for (const language of ['en', 'zh-CN'] as const)
      expect(explain(report, language)).toContain(NEXT.toISOString())
  })

  test('goes by the machine’s clock unless another one is given', async () => {
    const grants = trustFrom([list]).anchors[0]?.grants ?? []
    const due = (date: Date): Trust => ({
      anchors: [
        {
          certificate: office.certificate,
          roles: ['licence-issuer'],
          grants: grants.map((grant) => ({ ...grant, due: date })),
        },
      ],
      intermediates: [],
    })
    expect(await grantUnder(due(new Date(Date.now() + 60_000)))).toBe('passed passed')
    expect(await grantUnder(due(new Date(Date.now() - 60_000)))).toBe('indeterminate ERR_GRANT_OVERDUE')
  })

  test('that an entry is revoked stands all the same', async () => {
    const revoked = await sign({ entities: [entity(service({ status: 'revoked' }))] })
    const only = await verifyTrustList(revoked, OPTIONS)
    expect(await grantUnder(at(AFTER, only))).toBe('failed ERR_GRANT_REVOKED')
  })
})

describe('several lists', async () => {
  const publisher = { territory: 'CN-33', operator: '浙江省数据局', location: 'https://example.gov.cn/33' }
  const signers = [zhejiang.certificate]
  const operator = zhejiang.certificate.subject.organization ?? publisher.operator
  const national = (nextUpdate: Date) =>
    sign(
      {
        territory: 'CN',
        operator: nation.certificate.subject.organization ?? '',
        entities: [],
        publishers: [{ ...publisher, operator, signers }],
        nextUpdate,
      },
      nation,
    )
  const above = await verifyTrustList(await national(SOONER), {
    ...OPTIONS,
    territory: 'CN',
    trust: trusting(nation),
  })
  const below = await verifyTrustList(await sign({ entities: [entity(service())] }), { ...OPTIONS, above })

  test('that below another is due with it', async () => {
    expect(below.due).toEqual(SOONER)
    expect(await grantUnder(at(SOONER, below))).toBe('passed passed')
    expect(await grantUnder(at(new Date(SOONER.getTime() + 1), below))).toBe(
      'indeterminate ERR_GRANT_OVERDUE',
    )
  })

  test('one that is overdue takes nothing from what another still grants', async () => {
    const other: Trust = {
      anchors: [{ certificate: office.certificate, roles: ['licence-issuer'] }],
      intermediates: [],
    }
    expect(await grantUnder(joinTrust(at(AFTER, list), other))).toMatch(/^passed/)
    const elsewhere: Trust = {
      anchors: [{ certificate: jiangsu.certificate, roles: ['licence-issuer'] }],
      intermediates: [],
    }
    expect(await grantUnder(joinTrust(at(AFTER, list), elsewhere))).toBe('indeterminate ERR_GRANT_OVERDUE')
  })

  test('of two clocks the one that is ahead counts', async () => {
    expect(await grantUnder(joinTrust(at(NOON, list), at(AFTER)))).toBe('indeterminate ERR_GRANT_OVERDUE')
  })

  test('a store that was read stands no longer than its lists', async () => {
    let now = NOON
    const trust = await loadTrustWithLists(
      [
        { name: 'trust-list-signer/zhejiang.der', bytes: zhejiang.certificate.raw },
        {
          name: 'lists/CN-33.jws',
          bytes: new TextEncoder().encode(await sign({ entities: [entity(service())] })),
        },
      ],
      { at: NOON, clock: () => now },
    )
    expect(await grantUnder(trust)).toBe('passed passed')
    now = AFTER
    expect(await grantUnder(trust)).toBe('indeterminate ERR_GRANT_OVERDUE')
  })

  test('whatever is due when: it passes only while one that allows it stands', async () => {
    const days = fc.integer({ min: 0, max: 400 }).map((day) => new Date(NOON.getTime() + day * 86_400_000))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(days), { minLength: 1, maxLength: 4 }), days, async (dues, now) => {
        const grants = dues.map(
          (due): Grant => ({ role: 'licence-issuer', ...(due === null ? {} : { due }) }),
        )
        const anchors = [{ certificate: office.certificate, roles: ['licence-issuer' as const], grants }]
        const stands = dues.some((due) => due === null || now <= due)
        const found = await grantUnder({ anchors, intermediates: [], clock: () => now })
        expect(found.startsWith('passed')).toBe(stands)
      }),
      { numRuns: 60 },
    )
  })
})

describe('limits that limit nothing', () => {
  const under = (grant: Partial<Grant>) =>
    grantUnder({
      anchors: [
        {
          certificate: office.certificate,
          roles: ['licence-issuer'],
          grants: [{ role: 'licence-issuer', ...grant }],
        },
      ],
      intermediates: [],
    })

  test.each<Partial<Grant>>([
    { regions: [''] },
    { regions: ['33', ''] },
    { regions: [' '] },
    { regions: ['*'] },
    { regions: ['3'] },
    { regions: ['330'] },
    { regions: ['33010'] },
    { regions: ['33010200'] },
    { regions: ['３３'] },
    { regions: ['33\n'] },
    { licenceTypes: [''] },
    { licenceTypes: [' '] },
    { issuers: [''] },
    { from: new Date(Number.NaN) },
    { until: new Date(Number.NaN) },
    { due: new Date(Number.NaN) },
  ])('%j is a wrong call', async (grant) => {
    await expect(under(grant)).rejects.toThrow(TypeError)
  })

  test.each<[Partial<Grant>, string]>([
    [{ regions: [] }, 'ERR_GRANT_REGION'],
    [{ licenceTypes: [] }, 'ERR_GRANT_LICENCE_TYPE'],
    [{ issuers: [] }, 'ERR_GRANT_ISSUER'],
  ])('%j allows nothing', async (grant, code) => {
    expect(await under(grant)).toBe(`failed ${code}`)
  })

  test.each(['33', '3301', '330102'])('%s is a region', async (region) => {
    expect(await under({ regions: [region] })).toBe('passed passed')
  })

  test.each(['regions', 'licenceTypes'])('nor can a list be made with such %s', async (member) => {
    for (const text of ['', ' ', ' 33', '33 '])
      expect(() => sign({ entities: [entity(service({ [member]: [text] }))] })).toThrow(
        expect.objectContaining({ code: 'ERR_TRUST_LIST_MEMBER' }),
      )
  })
})
