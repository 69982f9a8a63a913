import { digest } from '@xinyin/core'
import { encodeNull } from '@xinyin/core/der'
import { inspectTimeStamp } from '@xinyin/core/tsp'
import { expect, test } from 'vitest'
import { messageDigest } from '../../src/cms/digest.ts'
import { isSameImprint } from '../../src/tsp/response.ts'
import { CONTENT, NOON, trusting } from '../cms/forge.ts'

const value = digest('SM3', CONTENT)
const imprint = (oid: string, parameters?: Uint8Array, digest = value) => ({
  algorithm: { oid, parameters },
  digest,
})
const SM3 = '1.2.156.10197.1.401'

test('an imprint is the same by either identifier of its digest', () => {
  expect(messageDigest({ oid: `${SM3}.1`, parameters: undefined })).toBe('SM3')
  expect(isSameImprint(imprint(SM3), imprint(`${SM3}.1`))).toBe(true)
  expect(isSameImprint(imprint(SM3), imprint(SM3, encodeNull()))).toBe(true)
})

test('and is not by another digest, or one that is not known', () => {
  expect(isSameImprint(imprint(SM3), imprint('2.16.840.1.101.3.4.2.1'))).toBe(false)
  expect(isSameImprint(imprint('1.3.14.3.2.26'), imprint('1.3.14.3.2.26'))).toBe(false)
  expect(isSameImprint(imprint(SM3), imprint(SM3, undefined, value.subarray(1)))).toBe(false)
})

test('a digest that no stamp is held against is a wrong call', async () => {
  const wrong = { algorithm: 'SHA-1' as never, value: new Uint8Array(20) }
  const inspecting = inspectTimeStamp(new Uint8Array(0), { trust: trusting(), at: NOON, digest: wrong })
  await expect(inspecting).rejects.toThrow(/^digest\.algorithm: /)
})
