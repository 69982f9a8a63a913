import { createTimeStampResponse } from '@xinyin/core/ca'
import { parseTimeStamp } from '@xinyin/core/tsp'
import { describe, expect, test } from 'vitest'
import { createTimeStamper, type TimeStamperOptions } from '../../src/evidence/time-stamper.ts'
import { AT, createProvince } from '../province.ts'
import { createStampService, days, trusting } from './stamping.ts'

const province = await createProvince()
const service = await createStampService()
const trust = await trusting(province, service)
const value = Uint8Array.of(1, 2, 3)

const answering =
  (now: Date) =>
  async (_url: string, init?: RequestInit): Promise<Response> => {
    const request = new Uint8Array(await new Response(init?.body).arrayBuffer())
    const { certificate, signer } = service.member
    const answer = await createTimeStampResponse({
      key: signer,
      certificate,
      policy: '1.2.3.4',
      request,
      serialNumber: 1n,
      now,
    })
    return new Response(Uint8Array.from(answer), {
      headers: { 'content-type': 'application/timestamp-reply' },
    })
  }

const ask = (changes: Partial<TimeStamperOptions> = {}) =>
  createTimeStamper({ url: 'http://tsa.example/', fetch: answering(AT), clock: () => AT, ...changes })(value)

describe('a time stamper', () => {
  test('gets a stamp with the digest that is asked for', async () => {
    expect(parseTimeStamp(await ask()).info).toMatchObject({ time: AT, imprint: { digest: { length: 32 } } })
    expect(parseTimeStamp(await ask({ algorithm: 'SHA-512' })).info.imprint.digest).toHaveLength(64)
  })

  test('refuses what would not be accepted, where it is told whom to trust', async () => {
    await expect(ask({ trust })).resolves.toBeInstanceOf(Uint8Array)
    await expect(ask({ trust: province.trust })).rejects.toMatchObject({ code: 'ERR_PATH_NO_ANCHOR' })
    await expect(ask({ trust, revocation: { codes: {}, check: async () => UNKNOWN } })).rejects.toMatchObject(
      {
        code: 'ERR_REVOCATION_UNKNOWN',
      },
    )
  })

  test('takes a stamp from a clock that is a little ahead, and no other', async () => {
    const ahead = (minutes: number) =>
      ask({ trust, fetch: answering(new Date(AT.getTime() + minutes * 60_000)) })
    await expect(ahead(4)).resolves.toBeInstanceOf(Uint8Array)
    await expect(ahead(6)).rejects.toMatchObject({ code: 'ERR_TSP_FUTURE' })
  })

  test('asks for a policy', async () => {
    await expect(ask({ policy: '1.2.3.4' })).resolves.toBeInstanceOf(Uint8Array)
    await expect(ask({ policy: '1.2.3.5' })).rejects.toMatchObject({ code: 'ERR_TSP_REFUSED' })
  })

  test('looks at the clock of the machine unless given another', async () => {
    const far = createTimeStamper({ url: 'http://tsa.example/', fetch: answering(days(9000, AT)), trust })
    await expect(far(value)).rejects.toMatchObject({ code: 'ERR_TSP_FUTURE' })
  })

  test('needs an address', () => {
    expect(() => createTimeStamper({ url: 'tsa', fetch: answering(AT) })).toThrow(
      new TypeError('url: expected an absolute address'),
    )
  })
})

const UNKNOWN = {
  id: 'path.revocation',
  status: 'indeterminate',
  code: 'ERR_REVOCATION_UNKNOWN',
  facts: {},
} as const
