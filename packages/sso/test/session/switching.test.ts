import { describe, expect, test } from 'vitest'
import { tokensLock } from '../../src/token/renew.ts'
import {
  AGENT,
  actingName,
  COMPANY,
  copyOf,
  createActing,
  OTHER,
  pageRequest,
  REPRESENTATIVE,
  signInWith,
  switchTo,
} from '../acting.ts'
import { codeOf, get, NOW } from '../hostile-provider.ts'

const person = { name: '测试丙', mandates: [AGENT, REPRESENTATIVE] }

describe('switching to a company', () => {
  test('goes on in its name, in a session with a new id, and back', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    expect(await actingName(bench)).toBe('测试丙')
    const before = copyOf(bench.jar)

    const response = await switchTo(bench, 'm-agent', bench.jar, { returnTo: '/apply' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/apply')
    expect(await actingName(bench)).toBe(COMPANY.name)
    expect(await actingName(bench, before)).toBeUndefined()
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(session?.user).toMatchObject({
      subject: { kind: 'legal-person', ...COMPANY, agent: { role: 'agent', name: '测试丙' } },
      sub: 'someone',
      level: 3,
    })

    await switchTo(bench, 'm-representative')
    expect(await actingName(bench)).toBe(OTHER.name)
    await switchTo(bench, '')
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('keeps the age of the session, and its end', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    bench.clock.seconds = NOW + 1000
    await switchTo(bench, 'm-agent')
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(session?.createdAt).toEqual(new Date(NOW * 1000))
    expect(session?.expiresAt).toEqual(new Date((NOW + 28_800) * 1000))
  })

  test('is told as an event with pseudonyms, after the sign-in', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    const [signIn, change] = bench.events
    expect(signIn).toMatchObject({ type: 'sign-in', level: 3, asked: 0, subject: { kind: 'natural-person' } })
    expect(change).toMatchObject({
      type: 'switch',
      at: NOW,
      portal: 'https://portal.example',
      from: { kind: 'natural-person' },
      to: { kind: 'legal-person', role: 'agent' },
    })
    if (signIn?.type !== 'sign-in' || change?.type !== 'switch') throw new Error('other events')
    expect(change.actor.person).toBe(signIn.actor.person)
    expect(change.formerSession).toBe(signIn.actor.session)
    expect(change.actor.session).not.toBe(signIn.actor.session)
    const told = JSON.stringify(bench.events)
    for (const secret of ['测试', 'someone', 'm-agent', COMPANY.uscc]) expect(told).not.toContain(secret)
  })

  test('changes what forms carry, and changes it back', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const acting = async () => (await bench.sso.session({ headers: { cookie: bench.jar.header } }))?.acting
    const self = await acting()
    await switchTo(bench, 'm-agent')
    const agent = await acting()
    await switchTo(bench, 'm-representative')
    const representative = await acting()
    await switchTo(bench, '')
    expect(await acting()).toBe(self)
    expect(new Set([self, agent, representative]).size).toBe(3)
    for (const tag of [self, agent, representative]) expect(tag).toMatch(/^[\w-]{22}$/)
  })

  test('ends with the logout that ends the sign-in', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    await bench.store.destroyBySid('https://op.example', 'op-session', NOW, NOW + 900)
    expect(await actingName(bench)).toBeUndefined()
  })

  test('is not possible for who is not signed in', async () => {
    const response = await switchTo(await createActing(), 'm-agent')
    expect(response.status).toBe(401)
    expect(await codeOf(response)).toBe('ERR_SSO_SIGNED_OUT')
  })

  test('waits for a renewal of tokens that is under way, which would write what was there before', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const [own] = await bench.sso.sessions.list({ headers: { cookie: bench.jar.header } })
    const lock = tokensLock(own?.id ?? '')
    const fence = await bench.store.lock(lock, NOW + 60)
    let done = false
    const switching = switchTo(bench, 'm-agent').then((answer) => {
      done = true
      return answer
    })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(done).toBe(false)
    await bench.store.unlock(lock, fence ?? 0)
    expect((await switching).status).toBe(303)
    expect(await actingName(bench)).toBe(COMPANY.name)
  })

  test('serves one of two that come at once, and the other finds its session gone', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const [a, b] = [copyOf(bench.jar), copyOf(bench.jar)]
    const answers = await Promise.all([switchTo(bench, 'm-agent', a), switchTo(bench, 'm-representative', b)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401])
    expect([await actingName(bench, a), await actingName(bench, b)].filter(Boolean)).toHaveLength(1)
  })
})

describe('the page to switch on', () => {
  const show = async (bench: Awaited<ReturnType<typeof createActing>>, query = '', language = 'zh-CN') => {
    const response = await get(bench, `/switch${query}`, bench.jar, { 'accept-language': language })
    return { status: response.status, html: await response.text() }
  }

  test('offers oneself, masked, and the companies whose mandates are in force', async () => {
    const bench = await createActing()
    const ended = { ...AGENT, id: 'm-ended', exp: NOW - 1, legal_person: OTHER }
    await signInWith(bench, { name: '测试丙', mandates: [AGENT, ended] })
    const { status, html } = await show(bench, '?returnTo=/apply')
    expect(status).toBe(200)
    expect(html).toContain('测**')
    expect(html).not.toContain('测试丙')
    expect(html).toContain(`${COMPANY.name}（经办人 测**）`)
    expect(html).not.toContain(OTHER.name)
    expect(html).toContain('name="returnTo" value="/apply"')
    expect(html).toMatch(/value="">本人（测\*\*） <small>当前身份<\/small>/)
  })

  test('says in English what it says in Chinese, and which name is taken', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    const { html } = await show(bench, '', 'en')
    expect(html).toContain('<h1>In whose name</h1>')
    expect(html).toMatch(/value="m-agent">测试公司 \(agent 测\*\*\) <small>now<\/small>/)
  })

  test('escapes what a provider says', async () => {
    const bench = await createActing()
    const evil = { ...AGENT, id: '"><script>', legal_person: { ...COMPANY, name: '<img src=x>' } }
    await signInWith(bench, { mandates: [evil] })
    const { html } = await show(bench)
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<script')
  })

  test('is for who is signed in, and returns to this site only', async () => {
    const bench = await createActing()
    expect((await show(bench)).status).toBe(401)
    await signInWith(bench, person)
    expect((await show(bench, '?returnTo=//evil.example')).status).toBe(400)
  })

  test('may be the portal’s own', async () => {
    const bench = await createActing({
      switchPage: ({ choices, action }) =>
        Response.json({ action, mandates: choices.map(({ mandate }) => mandate) }),
    })
    await signInWith(bench, person)
    const response = await get(bench, '/switch', bench.jar)
    expect(await response.json()).toEqual({
      action: '/switch',
      mandates: ['', 'm-agent', 'm-representative'],
    })
  })
})

describe('a guard', () => {
  test('sends who could act in a name that does to the page to switch on', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const company = bench.sso.require({ subject: 'legal-person' })
    const answer = await company(pageRequest('/apply?step=2', bench.jar))
    expect(answer?.status).toBe(303)
    expect(answer?.headers.get('location')).toBe('/switch?returnTo=%2Fapply%3Fstep%3D2')
    await switchTo(bench, 'm-agent')
    expect(await company(pageRequest('/apply', bench.jar))).toBeUndefined()
    const self = bench.sso.require({ subject: 'natural-person' })
    expect((await self(pageRequest('/me', bench.jar)))?.headers.get('location')).toBe(
      '/switch?returnTo=%2Fme',
    )
  })

  test('sends nobody there whom no name would help', async () => {
    const bench = await createActing()
    await signInWith(bench, { name: '测试丙' })
    const answer = await bench.sso.require({ subject: 'legal-person' })(pageRequest('/apply', bench.jar))
    expect(answer?.status).toBe(403)
    expect(await codeOf(answer ?? new Response())).toBe('ERR_SSO_SUBJECT_KIND')
  })

  test('takes the representative in person where it has to be', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const guard = bench.sso.require({ subject: 'legal-person', representative: true })
    await switchTo(bench, 'm-agent')
    expect((await guard(pageRequest('/a', bench.jar)))?.headers.get('location')).toContain('/switch?')
    await switchTo(bench, 'm-representative')
    expect(await guard(pageRequest('/a', bench.jar))).toBeUndefined()
  })

  test('looks at what a mandate is for', async () => {
    const bench = await createActing()
    await signInWith(bench, { mandates: [{ ...AGENT, purposes: ['apply'] }] })
    await switchTo(bench, 'm-agent')
    const ask = (purpose: string) =>
      bench.sso.require({ purpose })(pageRequest('/a', bench.jar, { method: 'POST' }))
    expect(await ask('apply')).toBeUndefined()
    expect(await codeOf((await ask('pay')) ?? new Response())).toBe('ERR_SSO_MANDATE_PURPOSE')
  })

  test('lets people through for whom a mandate is asked when they act for themselves', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    expect(await bench.sso.require({ purpose: 'pay' })(pageRequest('/a', bench.jar))).toBeUndefined()
  })
})

describe('a mandate that ends while somebody acts by it', () => {
  test('puts them out of the company with the next request, and not out of the portal', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.clock.seconds = NOW + 3599
    expect(await actingName(bench)).toBe(COMPANY.name)
    bench.clock.seconds = NOW + 3600
    const refused = await bench.sso.require()(pageRequest('/apply', bench.jar, { method: 'POST' }))
    expect(refused?.status).toBe(403)
    expect(await codeOf(refused ?? new Response())).toBe('ERR_SSO_MANDATE_EXPIRED')
    expect(await bench.sso.require()(pageRequest('/apply', bench.jar))).toBeUndefined()
    expect(await actingName(bench)).toBe('测试丙')
    expect(bench.events.at(-1)).toMatchObject({
      type: 'mandate-ended',
      code: 'ERR_SSO_MANDATE_EXPIRED',
      subject: { kind: 'legal-person', role: 'agent' },
    })
    expect(bench.events.filter(({ type }) => type === 'mandate-ended')).toHaveLength(1)
  })

  test('does so when it is withdrawn, a minute later at most', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.register.isInForce = async () => false
    bench.clock.seconds = NOW + 59
    expect(await actingName(bench)).toBe(COMPANY.name)
    bench.clock.seconds = NOW + 60
    expect(await actingName(bench)).toBe('测试丙')
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(session?.user.mandates?.map(({ id }) => id)).toEqual(['m-representative'])
  })

  test('does not come back with the mandate: they have to switch again', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.register.isInForce = async () => false
    bench.clock.seconds = NOW + 60
    await actingName(bench)
    bench.register.isInForce = async () => true
    bench.clock.seconds = NOW + 200
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('is seen by the page that asks how things stand, too', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.clock.seconds = NOW + 3600
    const answer = await get(bench, '/session', bench.jar)
    expect(await answer.json()).toMatchObject({ user: { subject: { kind: 'natural-person' } } })
  })

  test('stands undecided when the register is out for longer than five minutes: nothing is done for the company', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.register.isInForce = async () => {
      throw new Error('out')
    }
    bench.clock.seconds = NOW + 299
    expect(await actingName(bench)).toBe(COMPANY.name)
    bench.clock.seconds = NOW + 301
    const refused = await bench.sso.require()(pageRequest('/apply', bench.jar))
    expect(refused?.status).toBe(503)
    expect(await codeOf(refused ?? new Response())).toBe('ERR_SSO_MANDATE_UNKNOWN')
    await expect(actingName(bench)).rejects.toMatchObject({ code: 'ERR_SSO_MANDATE_UNKNOWN' })
    expect((await get(bench, '/session', bench.jar)).status).toBe(503)
    // They may leave the company, and the portal.
    expect((await switchTo(bench, '')).status).toBe(303)
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('is left though that cannot be recorded', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    bench.log.fails = true
    bench.clock.seconds = NOW + 3600
    expect(await actingName(bench)).toBe('测试丙')
    expect(bench.errors).toHaveLength(1)
  })

  test('of a sign-in as the company leaves the agent signed in', async () => {
    const bench = await createActing()
    const claims = { name: '测试丙', subject_type: 'legal-person', legal_person: COMPANY, acting_as: 'agent' }
    await signInWith(bench, { ...claims, mandates: [AGENT] })
    expect(await actingName(bench)).toBe(COMPANY.name)
    bench.clock.seconds = NOW + 3600
    expect(await actingName(bench)).toBe('测试丙')
  })
})
