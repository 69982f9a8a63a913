import { describe, expect, test } from 'vitest'
import type { Requirement, VerifiedClaimsPolicy } from '../../../src/index.ts'
import {
  type ActingBench,
  AGENT,
  actingName,
  COMPANY,
  createActing,
  OTHER,
  pageRequest,
  signInWith,
  switchTo,
} from '../../acting.ts'
import { type Claims, codeOf, get, ISSUER, mint, NOW } from '../../hostile-provider.ts'

const person = { name: '测试丙', mandates: [AGENT] }

/** Asks for a page, and goes where the guard sends; the provider answers with these claims. */
async function stepUp(bench: ActingBench, requirement: Requirement, claims: Claims): Promise<Response> {
  const sent = await bench.sso.require(requirement)(pageRequest('/apply', bench.jar))
  const location = sent?.headers.get('location') ?? 'none'
  expect(location).toMatch(/^\/login\?/)
  bench.provider.forge = (given, header) => mint({ ...given, ...claims }, header)
  const asked = new URL((await get(bench, location, bench.jar)).headers.get('location') ?? 'error:')
    .searchParams
  bench.provider.nonce = asked.get('nonce') ?? ''
  const answer = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
  return get(bench, `/callback?${answer}`, bench.jar)
}

const through = async (bench: ActingBench, requirement: Requirement) =>
  (await bench.sso.require(requirement)(pageRequest('/apply', bench.jar))) === undefined

describe('stepping up', () => {
  test('lets through who has shown enough, and keeps the company that they act for', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    const answer = await stepUp(bench, { level: 4 }, { ...person, acr: 'level-4' })
    expect(answer.headers.get('location')).toBe('/apply')
    expect(await through(bench, { level: 4, subject: 'legal-person' })).toBe(true)
    expect(await actingName(bench)).toBe(COMPANY.name)
    expect(bench.events.at(-1)).toMatchObject({ type: 'sign-in', level: 4, asked: 4 })
  })

  test('asks for a fresh sign-in, and takes one', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    expect(await through(bench, { maxAge: 300 })).toBe(true)
    bench.clock.seconds = NOW + 330
    expect(await through(bench, { maxAge: 300 })).toBe(true)
    bench.clock.seconds = NOW + 331
    expect(await through(bench, { maxAge: 300 })).toBe(false)
    const fresh = { ...person, iat: NOW + 331, exp: NOW + 900, auth_time: NOW + 331 }
    const answer = await stepUp(bench, { maxAge: 300 }, fresh)
    expect(answer.headers.get('location')).toBe('/apply')
    expect(await through(bench, { maxAge: 300 })).toBe(true)
  })

  test('cannot be asked for so fresh a sign-in that it would never end', async () => {
    const bench = await createActing()
    for (const maxAge of [0, 59, 60.5, Number.NaN]) {
      expect(() => bench.sso.require({ maxAge })).toThrowError(RangeError)
    }
  })
})

describe('attacks on levels', () => {
  const tooLow: [name: string, acr: unknown][] = [
    ['the level from before', 'level-3'],
    ['no level', undefined],
    ['a level that was made up', 'level-9'],
    ['a number', 4],
    ['a list of levels', ['level-4']],
    ['several levels in one', 'level-3 level-4'],
    ['a level in capitals', 'LEVEL-4'],
    ['a name that every object has', 'constructor'],
  ]
  test.each(tooLow)(
    'a step-up that comes back with %s is refused, once, and ends nothing',
    async (_, acr) => {
      const bench = await createActing()
      await signInWith(bench, person)
      const answer = await stepUp(bench, { level: 4 }, { ...person, acr })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('location')).toBeNull()
      expect(await codeOf(answer)).toBe('ERR_SSO_LEVEL')
      expect(await actingName(bench)).toBe('测试丙')
      expect(await through(bench, { level: 4 })).toBe(false)
      expect(bench.events.at(-1)).toMatchObject({ type: 'sign-in-refused', code: 'ERR_SSO_LEVEL' })
    },
  )

  test('a step-up as somebody else does not inherit the company', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    await stepUp(bench, { level: 4 }, { ...person, sub: 'other', name: '测试丁', acr: 'level-4' })
    expect(await actingName(bench)).toBe('测试丁')
  })

  test('a step-up whose token no longer has the mandate does not keep the company', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    await stepUp(bench, { level: 4 }, { name: '测试丙', acr: 'level-4' })
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('a step-up whose token has another company’s mandate by that name does not take it on', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    const mandates = [{ ...AGENT, legal_person: OTHER }]
    await stepUp(bench, { level: 4 }, { ...person, mandates, acr: 'level-4' })
    expect(await actingName(bench)).toBe('测试丙')
  })

  test('a plain sign-in does not take on a company that somebody at this browser acted for', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    await switchTo(bench, 'm-agent')
    await signInWith(bench, person)
    expect(await actingName(bench)).toBe('测试丙')
  })

  const notFresh: [name: string, authTime: unknown][] = [
    ['nothing', undefined],
    ['an age of its own making', NOW],
    ['text', String(NOW + 331)],
    ['the future', NOW + 400],
  ]
  test.each(notFresh)('a fresh sign-in that is told by %s is none', async (_, auth_time) => {
    const bench = await createActing()
    await signInWith(bench, person)
    bench.clock.seconds = NOW + 331
    const answer = await stepUp(
      bench,
      { maxAge: 300 },
      { ...person, iat: NOW + 331, exp: NOW + 900, auth_time },
    )
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(await through(bench, { maxAge: 300 })).toBe(false)
  })

  test('who signed in at a time that nobody tells is not fresh', async () => {
    const bench = await createActing()
    await signInWith(bench, { ...person, auth_time: undefined })
    expect(await through(bench, { maxAge: 3600 })).toBe(false)
    expect(await through(bench, {})).toBe(true)
  })

  test('who is to sign in only tomorrow is not fresh', async () => {
    const bench = await createActing()
    await signInWith(bench, { ...person, auth_time: NOW + 86_400 })
    expect(await through(bench, { maxAge: 300 })).toBe(false)
  })
})

describe('attacks by verified claims at sign-in', () => {
  const policy = (required: boolean): VerifiedClaimsPolicy => ({
    frameworks: { cn_population: { levels: { high: 4 } } },
    claims: ['name'],
    level: 4,
    required,
  })
  const element = (framework = 'cn_population', level = 'high') => ({
    verified_claims: {
      verification: { trust_framework: framework, assurance_level: level },
      claims: { name: '测试丙', birthdate: '1900-01-01' },
    },
  })
  const verifiedOf = async (bench: ActingBench) =>
    (await bench.sso.session({ headers: { cookie: bench.jar.header } }))?.user.verified

  test('asked for by name, and kept as asked', async () => {
    const bench = await createActing({ verifiedClaims: policy(true) })
    const location = (await get(bench, '/login')).headers.get('location') ?? 'error:'
    expect(JSON.parse(new URL(location).searchParams.get('claims') ?? '')).toMatchObject({
      id_token: { verified_claims: { claims: { name: null } } },
    })
    await signInWith(bench, element())
    expect(await verifiedOf(bench)).toMatchObject({ level: 4, claims: { name: '测试丙' } })
    expect(await verifiedOf(bench)).not.toHaveProperty('claims.birthdate')
  })

  test.each<[string, Claims, string]>([
    ['none', {}, 'ERR_SSO_VERIFIED_CLAIMS_ABSENT'],
    ['those of a stranger’s framework', element('xx'), 'ERR_SSO_VERIFIED_CLAIMS_FRAMEWORK'],
    ['those of too low a level', element('cn_population', 'low'), 'ERR_SSO_VERIFIED_CLAIMS_LEVEL'],
  ])(
    '%s sign nobody in where they are required, and say nothing where they are not',
    async (_, claims, code) => {
      const strict = await createActing({ verifiedClaims: policy(true) })
      const answer = await signInWith(strict, claims)
      expect(await codeOf(answer)).toBe(code)
      expect(strict.jar.cookies.size).toBe(0)
      const lenient = await createActing({ verifiedClaims: policy(false) })
      expect((await signInWith(lenient, claims)).status).toBe(303)
      expect(await verifiedOf(lenient)).toBeUndefined()
    },
  )

  test('are not looked at where no policy says how', async () => {
    const bench = await createActing()
    await signInWith(bench, element())
    expect(await verifiedOf(bench)).toBeUndefined()
  })
})
