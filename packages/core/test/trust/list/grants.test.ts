import { type Certificate, inspectPath, type PathOptions } from '@xinyin/core'
import { joinTrust, type TrustedService, trustFrom, verifyTrustList } from '@xinyin/core/trust'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import {
  createPartyBelow,
  entity,
  LIFT,
  NOON,
  OPTIONS,
  office,
  type Party,
  PERMIT,
  SINCE,
  service,
  sign,
  trusting,
} from './authorities.ts'

const LATER = new Date('2027-01-01T00:00:00Z')
const before = (time: Date) => new Date(time.getTime() - 1000)

/** The trust that a list with these services gives. */
async function trustOf(...services: readonly TrustedService[]) {
  return trustFrom([await verifyTrustList(await sign({ entities: [entity(...services)] }), OPTIONS)], {
    clock: () => NOON,
  })
}

const inHangzhou = { licenceType: PERMIT, region: '330102' }

/** What the path of a certificate says of its grant. */
async function grantOf(
  services: readonly TrustedService[],
  changes: Partial<PathOptions> = {},
  leaf: Certificate = office.certificate,
) {
  const trust = await trustOf(...services)
  const report = await inspectPath(leaf, {
    trust,
    role: 'licence-issuer',
    at: NOON,
    wanted: inHangzhou,
    revocation: skipRevocation,
    ...changes,
  })
  const check = report.checks.find(({ id }) => id === 'path.grant')
  return { verdict: report.verdict, status: check?.status, code: check?.code }
}

const allowed = { verdict: 'passed', status: 'passed', code: undefined }
const refused = (code: string) => ({ verdict: 'failed', status: 'failed', code })

test('an entry lets its certificate issue its types in its regions, from its time on', async () => {
  expect(await grantOf([service()])).toEqual(allowed)
  expect(await grantOf([service()], { at: SINCE })).toEqual(allowed)
})

test('and those that it issued to', async () => {
  const below: Party = await createPartyBelow(office, '杭州市城乡建设委员会', '某处')
  expect(await grantOf([service()], {}, below.certificate)).toEqual(allowed)
})

test('scope by type', async () => {
  const wanted = { ...inHangzhou, licenceType: LIFT }
  expect(await grantOf([service()], { wanted })).toEqual(refused('ERR_GRANT_LICENCE_TYPE'))
})

test('scope by region', async () => {
  const wanted = { ...inHangzhou, region: '330201' }
  expect(await grantOf([service()], { wanted })).toEqual(refused('ERR_GRANT_REGION'))
})

test('an authority without regions acts in the whole territory of its list and nowhere else', async () => {
  const { regions: _, ...everywhere } = service()
  expect(await grantOf([everywhere], { wanted: { ...inHangzhou, region: '330201' } })).toEqual(allowed)
  expect(await grantOf([everywhere], { wanted: { ...inHangzhou, region: '320102' } })).toEqual(
    refused('ERR_GRANT_REGION'),
  )
})

test('what is wanted and not said is not within a limit', async () => {
  expect(await grantOf([service()], { wanted: {} })).toEqual(refused('ERR_GRANT_LICENCE_TYPE'))
  expect(await grantOf([service()], { wanted: { licenceType: PERMIT } })).toEqual(refused('ERR_GRANT_REGION'))
})

test('scope by issuer of a sign-on', async () => {
  const { licenceTypes: _, regions: __, ...rest } = service({ role: 'sign-on-issuer' })
  const services = [{ ...rest, issuers: ['https://sso.example.gov.cn'] }]
  const asked = (wanted: PathOptions['wanted'] & object) =>
    grantOf(services, { role: 'sign-on-issuer', wanted })
  expect(await asked({ issuer: 'https://sso.example.gov.cn' })).toEqual(allowed)
  expect(await asked({ issuer: 'https://sso.example.gov.cn/' })).toEqual(refused('ERR_GRANT_ISSUER'))
  expect(await asked({})).toEqual(refused('ERR_GRANT_ISSUER'))
})

test('scope by time: not before it was granted, not after it ends', async () => {
  expect(await grantOf([service()], { at: before(SINCE) })).toEqual(refused('ERR_GRANT_PERIOD'))
  expect(await grantOf([service({ until: NOON })])).toEqual(allowed)
  const [within, after] = [999, 1000].map((more) => new Date(NOON.getTime() + more))
  expect(await grantOf([service({ until: NOON })], { at: within! })).toEqual(allowed)
  expect(await grantOf([service({ until: NOON })], { at: after! })).toEqual(refused('ERR_GRANT_PERIOD'))
  expect(await grantOf([service({ until: before(NOON) })])).toEqual(refused('ERR_GRANT_PERIOD'))
})

test('a withdrawn authority: what it did before stands, what it does after does not', async () => {
  const granted = { status: 'granted', since: SINCE, licenceTypes: [PERMIT], regions: ['3301'] } as const
  const withdrawn = service({ status: 'withdrawn', since: LATER, history: [granted] })
  expect(await grantOf([withdrawn], { at: before(LATER) })).toEqual(allowed)
  expect(await grantOf([withdrawn], { at: LATER })).toEqual(refused('ERR_GRANT_PERIOD'))
})

test('a scope that was changed holds from the change on', async () => {
  const granted = { status: 'granted', since: SINCE, licenceTypes: [LIFT], regions: ['33'] } as const
  const narrowed = service({ since: LATER, history: [granted] })
  const wanted = { licenceType: LIFT, region: '330201' }
  expect(await grantOf([narrowed], { wanted, at: before(LATER) })).toEqual(allowed)
  expect((await grantOf([narrowed], { wanted, at: LATER })).status).toBe('failed')
  expect((await grantOf([narrowed], { at: before(LATER) })).status).toBe('failed')
  expect(await grantOf([narrowed], { at: LATER })).toEqual(allowed)
})

test('a revoked authority: nothing stands, not even what came before', async () => {
  const granted = { status: 'granted', since: SINCE, licenceTypes: [PERMIT], regions: ['3301'] } as const
  const revoked = service({ status: 'revoked', since: LATER, history: [granted] })
  expect(await grantOf([revoked], { at: before(LATER) })).toEqual(refused('ERR_GRANT_REVOKED'))
  expect(await grantOf([revoked], { at: LATER })).toEqual(refused('ERR_GRANT_REVOKED'))
})

test('one who was never granted anything is no anchor', async () => {
  const trust = await trustOf(service({ status: 'withdrawn' }))
  expect(trust.anchors).toEqual([])
})

test('two roles of one certificate have their own grants', async () => {
  const { licenceTypes: _, regions: __, ...maker } = service({ role: 'seal-maker' })
  const trust = await trustOf(service(), maker)
  expect(trust.anchors).toMatchObject([
    {
      roles: ['licence-issuer', 'seal-maker'],
      grants: [
        { role: 'licence-issuer', from: SINCE, licenceTypes: [PERMIT], regions: ['3301'] },
        { role: 'seal-maker', from: SINCE },
      ],
    },
  ])
})

test('joined, what one trusts without a limit is not limited, and what one revokes is revoked', async () => {
  const listed = await trustOf(service())
  const free = {
    ...trusting(office),
    anchors: [{ certificate: office.certificate, roles: ['licence-issuer'] as const }],
  }
  expect(joinTrust(free, listed).anchors).toEqual([
    { certificate: office.certificate, roles: ['licence-issuer'] },
  ])

  const revoked = await trustOf(service({ status: 'revoked', since: LATER }))
  expect(joinTrust(listed, free, revoked).anchors[0]?.grants).toEqual([
    { role: 'licence-issuer', revoked: LATER },
  ])
})

test('joined, intermediates are there once and revocation lists all', () => {
  const crl = { raw: new Uint8Array(1) } as never
  const one = {
    anchors: [],
    intermediates: [office.certificate],
    revocation: { crls: [crl], ocspResponses: [] },
  }
  expect(joinTrust(one, { anchors: [], intermediates: [office.certificate] }, one)).toEqual({
    anchors: [],
    intermediates: [office.certificate],
    revocation: { crls: [crl, crl], ocspResponses: [] },
  })
  expect(joinTrust()).toEqual({ anchors: [], intermediates: [] })
})
