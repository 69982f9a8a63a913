import { createBrowser, startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import {
  createPseudonyms,
  createRelyingParty,
  describeEvent,
  displaySubject,
  memoryStore,
  type RelyingParty,
  readMandates,
} from '../../src/index.ts'
import {
  type ActingBench,
  COMPANY,
  copyOf,
  createActing,
  pageRequest,
  signInWith,
  switchTo,
} from '../acting.ts'
import { codeOf, get, ISSUER, type Jar, NOW } from '../hostile-provider.ts'

const CHILD = { id: 'g1', acting_as: 'guardian', ward: { sub: 'child', name: '测试小甲' }, exp: NOW + 3600 }
const SUBJECTS = ['natural-person', 'legal-person', 'ward'] as const

async function asGuardian(claims: Record<string, unknown> = {}, options = {}) {
  const bench = await createActing({ subjects: SUBJECTS, ...options })
  expect((await signInWith(bench, { name: '测试丁', mandates: [CHILD], ...claims })).status).toBe(303)
  return bench
}

const userOf = async ({ sso }: ActingBench, jar: Jar) =>
  (await sso.session({ headers: { cookie: jar.header } }))?.user

const guarded = async (bench: ActingBench, requirement: Parameters<RelyingParty['require']>[0]) => {
  const answer = await bench.sso.require(requirement)(pageRequest('/page', bench.jar))
  return (
    answer && {
      status: answer.status,
      code: await codeOf(answer.clone()),
      to: answer.headers.get('location'),
    }
  )
}

describe('a guardian', () => {
  test('goes on for a minor under a new session, which is put on record', async () => {
    const bench = await asGuardian()
    const before = copyOf(bench.jar)
    const own = await bench.sso.session({ headers: { cookie: before.header } })
    expect((await switchTo(bench, 'g1', bench.jar, { returnTo: '/school' })).headers.get('location')).toBe(
      '/school',
    )
    expect(await userOf(bench, before)).toBeUndefined()
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(session?.user).toMatchObject({
      sub: 'someone',
      subject: {
        kind: 'ward',
        sub: 'child',
        name: '测试小甲',
        guardian: { name: '测试丁', mandate: { id: 'g1', expiresAt: NOW + 3600 } },
      },
    })
    expect(session?.acting).not.toBe(own?.acting)
    expect(session?.expiresAt).toEqual(own?.expiresAt)
    const event = bench.events.at(-1) ?? expect.fail('no event')
    const names = createPseudonyms(new Uint8Array(32).fill(9))
    expect(event).toMatchObject({
      type: 'switch',
      actor: { person: names.person(ISSUER, 'someone') },
      from: { kind: 'natural-person' },
      to: { kind: 'ward', ward: names.person(ISSUER, 'child'), mandate: names.mandate(ISSUER, 'g1') },
    })
    expect(JSON.stringify(bench.events)).not.toMatch(/child|小甲|g1/)
    expect(describeEvent(event, 'en')).toMatch(/from a natural person to guardian of person [\w-]{22}\.$/)
    expect(describeEvent(event, 'zh-CN')).toMatch(/由自然人切换为[\w-]{22} 的监护人。$/)
  })

  test('goes back to themself', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    await switchTo(bench, '')
    expect((await userOf(bench, bench.jar))?.subject).toEqual({ kind: 'natural-person', name: '测试丁' })
  })

  test('finds the minor on the page for switching, both names masked', async () => {
    const bench = await asGuardian({ mandates: [{ ...CHILD, ward: { sub: 'child', name: '<b>甲</b>' } }] })
    const html = await (await get(bench, '/switch', bench.jar, { 'accept-language': 'zh-CN' })).text()
    expect(html).toContain('value="g1"')
    expect(html).toContain('（监护人 测**）')
    expect(html).not.toContain('<b>甲')
    const ward = { kind: 'ward', sub: 'child', name: undefined, guardian: { name: '测试丁' } } as never
    expect([displaySubject(ward, 'zh-CN'), displaySubject(ward, 'en')]).toEqual([
      '被监护人（监护人 测**）',
      'Ward (guardian 测**)',
    ])
  })

  test('of two who would be masked alike is told which is which', async () => {
    const sibling = { ...CHILD, id: 'g2', ward: { sub: 'sibling', name: '测试小乙' } }
    const other = { ...CHILD, id: 'g3', ward: { sub: 'other', name: '例丙' } }
    const bench = await asGuardian({ mandates: [CHILD, sibling, other] })
    const html = await (await get(bench, '/switch', bench.jar, { 'accept-language': 'zh-CN' })).text()
    const labels = [...html.matchAll(/<button[^>]*>([^<]*)/g)].map(([, label = '']) => label.trim())
    expect(labels).toEqual(['本人（测**）', '测试小甲', '测试小乙', '例*（监护人 测**）'])
  })

  test('is out of it when the minor is of age, to the second, and that is put on record', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    bench.clock.seconds = NOW + 3599
    expect(await guarded(bench, { subject: 'ward' })).toBeUndefined()
    bench.clock.seconds = NOW + 3600
    expect(await guarded(bench, { subject: 'ward' })).toMatchObject({
      status: 403,
      code: 'ERR_SSO_MANDATE_EXPIRED',
    })
    expect(bench.events.at(-1)).toMatchObject({ type: 'mandate-ended', subject: { kind: 'ward' } })
    expect((await userOf(bench, bench.jar))?.subject.kind).toBe('natural-person')
    expect(await codeOf(await switchTo(bench, 'g1'))).toBe('ERR_SSO_MANDATE_ABSENT')
  })

  test('is out of it when the guardianship is withdrawn, and does not get in again', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    bench.register.isInForce = async () => false
    bench.clock.seconds = NOW + 61
    expect(await guarded(bench, { subject: 'ward' })).toMatchObject({ code: 'ERR_SSO_MANDATE_WITHDRAWN' })
    expect((await userOf(bench, bench.jar))?.subject.kind).toBe('natural-person')
    const refused = await asGuardian()
    refused.register.isInForce = async () => false
    expect(await codeOf(await switchTo(refused, 'g1'))).toBe('ERR_SSO_MANDATE_WITHDRAWN')
    expect(refused.events.at(-1)).toMatchObject({ type: 'switch-refused', code: 'ERR_SSO_MANDATE_WITHDRAWN' })
  })

  test('does nothing for the minor while the register is out', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    bench.register.isInForce = () => Promise.reject(new Error('out'))
    bench.clock.seconds = NOW + 301
    expect(await guarded(bench, {})).toMatchObject({ status: 503, code: 'ERR_SSO_MANDATE_UNKNOWN' })
  })

  test('stays with the minor after a step-up', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    await signInWith(bench, { acr: 'level-4', mandates: [CHILD] }, '?level=4')
    expect((await userOf(bench, bench.jar))?.subject).toMatchObject({ kind: 'ward', sub: 'child' })
  })

  test('of the sandbox acts for the minor of the sandbox', async () => {
    const provider = await startIdentityProvider()
    onTestFinished(() => provider.close())
    const errors: unknown[] = []
    const running = await startApplication({ clientId: 'p', name: 'p', provider }, (joined) => {
      const onError = (error: unknown) => errors.push(error)
      const sso = createRelyingParty({ ...joined, store: memoryStore(), subjects: SUBJECTS, onError })
      const handle = nodeHandler(sso)
      return async (request, response) => {
        if (await handle(request, response)) return
        const { subject } = (await sso.session(request))?.user ?? {}
        response.end(JSON.stringify(subject))
      }
    })
    onTestFinished(() => running.close())
    const browser = createBrowser()
    await browser.open(`${running.origin}/login?returnTo=/switch`)
    await browser.press('natural-4')
    const page = await browser.press('guardian-of-minor-2')
    expect(JSON.parse(page.html)).toMatchObject({
      kind: 'ward',
      sub: 'minor-2',
      guardian: { name: '测试乙' },
    })
    expect(errors).toEqual([])
  })
})

describe('a page', () => {
  test('for people themselves, or for adults, is none for who acts for a minor, and lets them choose again', async () => {
    const bench = await asGuardian()
    await switchTo(bench, 'g1')
    const chooseAgain = { status: 303, to: '/switch?returnTo=%2Fpage' }
    expect(await guarded(bench, { subject: 'natural-person' })).toMatchObject(chooseAgain)
    expect(await guarded(bench, { subject: ['natural-person', 'legal-person'] })).toMatchObject(chooseAgain)
    expect(await guarded(bench, { adult: true })).toMatchObject(chooseAgain)
    expect(await guarded(bench, { subject: 'ward' })).toBeUndefined()
    expect(await guarded(bench, { representative: true })).toBeUndefined()
  })

  test('for adults sends no minor to choose, who has nobody else to be', async () => {
    const bench = await createActing({ subjects: SUBJECTS })
    await signInWith(bench, { minor: true })
    expect(await guarded(bench, { adult: true })).toMatchObject({ status: 403, code: 'ERR_SSO_MINOR' })
  })

  test('for wards sends a guardian to choose, and tells everybody else', async () => {
    expect(await guarded(await asGuardian(), { subject: 'ward' })).toMatchObject({ status: 303 })
    const other = await asGuardian({ mandates: [] })
    expect(await guarded(other, { subject: 'ward' })).toMatchObject({
      status: 403,
      code: 'ERR_SSO_SUBJECT_KIND',
    })
  })

  test('for a purpose is none for a guardian who may act in others only', async () => {
    const bench = await asGuardian({ mandates: [{ ...CHILD, purposes: ['school'] }] })
    await switchTo(bench, 'g1')
    expect(await guarded(bench, { purpose: 'school' })).toBeUndefined()
    expect(await guarded(bench, { subject: 'ward', purpose: 'bank' })).toMatchObject({
      status: 403,
      code: 'ERR_SSO_MANDATE_PURPOSE',
    })
  })
})

describe('attacks on guardianship', () => {
  test('a provider that is not trusted with wards makes nobody a guardian', async () => {
    const bench = await asGuardian({}, { subjects: ['natural-person', 'legal-person'] })
    expect((await userOf(bench, bench.jar))?.mandates).toBeUndefined()
    expect(await codeOf(await switchTo(bench, 'g1'))).toBe('ERR_SSO_MANDATE_ABSENT')
    const byDefault = await asGuardian({}, { subjects: undefined })
    expect(await codeOf(await switchTo(byDefault, 'g1'))).toBe('ERR_SSO_MANDATE_ABSENT')
  })

  test('one that is trusted with wards only makes nobody an agent', async () => {
    const agent = { id: 'm', legal_person: COMPANY, acting_as: 'agent', exp: NOW + 60 }
    const bench = await asGuardian({ mandates: [CHILD, agent] }, { subjects: ['natural-person', 'ward'] })
    expect((await userOf(bench, bench.jar))?.mandates).toHaveLength(1)
    expect(await codeOf(await switchTo(bench, 'm'))).toBe('ERR_SSO_MANDATE_ABSENT')
  })

  test('a minor is nobody’s guardian', async () => {
    const bench = await asGuardian({ minor: true })
    expect(await codeOf(await switchTo(bench, 'g1'))).toBe('ERR_SSO_MANDATE_ABSENT')
  })

  test.each([
    ['the minor’s own name', 'child'],
    ['another guardian’s', 'g2'],
  ])('a switch by %s in place of a mandate', async (_, id) => {
    expect(await codeOf(await switchTo(await asGuardian(), id))).toBe('ERR_SSO_MANDATE_ABSENT')
  })

  test('a step-up whose token has another minor, or a company, under the same name', async () => {
    for (const swapped of [
      { ...CHILD, ward: { sub: 'other', name: '测试小乙' } },
      { id: 'g1', legal_person: COMPANY, acting_as: 'agent', exp: NOW + 3600 },
    ]) {
      const bench = await asGuardian()
      await switchTo(bench, 'g1')
      await signInWith(bench, { acr: 'level-4', mandates: [swapped] }, '?level=4')
      expect((await userOf(bench, bench.jar))?.subject.kind).toBe('natural-person')
    }
  })

  const malformed: [name: string, change: Record<string, unknown>][] = [
    ['without end', { exp: undefined }],
    ['with an end that is text', { exp: String(NOW + 3600) }],
    ['of nobody', { ward: undefined }],
    ['of a text', { ward: 'child' }],
    ['of somebody without an account', { ward: { name: '测试小甲' } }],
    ['of oneself', { ward: { sub: 'someone', name: '测试丁' } }],
    ['of an account whose name has no end', { ward: { sub: 'x'.repeat(256) } }],
    ['of somebody whose name is no text', { ward: { sub: 'child', name: ['a'] } }],
    ['of a company', { ward: undefined, legal_person: COMPANY }],
  ]
  test.each(malformed)('one %s is refused', (_, change) => {
    const claims = { sub: 'someone', mandates: [{ ...CHILD, ...change }] }
    expect(() => readMandates({ sub: 'someone', mandates: [CHILD] })).not.toThrow()
    expect(() => readMandates(claims)).toThrowError(
      expect.objectContaining({ code: 'ERR_SSO_SUBJECT_CLAIMS' }),
    )
  })
})
