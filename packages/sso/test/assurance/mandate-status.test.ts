import { describe, expect, test } from 'vitest'
import { createMandateStatus, type MandateOptions } from '../../src/assurance/mandate-status.ts'
import type { Mandate } from '../../src/index.ts'

const mandate: Mandate = {
  id: 'm1',
  company: { name: '测试公司', uscc: '91350100M000100Y43' },
  actingAs: 'agent',
  expiresAt: 9_000,
}
const holder = { issuer: 'https://op.example', sub: 'someone' }

/** A register of mandates that a test turns on and off, and a clock. */
function bench(options: Partial<MandateOptions> = {}) {
  const clock = { now: 1000 }
  const register = { answer: async (): Promise<boolean> => true, asked: 0 }
  const isInForce = () => {
    register.asked += 1
    return register.answer()
  }
  const status = createMandateStatus({ isInForce, ...options }, () => clock.now)
  const find = async (newest?: boolean, who = holder, what = mandate) =>
    (await status.find(what, who, newest))?.code
  return { clock, register, find }
}

const out = async () => {
  throw new Error('register is out')
}

describe('whether a mandate holds', () => {
  test('is not asked where nobody can be', async () => {
    expect(await createMandateStatus(undefined, () => 0).find(mandate, holder)).toBeUndefined()
  })

  test('is asked once a minute', async () => {
    const { clock, register, find } = bench()
    for (let n = 0; n < 5; n += 1) expect(await find()).toBeUndefined()
    clock.now += 59
    expect(await find()).toBeUndefined()
    expect(register.asked).toBe(1)
    register.answer = async () => false
    clock.now += 1
    expect(await find()).toBe('ERR_SSO_MANDATE_WITHDRAWN')
    expect(register.asked).toBe(2)
  })

  test('is asked at once when somebody begins to act by it', async () => {
    const { register, find } = bench()
    await find()
    register.answer = async () => false
    expect(await find(true)).toBe('ERR_SSO_MANDATE_WITHDRAWN')
  })

  test('is asked then, and not by a question from before that is still under way', async () => {
    const { register, find } = bench()
    let answerEarly = (_: boolean) => {}
    const early = new Promise<boolean>((resolve) => {
      answerEarly = resolve
    })
    register.answer = () => early
    const first = find()
    register.answer = async () => false
    const switches = [find(true), find(true)]
    answerEarly(true)
    expect(await first).toBeUndefined()
    expect(await Promise.all(switches)).toEqual(Array(2).fill('ERR_SSO_MANDATE_WITHDRAWN'))
    expect(register.asked).toBe(2)
  })

  test('is asked once for all who come at the same time', async () => {
    const { register, find } = bench()
    await Promise.all(Array.from({ length: 20 }, () => find()))
    expect(register.asked).toBe(1)
  })

  test('is one question for each person, provider and mandate', async () => {
    const { register, find } = bench()
    await find()
    await find(false, { ...holder, sub: 'other' })
    await find(false, { ...holder, issuer: 'https://other.example' })
    await find(false, holder, { ...mandate, id: 'm2' })
    expect(register.asked).toBe(4)
  })

  test('is taken from the last answer while the register is out, for five minutes', async () => {
    const { clock, register, find } = bench()
    await find()
    register.answer = out
    clock.now = 1299
    expect(await find()).toBeUndefined()
    clock.now = 1300
    expect(await find()).toBe('ERR_SSO_MANDATE_UNKNOWN')
  })

  test('is never taken from an old answer by who begins', async () => {
    const { register, find } = bench()
    await find()
    register.answer = out
    expect(await find(true)).toBe('ERR_SSO_MANDATE_UNKNOWN')
  })

  test('stays undecided where nobody ever answered', async () => {
    const { register, find } = bench()
    register.answer = out
    expect(await find()).toBe('ERR_SSO_MANDATE_UNKNOWN')
  })

  test('is not asked again within a second of a failure, and then is', async () => {
    const { clock, register, find } = bench()
    register.answer = out
    for (let n = 0; n < 10; n += 1) await find()
    expect(register.asked).toBe(1)
    clock.now += 1
    register.answer = async () => true
    expect(await find()).toBeUndefined()
  })

  test('is not known from an answer that does not come', async () => {
    const { register, find } = bench({ milliseconds: 20 })
    register.answer = () => new Promise(() => {})
    expect(await find()).toBe('ERR_SSO_MANDATE_UNKNOWN')
  })

  test.each([undefined, 'true', 1, {}])('is not known from the answer %j', async (answer) => {
    const { register, find } = bench()
    register.answer = async () => answer as boolean
    expect(await find()).toBe('ERR_SSO_MANDATE_UNKNOWN')
  })

  test('is asked anew when the clock has gone back', async () => {
    const { clock, register, find } = bench()
    await find()
    clock.now -= 3600
    register.answer = async () => false
    expect(await find()).toBe('ERR_SSO_MANDATE_WITHDRAWN')
  })
})
