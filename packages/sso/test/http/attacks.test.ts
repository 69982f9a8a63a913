import { describe, expect, test } from 'vitest'
import { SsoError } from '../../src/errors.ts'
import { troublePage } from '../../src/http/trouble-page.ts'
import { createBench, get, Jar, ORIGIN, start } from '../hostile-provider.ts'

describe('attacks on the pages that tell what went wrong', () => {
  test('HTML in what a provider answers stays text', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const answer = new URLSearchParams({
      error: '<script>alert(1)</script>"onload=x',
      error_description: '<img src=x>',
      state: asked.get('state') ?? '',
      iss: 'https://op.example',
    })
    const html = await (await get(bench, `/callback?${answer}`, jar)).text()
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<img')
    expect(html).not.toContain('"onload')
  })

  test('HTML in the facts of a refusal, and in addresses, stays text', async () => {
    const error = new SsoError('ERR_SSO_SIGN_IN_REFUSED', { error: '<script>x</script>' })
    const path = (route: string) => `/"><script>${route}`
    const settings = { path, pages: undefined, onError: () => {} }
    const html = await (await troublePage(error, new Request(`${ORIGIN}/callback`), settings)).text()
    expect(html).not.toContain('<script')
    expect(html.match(/&#60;script&#62;/g)?.length).toBe(2)
  })

  test('a page to return to on another site is no way out', async () => {
    const response = await get(await createBench(), '/login?returnTo=https://evil.example/')
    const html = await response.text()
    expect(html).toContain('ERR_SSO_RETURN_TO')
    expect(html).not.toContain('evil.example')
  })

  test('no page is framed, kept, or told where the browser came from', async () => {
    const { headers } = await get(await createBench(), '/callback?state=x')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })
})
