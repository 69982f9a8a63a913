import { inspectPath, type Role } from '@xinyin/core'
import { trustFromTrustedList, verifyTrustedList } from '@xinyin/core/trust-xml'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { office } from '../list/authorities.ts'
import { body, GRANTED, make, OPTIONS, period, service, TYPE, WITHDRAWN } from './maker.ts'

const LATER = '2027-01-01T00:00:00Z'
const roles: Record<string, readonly Role[]> = { [TYPE]: ['seal-signer'] }

const trustOf = async (services: string, understood?: readonly string[]) =>
  trustFromTrustedList(await verifyTrustedList(await make(body(services)), OPTIONS), {
    roles,
    clock: () => OPTIONS.at,
    ...(understood === undefined ? {} : { understood }),
  })

const extension = (critical: string) =>
  `<ServiceInformationExtensions><Extension${critical}><AdditionalServiceInformation><URI xml:lang="en">http://example.org/x</URI></AdditionalServiceInformation></Extension></ServiceInformationExtensions>`

test('a service is an anchor of the roles that its type has in the table, from its time on', async () => {
  const trust = await trustOf(service())
  expect(trust.anchors).toMatchObject([
    { roles: ['seal-signer'], grants: [{ role: 'seal-signer', from: new Date('2026-06-01T00:00:00Z') }] },
  ])
  const path = (at: string) =>
    inspectPath(office.certificate, {
      trust,
      role: 'seal-signer',
      at: new Date(at),
      revocation: skipRevocation,
    })
  expect((await path(LATER)).verdict).toBe('passed')
  expect((await path('2026-05-31T00:00:00Z')).checks).toContainEqual(
    expect.objectContaining({ id: 'path.grant', code: 'ERR_GRANT_PERIOD' }),
  )
})

test('withdrawn: what came before stands, what comes after does not', async () => {
  const trust = await trustOf(service(period(WITHDRAWN, LATER), period(GRANTED)))
  expect(trust.anchors[0]?.grants).toEqual([
    {
      role: 'seal-signer',
      from: new Date('2026-06-01T00:00:00Z'),
      until: new Date('2026-12-31T23:59:59.999Z'),
      due: expect.any(Date),
    },
  ])
  expect((await trustOf(service(period(WITHDRAWN)))).anchors).toEqual([])
})

test('a type that is not in the table gives nothing, whatever it is called', async () => {
  const verified = await verifyTrustedList(await make(), OPTIONS)
  expect(trustFromTrustedList(verified, { roles: {} }).anchors).toEqual([])
  const odd = await make(body(service(period().replace(TYPE, 'constructor'))))
  expect(trustFromTrustedList(await verifyTrustedList(odd, OPTIONS), { roles }).anchors).toEqual([])
})

test.each([
  ['critical', ' Critical="true"', 0],
  ['critical, for all that is said', '', 0],
  ['not critical', ' Critical="false"', 1],
])('an extension that is %s', async (_, critical, anchors) => {
  const services = service(period(GRANTED, undefined, extension(critical)))
  expect((await trustOf(services)).anchors).toHaveLength(anchors)
  expect((await trustOf(services, ['AdditionalServiceInformation'])).anchors).toHaveLength(1)
})

test('an extension that holds more than what is understood is not understood', async () => {
  const more = extension(' Critical="true"').replace('</Extension>', '<Other></Other></Extension>')
  const services = service(period(GRANTED, undefined, more))
  expect((await trustOf(services, ['AdditionalServiceInformation'])).anchors).toHaveLength(0)
})

test('a list that nobody verified is a wrong call', async () => {
  const verified = await verifyTrustedList(await make(), OPTIONS)
  expect(() => trustFromTrustedList({ ...verified }, { roles })).toThrow(TypeError)
})
