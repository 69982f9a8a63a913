import { createHash } from 'node:crypto'
import type { Language } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { SSO_CODES, SsoError, type SsoErrorCode } from '../../src/errors.ts'
import { STYLE, STYLE_HASH } from '../../src/http/page-style.ts'
import { troubleOf } from '../../src/http/trouble.ts'
import { troublePage, type Undertaking } from '../../src/http/trouble-page.ts'
import { WAYS_OUT, WORDS } from '../../src/http/trouble-words.ts'
import type { PageContent, Pages } from '../../src/index.ts'
import type { Route } from '../../src/settings.ts'
import { createBench, get, Jar, ORIGIN, post, signIn, start } from '../hostile-provider.ts'

const CODES = Object.keys(SSO_CODES) as SsoErrorCode[]
const LANGUAGES: Language[] = ['zh-CN', 'en']
const path = (route: Route) => `/sso/${route}`

function pageOf(error: SsoError, language: string, undertaking: Undertaking = {}, pages?: Pages) {
  const errors: unknown[] = []
  const request = new Request(`${ORIGIN}/callback`, { headers: { 'accept-language': language } })
  const settings = { path, pages, onError: (problem: unknown) => void errors.push(problem) }
  return troublePage(error, request, settings, undertaking).then((response) => ({ response, errors }))
}

const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(CODES)('%s has a page that says what to do next', async (code) => {
    const { response } = await pageOf(new SsoError(code), language)
    const html = await response.text()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain(`<code>${code}</code>`)
    const { title, lead, advice } = WORDS[language][troubleOf(code)]
    for (const part of [title, lead, ...advice]) expect(textOf(html)).toContain(part)
    expect(html).toMatch(/<div class="ways"><(?:a|form)/)
    expect(html).not.toMatch(/<script|javascript:| on\w+=|style="|<img|<link|https?:/)
  })

  test('no two troubles are told alike, and none lacks words or ways out', () => {
    const told = Object.values(WORDS[language])
    expect(new Set(told.map(({ title }) => title)).size).toBe(told.length)
    expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(WAYS_OUT).sort())
    for (const { advice } of told) expect(advice.length).toBeGreaterThan(0)
    for (const ways of Object.values(WAYS_OUT)) expect(ways).toContain('home')
  })
})

describe('what a code is to people', () => {
  test.each<[SsoErrorCode, string]>([
    ['ERR_SSO_TRANSACTION_ABSENT', 'restart'],
    ['ERR_SSO_SIGN_IN_REFUSED', 'declined'],
    ['ERR_SSO_FETCH_TIMEOUT', 'provider-out'],
    ['ERR_SSO_DISCOVERY', 'provider-out'],
    ['ERR_SSO_STORE_UNAVAILABLE', 'portal-out'],
    ['ERR_SSO_INTERNAL', 'portal-out'],
    ['ERR_SSO_TOKEN_SIGNATURE', 'unproven'],
    ['ERR_SSO_TOKEN_REFUSED', 'provider-out'],
    ['ERR_SSO_RESPONSE_ISSUER', 'unproven'],
    ['ERR_SSO_KEY_UNKNOWN', 'unproven'],
    ['ERR_SSO_LEVEL', 'level'],
    ['ERR_SSO_SUBJECT_KIND', 'other-subject'],
    ['ERR_SSO_SUBJECT_CLAIMS', 'identity'],
    ['ERR_SSO_CROSS_SITE', 'other-site'],
    ['ERR_SSO_RETURN_TO', 'address'],
  ])('%s is %s', (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble)
  })
})

describe('ways out', () => {
  test('signing in again leads to where the person was going', async () => {
    const error = new SsoError('ERR_SSO_TRANSACTION_EXPIRED', { limit: 600 })
    const { response } = await pageOf(error, 'en', { returnTo: '/apply?a=1&b=2', level: 3 })
    expect(await response.text()).toContain('href="/sso/login?returnTo=%2Fapply%3Fa%3D1%26b%3D2&#38;level=3"')
  })

  test('a sign-out that fails offers to sign out again, by a form', async () => {
    const { response } = await pageOf(new SsoError('ERR_SSO_STORE_UNAVAILABLE'), 'en', { signingOut: true })
    const html = await response.text()
    expect(html).toContain('You may not be signed out yet')
    expect(html).toContain('<form method="post" action="/sso/logout"><button>Sign out</button></form>')
    expect(response.status).toBe(503)
  })

  test('one that another site asked for is called what it is', async () => {
    const { response } = await pageOf(new SsoError('ERR_SSO_CROSS_SITE'), 'en', { signingOut: true })
    expect(await response.text()).not.toContain('<form')
  })

  test('kinds of people are called by their names', async () => {
    const error = new SsoError('ERR_SSO_SUBJECT_KIND', { required: 'legal-person', found: 'natural-person' })
    expect(textOf(await (await pageOf(error, 'zh-CN')).response.text())).toContain('需要 企业 身份办理')
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty / valueOf'])(
    'an attack: a provider’s error called %s is said as it is',
    async (name) => {
      for (const language of ['en', 'zh-CN']) {
        const { response } = await pageOf(new SsoError('ERR_SSO_SIGN_IN_REFUSED', { error: name }), language)
        const text = textOf(await response.text())
        expect(text).toContain(name)
        expect(text).not.toMatch(/native code|\[object/)
      }
    },
  )
})

test('the policy allows the style of the page, and nothing else', async () => {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  expect(STYLE_HASH).toBe(`sha256-${hash}`)
  const { response } = await pageOf(new SsoError('ERR_SSO_INTERNAL'), 'en')
  expect(response.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
  )
  expect(await response.text()).toContain(`<style>${STYLE}</style>`)
})

describe('pages of the portal’s own', () => {
  const contents: PageContent[] = []
  const pages: Pages = (content) => {
    contents.push(content)
    return content.trouble === 'restart' ? '<!doctype html><p>ours' : undefined
  }

  test('take the place of ours, under our status and headers', async () => {
    const { response } = await pageOf(new SsoError('ERR_SSO_TRANSACTION_ABSENT'), 'en', {}, pages)
    expect(await response.text()).toBe('<!doctype html><p>ours')
    expect(response.status).toBe(400)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:")
    expect(policy).not.toContain('script-src')
    expect(contents.at(-1)).toMatchObject({
      language: 'en',
      code: 'ERR_SSO_TRANSACTION_ABSENT',
      actions: [
        { way: 'sign-in', label: 'Sign in again', method: 'get', href: '/sso/login' },
        { way: 'home', href: '/' },
      ],
    })
  })

  test('are left to us where they say nothing', async () => {
    const { response } = await pageOf(
      new SsoError('ERR_SSO_LEVEL', { required: 4, found: 3 }),
      'en',
      {},
      pages,
    )
    expect(await response.text()).toContain('A higher assurance level is needed')
  })

  test('that fail do not hide what went wrong', async () => {
    const broken: Pages = () => {
      throw new Error('template')
    }
    const { response, errors } = await pageOf(new SsoError('ERR_SSO_FETCH_FAILED'), 'en', {}, broken)
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('ERR_SSO_FETCH_FAILED')
    expect(errors).toMatchObject([{ message: 'template' }])
  })

  test('are those of the relying party', async () => {
    const bench = await createBench({ pages: ({ code }) => `<p>${code}` })
    const response = await get(bench, '/callback?state=x')
    expect(await response.text()).toBe('<p>ERR_SSO_TRANSACTION_ABSENT')
  })
})

describe('through a relying party', () => {
  test('a sign-in that was broken off can be begun again to the same page', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar, '?returnTo=/apply&level=3')
    const answer = new URLSearchParams({
      error: 'access_denied',
      state: asked.get('state') ?? '',
      iss: 'https://op.example',
    })
    const html = await (await get(bench, `/callback?${answer}`, jar)).text()
    expect(html).toContain('认证平台没有完成登录')
    expect(html).toContain('href="/login?returnTo=%2Fapply&#38;level=3"')
  })

  test('a sign-out that somebody begins by its address offers the form for it', async () => {
    const response = await get(await createBench(), '/logout')
    expect(response.status).toBe(405)
    expect(await response.text()).toContain('<form method="post" action="/logout">')
  })

  test('whoever is of the wrong kind can change the account', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    const headers = { cookie: jar.header, accept: 'text/html' }
    const guard = bench.sso.require({ subject: 'legal-person' })
    const html = (await (await guard(new Request(`${ORIGIN}/apply`, { headers })))?.text()) ?? ''
    expect(html).toContain('请换一个身份办理')
    expect(html).toContain('<form method="post" action="/logout">')
    expect((await post(bench, '/logout', {}, jar)).status).toBe(303)
  })
})
