import { describe, expect, test } from 'vitest'
import { withUserInfo } from '../../../src/token/user-info.ts'
import {
  type ActingBench,
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
} from '../../acting.ts'
import { type Claims, codeOf, get, Jar, NOW, ORIGIN, post } from '../../hostile-provider.ts'

const person = { name: '测试丙', mandates: [AGENT] }

async function signedIn(claims: Claims = person): Promise<ActingBench> {
  const bench = await createActing()
  expect((await signInWith(bench, claims)).status).toBe(303)
  return bench
}

/** What must hold after a switch that was refused: the person goes on as before, and it is on record. */
async function expectUnmoved(bench: ActingBench, answer: Response, code: string): Promise<void> {
  expect(await codeOf(answer)).toBe(code)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await actingName(bench)).toBe('测试丙')
  expect(bench.events.at(-1)).toMatchObject({ type: 'switch-refused', code })
}

describe('attacks on the switch to a company', () => {
  test('without any mandate', async () => {
    const bench = await signedIn({ name: '测试丙' })
    await expectUnmoved(bench, await switchTo(bench, 'm-agent'), 'ERR_SSO_MANDATE_ABSENT')
  })

  test.each(['m-representative', 'M-AGENT', 'm-agent ', '__proto__', 'constructor', COMPANY.uscc])(
    'with a mandate %j that is not one’s own',
    async (id) => {
      const bench = await signedIn()
      await expectUnmoved(bench, await switchTo(bench, id), 'ERR_SSO_MANDATE_ABSENT')
    },
  )

  test('to another person’s company, by the name of that person’s mandate', async () => {
    const bench = await signedIn()
    const victim = new Jar()
    const mine = copyOf(bench.jar)
    bench.jar.cookies.clear()
    await signInWith(bench, { sub: 'other', name: '测试丁', mandates: [REPRESENTATIVE] })
    for (const [name, value] of bench.jar.cookies) victim.cookies.set(name, value)
    bench.jar.cookies.clear()
    for (const [name, value] of mine.cookies) bench.jar.cookies.set(name, value)
    await expectUnmoved(bench, await switchTo(bench, 'm-representative'), 'ERR_SSO_MANDATE_ABSENT')
    expect((await switchTo(bench, 'm-representative', victim)).status).toBe(303)
  })

  test.each<[string, Claims, string]>([
    ['a mandate that has expired', { ...AGENT, exp: NOW }, 'ERR_SSO_MANDATE_EXPIRED'],
    ['a mandate that has not begun', { ...AGENT, nbf: NOW + 31 }, 'ERR_SSO_MANDATE_EARLY'],
  ])('by %s', async (_, mandate, code) => {
    const bench = await signedIn({ name: '测试丙', mandates: [mandate] })
    await expectUnmoved(bench, await switchTo(bench, 'm-agent'), code)
  })

  test('by a mandate that was withdrawn a moment ago', async () => {
    const bench = await signedIn()
    await switchTo(bench, 'm-agent')
    await switchTo(bench, '')
    bench.register.isInForce = async () => false
    await expectUnmoved(bench, await switchTo(bench, 'm-agent'), 'ERR_SSO_MANDATE_WITHDRAWN')
  })

  test('by a mandate of which nobody can tell', async () => {
    const bench = await signedIn()
    bench.register.isInForce = () => Promise.reject(new Error('out'))
    const answer = await switchTo(bench, 'm-agent')
    expect(answer.status).toBe(503)
    await expectUnmoved(bench, answer, 'ERR_SSO_MANDATE_UNKNOWN')
  })

  test('by a minor, whatever the token says of mandates', async () => {
    const bench = await signedIn({ ...person, minor: true })
    await expectUnmoved(bench, await switchTo(bench, 'm-agent'), 'ERR_SSO_MANDATE_ABSENT')
  })

  test('from a company’s own account to another company, or to a person', async () => {
    const account = { subject_type: 'legal-person', legal_person: COMPANY, mandates: [REPRESENTATIVE] }
    const bench = await signedIn(account)
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(session?.user).not.toHaveProperty('mandates')
    for (const mandate of ['m-representative', '']) {
      const answer = await switchTo(bench, mandate)
      expect(await codeOf(answer)).toBe('ERR_SSO_MANDATE_ABSENT')
    }
    expect(await actingName(bench)).toBe(COMPANY.name)
  })

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another site that says it is this', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nowhere', {}],
  ])('from a page of %s', async (_, headers) => {
    const bench = await signedIn()
    const { cookie } = { cookie: bench.jar.header }
    const answer = await post(bench, '/switch', { mandate: 'm-agent' }, new Jar(), { cookie, ...headers })
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('ERR_SSO_CROSS_SITE')
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('by a link or a picture', async () => {
    const bench = await signedIn()
    await get(bench, '/switch?mandate=m-agent', bench.jar)
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('with a way back to another site, or two of them', async () => {
    const bench = await signedIn()
    for (const returnTo of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\n']) {
      const answer = await switchTo(bench, 'm-agent', bench.jar, { returnTo })
      expect(await codeOf(answer)).toBe('ERR_SSO_RETURN_TO')
    }
    const body = 'mandate=m-agent&mandate='
    const headers = {
      cookie: bench.jar.header,
      origin: ORIGIN,
      'content-type': 'application/x-www-form-urlencoded',
    }
    const twice = await bench.sso.handle(new Request(`${ORIGIN}/switch`, { method: 'POST', body, headers }))
    expect(await codeOf(twice ?? new Response())).toBe('ERR_SSO_CALLBACK_PARAMETER')
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('with the id from before it: a page that somebody holds open does not go on as the company', async () => {
    const bench = await signedIn()
    const stolen = copyOf(bench.jar)
    await switchTo(bench, 'm-agent')
    expect(await actingName(bench, stolen)).toBeUndefined()
    expect(await codeOf(await switchTo(bench, '', stolen))).toBe('ERR_SSO_SIGNED_OUT')
    const company = copyOf(bench.jar)
    await switchTo(bench, '')
    expect(await actingName(bench, company)).toBeUndefined()
  })

  test('after a logout that came in between', async () => {
    const bench = await signedIn()
    const { replace } = bench.store
    bench.store.replace = async (...given) => {
      await bench.store.destroyBySub('https://op.example', 'someone', NOW, NOW + 900)
      return replace(...given)
    }
    expect(await codeOf(await switchTo(bench, 'm-agent'))).toBe('ERR_SSO_SIGNED_OUT')
    expect(await actingName(bench)).toBeUndefined()
  })

  test('which is not on record is not in force', async () => {
    const bench = await signedIn()
    bench.log.fails = true
    const answer = await switchTo(bench, 'm-agent')
    expect(answer.status).toBe(503)
    expect(await codeOf(answer)).toBe('ERR_SSO_AUDIT_UNAVAILABLE')
    expect(answer.headers.getSetCookie()).toEqual([])
    bench.log.fails = false
    expect(await bench.store.list('https://op.example', 'someone')).toEqual([])
  })
})

describe('attacks by what a token says of people and companies', () => {
  test('claims of company B after the switch to A do not reach the pages of B', async () => {
    const bench = await signedIn({ name: '测试丙', mandates: [AGENT, REPRESENTATIVE] })
    await switchTo(bench, 'm-agent')
    const session = await bench.sso.session({ headers: { cookie: bench.jar.header } })
    expect(JSON.stringify(session?.user.subject)).not.toContain(OTHER.uscc)
  })

  test('what was sent for a company is not done in the name of its former agent', async () => {
    const bench = await signedIn()
    await switchTo(bench, 'm-agent')
    bench.clock.seconds = NOW + 3600
    const sent = () => bench.sso.require()(pageRequest('/apply', bench.jar, { method: 'POST' }))
    const [first, second] = [await sent(), await sent()]
    expect(await codeOf(first ?? new Response())).toBe('ERR_SSO_MANDATE_EXPIRED')
    expect(second).toBeUndefined()
  })

  test('a provider of citizens vouches for no civil servant', async () => {
    const bench = await createActing()
    const organisation = { name: '住房和城乡建设局', uscc: '11100000000013338W' }
    const answer = await signInWith(bench, { subject_type: 'civil-servant', name: '测试戊', organisation })
    expect(answer.status).toBe(403)
    expect(await codeOf(answer)).toBe('ERR_SSO_SUBJECT_FOREIGN')
    expect(bench.events.at(-1)).toMatchObject({ type: 'sign-in-refused', code: 'ERR_SSO_SUBJECT_FOREIGN' })
  })

  test('a staff directory vouches for no company', async () => {
    const bench = await createActing({ subjects: ['civil-servant'] })
    const organisation = { name: '住房和城乡建设局', uscc: '11100000000013338W' }
    const staff = { subject_type: 'civil-servant', name: '测试戊', organisation }
    expect((await signInWith(bench, staff)).status).toBe(303)
    expect(await bench.sso.require({ subject: 'natural-person' })(pageRequest('/', bench.jar))).toBeDefined()
    expect(await bench.sso.require({ subject: 'civil-servant' })(pageRequest('/', bench.jar))).toBeUndefined()
    const answer = await signInWith(bench, { subject_type: 'legal-person', legal_person: COMPANY })
    expect(await codeOf(answer)).toBe('ERR_SSO_SUBJECT_FOREIGN')
  })

  test('a provider of natural persons alone vouches for no company by a mandate either', async () => {
    const bench = await createActing({ subjects: ['natural-person'] })
    expect((await signInWith(bench, person)).status).toBe(303)
    await expectUnmoved(bench, await switchTo(bench, 'm-agent'), 'ERR_SSO_MANDATE_ABSENT')
    const wanted = await bench.sso.require({ subject: 'legal-person' })(pageRequest('/', bench.jar))
    expect(await codeOf(wanted ?? new Response())).toBe('ERR_SSO_SUBJECT_KIND')
  })

  test.each<[string, Claims, string]>([
    [
      'an agent of a company that no mandate names',
      { acting_as: 'agent', legal_person: OTHER },
      'ERR_SSO_MANDATE_ABSENT',
    ],
    [
      'an agent who calls himself its representative',
      { acting_as: 'representative', legal_person: COMPANY },
      'ERR_SSO_MANDATE_ABSENT',
    ],
    ['a minor as agent', { acting_as: 'agent', legal_person: COMPANY, minor: true }, 'ERR_SSO_MINOR'],
    [
      'a company with a wrong credit code',
      { legal_person: { ...COMPANY, uscc: '91350100M000100Y44' } },
      'ERR_SSO_USCC',
    ],
  ])('%s is not signed in', async (_, claims, code) => {
    const bench = await createActing()
    const answer = await signInWith(bench, { ...person, subject_type: 'legal-person', ...claims })
    expect(await codeOf(answer)).toBe(code)
    expect(bench.jar.cookies.size).toBe(0)
  })

  test('a minor does not get where people of age are wanted', async () => {
    const bench = await signedIn({ name: '测试丙', minor: true, guardians: [{ name: '测试甲' }] })
    const answer = await bench.sso.require({ adult: true })(pageRequest('/', bench.jar))
    expect(await codeOf(answer ?? new Response())).toBe('ERR_SSO_MINOR')
    expect(await bench.sso.require()(pageRequest('/', bench.jar))).toBeUndefined()
  })

  test('a sign-in that is not on record is not in force', async () => {
    const bench = await createActing()
    bench.log.fails = true
    const answer = await signInWith(bench, person)
    expect(answer.status).toBe(503)
    expect(await codeOf(answer)).toBe('ERR_SSO_AUDIT_UNAVAILABLE')
    expect(bench.jar.cookies.size).toBe(0)
    expect(await bench.store.list('https://op.example', 'someone')).toEqual([])
  })

  test('a plain answer about the user says nothing of in whose name they may act', () => {
    const claims = { iss: 'https://op.example', sub: 'someone', exp: NOW, iat: NOW, name: '测试丙' }
    const more = {
      email: 'a@b.example',
      subject_type: 'legal-person',
      legal_person: COMPANY,
      acting_as: 'account',
      mandates: [AGENT],
      mandate: 'm-agent',
      organisation: COMPANY,
      post: '科员',
      minor: false,
      guardians: [],
      network_identity: false,
      verified_claims: {},
    }
    expect(withUserInfo(claims, more, { answers: 'plain' })).toEqual({ ...claims, email: 'a@b.example' })
    expect(withUserInfo(claims, more, { answers: 'signed' })).toEqual({ ...more, ...claims })
  })

  test('no token is handed out for what a former agent wanted for the company', async () => {
    const bench = await createActing({ tokens: {} })
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    const ask = () => bench.sso.accessToken({ headers: { cookie: bench.jar.header } })
    await expect(ask()).resolves.toBeDefined()
    bench.clock.seconds = NOW + 3600
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_SSO_MANDATE_EXPIRED' })
    await expect(ask()).rejects.not.toMatchObject({ code: 'ERR_SSO_MANDATE_EXPIRED' })
    expect(await actingName(bench)).toBe('测试丙')
  })
})
