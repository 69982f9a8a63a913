import { describe, expect, test } from 'vitest'
import { createSeal } from '../../src/index.ts'
import { recordSeal, resumeSeal, revokeSeal, suspendSeal } from '../../src/maker.ts'
import { sealDigest } from '../../src/status/index.ts'
import { entryAt } from '../../src/status/record.ts'
import { AT, createProvince, sealOptions } from '../province.ts'
import { days } from './office.ts'

const { seal, maker, office } = await createProvince()
const record = recordSeal(seal)

test('a new seal is valid, by its identifier and its digest', () => {
  expect(record).toEqual({
    id: seal.info.id,
    digest: sealDigest(seal),
    validTo: seal.info.validTo,
    status: { state: 'valid', suspensions: [] },
  })
  expect(record.digest).toMatch(/^[\da-f]{64}$/)
})

test('an identifier that nobody could ask for is refused', async () => {
  for (const id of ['', 'x'.repeat(201)]) {
    const odd = await createSeal({ ...sealOptions(maker, [office.certificate]), id })
    expect(() => recordSeal(odd)).toThrow(RangeError)
  }
})

describe('what happens to it', () => {
  test('suspended, let go, suspended again, withdrawn', () => {
    const suspended = suspendSeal(record, { since: days(1) })
    expect(suspended.status).toEqual({
      state: 'suspended',
      since: days(1),
      reason: 'unspecified',
      suspensions: [],
    })
    const resumed = resumeSeal(suspended, days(2))
    const past = [{ from: days(1), until: days(2) }]
    expect(resumed.status).toEqual({ state: 'valid', suspensions: past })
    const again = suspendSeal(resumed, { since: days(3), reason: 'privilege-withdrawn' })
    expect(again.status.suspensions).toEqual(past)
    expect(revokeSeal(again, { since: days(9), reason: 'office-closed', successor: 'b' }).status).toEqual({
      state: 'revoked',
      // Out of use since then, and for good.
      since: days(3),
      reason: 'office-closed',
      successor: 'b',
      suspensions: past,
    })
    expect(revokeSeal(again, { since: days(2) }).status).toMatchObject({ since: days(2) })
  })

  test('withdrawn at once', () => {
    expect(revokeSeal(record, { since: AT }).status).toEqual({
      state: 'revoked',
      since: AT,
      reason: 'unspecified',
      suspensions: [],
    })
  })

  const revoked = revokeSeal(record, { since: AT })
  const suspended = suspendSeal(record, { since: AT })
  const resumed = resumeSeal(suspended, days(2))
  const none = new Date(Number.NaN)
  test.each<[string, () => unknown, typeof RangeError | typeof TypeError]>([
    ['withdrawn twice', () => revokeSeal(revoked, { since: days(1) }), RangeError],
    ['suspended when withdrawn', () => suspendSeal(revoked, { since: days(1) }), RangeError],
    ['suspended twice', () => suspendSeal(suspended, { since: days(1) }), RangeError],
    ['suspended within an earlier suspension', () => suspendSeal(resumed, { since: days(1) }), RangeError],
    ['let go when valid', () => resumeSeal(record, days(1)), RangeError],
    ['let go when withdrawn', () => resumeSeal(revoked, days(1)), RangeError],
    ['let go before it was suspended', () => resumeSeal(suspended, days(-1)), RangeError],
    ['let go at no time', () => resumeSeal(suspended, none), RangeError],
    ['suspended at no time', () => suspendSeal(record, { since: none }), RangeError],
    ['withdrawn at no time', () => revokeSeal(record, { since: none }), RangeError],
    ['withdrawn for no reason', () => revokeSeal(record, { since: AT, reason: 'x' as never }), TypeError],
    ['suspended for no reason', () => suspendSeal(record, { since: AT, reason: 'x' as never }), TypeError],
  ])('not: %s', (_, change, kind) => {
    expect(change).toThrow(kind)
  })
})

test('it is expired from the second after its last one, unless it was withdrawn', () => {
  const { validTo } = seal.info
  expect(entryAt(record, validTo).status.state).toBe('valid')
  const after = new Date(validTo.getTime() + 1)
  expect(entryAt(record, after).status).toEqual({
    state: 'expired',
    since: new Date(validTo.getTime() + 1000),
    suspensions: [],
  })
  expect(entryAt(revokeSeal(record, { since: AT }), after).status.state).toBe('revoked')
})

test('what is planned is said when it is so', () => {
  const planned = revokeSeal(record, { since: days(3) })
  expect(entryAt(planned, days(2)).status).toEqual({ state: 'valid', suspensions: [] })
  expect(entryAt(planned, days(3)).status.state).toBe('revoked')
  const past = [{ from: days(1), until: days(2) }]
  const suspended = resumeSeal(suspendSeal(record, { since: days(1) }), days(2))
  expect(entryAt(suspended, AT).status).toEqual({ state: 'valid', suspensions: [] })
  expect(entryAt(suspended, days(1.5)).status).toEqual({
    state: 'suspended',
    since: days(1),
    suspensions: [],
  })
  expect(entryAt(suspended, days(2)).status).toEqual({ state: 'valid', suspensions: past })
})

test('times are cut to whole seconds, so that what happens now can be said now', () => {
  const within = new Date(AT.getTime() + 900)
  expect(revokeSeal(record, { since: within }).status).toMatchObject({ since: AT })
  const suspended = suspendSeal(record, { since: within })
  expect(suspended.status).toMatchObject({ since: AT })
  // Suspended and let go within one second: nothing can have been sealed meanwhile.
  expect(resumeSeal(suspended, within).status).toEqual({ state: 'valid', suspensions: [] })
})
