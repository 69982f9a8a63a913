import { expect, test } from 'vitest'
import { createBench, Jar, start } from '../hostile-provider.ts'

test.each([
  [['profile'], '', null],
  [['profile', 'offline_access'], '', 'consent'],
  [['offline_access'], '?prompt=login', 'login consent'],
  [['offline_access'], '?prompt=none', 'none'],
  [['profile'], '?prompt=login', 'login'],
])('with scopes %j and %j the provider is asked for %s', async (scopes, query, expected) => {
  const asked = await start(await createBench({ scopes }), new Jar(), query)
  expect(asked.get('prompt')).toBe(expected)
})
