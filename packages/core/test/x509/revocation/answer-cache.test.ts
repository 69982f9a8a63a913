import { expect, test } from 'vitest'
import { createAnswerCache } from '../../../src/x509/revocation/answer-cache.ts'

const NOW = new Date('2027-01-01T00:00:00Z')
const SOON = new Date('2027-01-01T01:00:00Z')

/** Asks under a key for an answer of so many octets, and tells how often that was new. */
function asker(limit: number, maxBytes: number) {
  const cache = createAnswerCache(limit, maxBytes)
  const asked: string[] = []
  const get = (key: string, length = 1, until: Date | undefined = SOON, now = NOW) =>
    cache.get(key, now, async () => {
      asked.push(key)
      return { answer: { raw: new Uint8Array(length) }, until }
    })
  return { cache, asked, get }
}

test('an answer is kept until it is renewed, both ends included; one without an end is not kept', async () => {
  const { asked, get } = asker(2, 100)
  await get('a')
  await get('a', 1, SOON, SOON)
  expect(asked).toEqual(['a'])
  await get('a', 1, SOON, new Date(SOON.getTime() + 1))
  expect(asked).toEqual(['a', 'a'])
  const { asked: others, get: getEndless } = asker(2, 100)
  const endless = () => getEndless('b', 1, new Date(0))
  await endless()
  await endless()
  expect(others).toEqual(['b', 'b'])
})

test('the newest are kept, in number and in octets', async () => {
  const few = asker(2, 100)
  for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await few.get(key)
  expect(few.asked).toEqual(['a', 'b', 'c', 'a'])
  const small = asker(9, 100)
  for (const key of ['a', 'b', 'b', 'a']) await small.get(key, 60)
  expect(small.asked).toEqual(['a', 'b', 'a'])
})

test('what fails is asked for again, and what proved nothing is forgotten', async () => {
  const { cache, asked, get } = asker(2, 100)
  const failing = () =>
    cache.get('a', NOW, async () => {
      throw new Error('down')
    })
  await expect(failing()).rejects.toThrow('down')
  const answer = await get('a')
  cache.forget([answer])
  await get('a')
  expect(asked).toEqual(['a', 'a'])
})
