import { createTrustList, diffTrustLists, type TrustedService } from '@xinyin/core/trust'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  content,
  entity,
  LIFT,
  office,
  otherOffice,
  PERMIT,
  SINCE,
  service,
  stranger,
  zhejiang,
} from './authorities.ts'

const list = (...services: readonly TrustedService[]) =>
  createTrustList(content({ entities: services.length === 0 ? [] : [entity(...services)] }))

const other = (changes: Partial<TrustedService> = {}) =>
  service({ certificates: [otherOffice.certificate], ...changes })

test('the same in another order is no difference', () => {
  const types = { licenceTypes: [PERMIT, LIFT], regions: ['3301', '3302'] }
  const turned = { licenceTypes: [LIFT, PERMIT], regions: ['3302', '3301'] }
  expect(diffTrustLists(list(service(types), other()), list(other(), service(turned)))).toEqual({
    added: [],
    removed: [],
    changed: [],
  })
})

test('added, removed and changed, each with its certificate', () => {
  const history = [{ status: 'granted', since: SINCE, licenceTypes: [PERMIT] } as const]
  const since = new Date('2027-01-01T00:00:00Z')
  const gone = service({ role: 'seal-maker', certificates: [stranger.certificate] })
  const difference = diffTrustLists(
    list(service(), gone),
    list(service({ status: 'withdrawn', since, history }), other()),
  )
  expect(difference.added).toMatchObject([
    { role: 'licence-issuer', subject: otherOffice.certificate.subject.text },
  ])
  expect(difference.removed).toMatchObject([
    { role: 'seal-maker', subject: stranger.certificate.subject.text },
  ])
  expect(difference.changed).toMatchObject([
    {
      before: { service: { status: 'granted' } },
      after: { service: { status: 'withdrawn' }, subject: office.certificate.subject.text },
      members: ['status', 'since', 'history'],
    },
  ])
})

test.each([
  ['until', { until: new Date('2028-01-01T00:00:00Z') }],
  ['licenceTypes', { licenceTypes: [LIFT] }],
  ['regions', { regions: ['3302'] }],
  ['name', { name: '另一服务' }],
])('a change of %s alone', (member, change) => {
  expect(diffTrustLists(list(service()), list(service(change))).changed).toMatchObject([
    { members: [member] },
  ])
})

test('publishers of lists below are entries too', () => {
  const publisher = {
    territory: 'CN-3301',
    operator: '杭州市数据局',
    location: 'https://example.gov.cn/list.jws',
    signers: [zhejiang.certificate],
  }
  const before = createTrustList(content())
  const after = createTrustList(content({ publishers: [publisher] }))
  expect(diffTrustLists(before, after).added).toMatchObject([
    { role: 'trust-list-signer', entity: 'CN-3301 杭州市数据局' },
  ])
})

test('what one way is added is removed the other way', () => {
  const pool = [service(), other(), service({ role: 'seal-maker' }), other({ role: 'seal-signer' })]
  const lists = fc.subarray(pool).map((services) => list(...services))
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      const there = diffTrustLists(a, b)
      const back = diffTrustLists(b, a)
      expect(there.added).toEqual(back.removed)
      expect(there.removed).toEqual(back.added)
      expect(diffTrustLists(a, a)).toEqual({ added: [], removed: [], changed: [] })
    }),
    { numRuns: 30 },
  )
})
