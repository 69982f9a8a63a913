import { describe, expect, test } from 'vitest'
import { type IdentifierRegister, memoryIdentifierRegister } from '../src/issue/register.ts'
import type { Holder } from '../src/metadata/data.ts'
import { issueIn } from './province.ts'
import { SAMPLE } from './sample.ts'
import { province } from './verify/authority.ts'

const [first] = SAMPLE.holders as readonly [Holder]
const second: Holder = { name: '王示例', code: '11010519491231002X', codeType: '111' }
const taken = expect.objectContaining({ code: 'ERR_LICENCE_IDENTIFIER_TAKEN' })

describe('an identifier is of one licence', () => {
  test.each<[string, object]>([
    ['another holder', { holders: [second] }],
    ['another name', { holders: [{ ...first, name: '另一公司' }] }],
    ['one holder more', { holders: [first, second] }],
    ['another number', { number: '2' }],
  ])('not of one with %s', async (_, change) => {
    const register = memoryIdentifierRegister()
    await issueIn(province, SAMPLE, { register })
    await expect(issueIn(province, { ...SAMPLE, ...change }, { register })).rejects.toThrow(taken)
  })
  test('of the same again, with its holders in whichever order', async () => {
    const register = memoryIdentifierRegister()
    await issueIn(province, { ...SAMPLE, holders: [first, second] }, { register })
    await issueIn(province, { ...SAMPLE, holders: [second, first], changeReason: '换发' }, { register })
  })
  test('of two that ask at once, one gets it', async () => {
    const register = memoryIdentifierRegister()
    const both = await Promise.allSettled(
      [first, second].map((holder) => issueIn(province, { ...SAMPLE, holders: [holder] }, { register })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
  test('what is refused for another reason takes none', async () => {
    const register = memoryIdentifierRegister()
    await expect(issueIn(province, { ...SAMPLE, name: '许可\u202e证' }, { register })).rejects.toThrow()
    await issueIn(province, SAMPLE, { register })
  })
  test('a register that says neither is not one that agrees', async () => {
    const register = { claim: async () => undefined } as unknown as IdentifierRegister
    await expect(issueIn(province, SAMPLE, { register })).rejects.toThrow(taken)
  })
})
