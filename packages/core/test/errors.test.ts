import { afterEach, expect, test, vi } from 'vitest'
import { CORE_CODES, CoreError, TrustError, tellErrors } from '../src/index.ts'

afterEach(() => vi.resetModules())

/** As in a page: nobody told any sentence. */
const untold = async () => import('../src/errors.ts')

test('an error says its sentence with the facts in it', () => {
  expect(new CoreError('ERR_DER_TRUNCATED', { needed: 5, offset: 2, found: 1 }).message).toBe(
    'DER ends early: 5 bytes needed at offset 2, 1 there.',
  )
})

test('where it was told none, it says its code and the facts', async () => {
  vi.resetModules()
  const { TrustError: Untold } = await untold()
  const error = new Untold('ERR_SOME_CODE', undefined, { found: 3, expected: 'four' })
  expect(error.message).toBe('ERR_SOME_CODE (found 3, expected four)')
  expect(error).toMatchObject({ code: 'ERR_SOME_CODE', facts: { found: 3, expected: 'four' } })
  expect(new Untold('ERR_SOME_CODE', undefined).message).toBe('ERR_SOME_CODE')
})

test('what was told is said, and what an error brings goes before it', async () => {
  vi.resetModules()
  const { TrustError: Told, tellErrors: tell } = await untold()
  tell({ ERR_SOME_CODE: { en: 'Found {found}.' } })
  expect(new Told('ERR_SOME_CODE', undefined, { found: 3 }).message).toBe('Found 3.')
  expect(new Told('ERR_SOME_CODE', { en: 'Its own: {found}.' }, { found: 3 }).message).toBe('Its own: 3.')
  expect(new Told('ERR_OTHER_CODE', undefined).message).toBe('ERR_OTHER_CODE')
})

test('sentences of a package can be told as they are', () => {
  tellErrors(CORE_CODES)
  expect(new TrustError('ERR_TRUST_LIST_SIZE', undefined, { limit: 1, unit: 'bytes' }).message).not.toContain(
    'ERR_',
  )
})
