import { TrustError } from '@xinyin/core'
import { createTrustList, parseTrustList, parseTrustListContent, signTrustList } from '@xinyin/core/trust'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  content,
  entity,
  forgeList,
  inspect,
  LIFT,
  open,
  PERMIT,
  service,
  sign,
  zhejiang,
} from './authorities.ts'

const jws = await sign()
const { header, payload } = open(jws)
const text = JSON.stringify(payload)

test('whatever octet is changed, cut out or put in, the list does not pass and nothing is thrown', async () => {
  const change = fc.record({
    at: fc.integer({ min: 0, max: jws.length - 1 }),
    out: fc.integer({ min: 0, max: 3 }),
    put: fc.string({ maxLength: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ at, out, put }) => {
      const changed = jws.slice(0, at) + put + jws.slice(at + out)
      fc.pre(changed !== jws)
      expect((await inspect(changed)).verdict).not.toBe('passed')
    }),
    { numRuns: 120 },
  )
})

/** Every place in a JSON value, as a way to put something else there. */
function placesOf(value: unknown, put: (other: unknown) => unknown): ((other: unknown) => unknown)[] {
  if (typeof value !== 'object' || value === null) return [put]
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesOf(item, (other) =>
      put(Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }),
    ),
  )
  return [put, ...inner]
}

test('whatever JSON stands at whatever place, it is read or refused with a code', () => {
  const places = placesOf(payload, (other) => other)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: places.length - 1 }), fc.jsonValue({ maxDepth: 3 }), (i, other) => {
      try {
        parseTrustListContent(JSON.stringify(places[i]?.(other)))
      } catch (error) {
        expect(error).toBeInstanceOf(TrustError)
      }
    }),
    { numRuns: 200 },
  )
})

test('what is nested without end, or of any length, is refused in no time', async () => {
  for (const deep of ['['.repeat(100_000), '{"a":'.repeat(100_000), `{"LoTE":${'['.repeat(1e6)}`]) {
    const started = performance.now()
    expect((await inspect(await forgeList(header, deep))).verdict).toBe('failed')
    expect(performance.now() - started).toBeLessThan(1000)
  }
  const long = text.replace('浙江省大数据局', '省'.repeat(100_000))
  expect((await inspect(await forgeList(header, long))).checks[0]).toMatchObject({
    code: 'ERR_TRUST_LIST_MEMBER',
  })
})

test('a list of thousands of services is read and judged within seconds', async () => {
  const [one] = payload.LoTE.TrustedEntitiesList
  const roles = ['licence-issuer', 'seal-maker', 'seal-signer', 'time-stamper', 'status-issuer']
  const services = Array.from({ length: 3_000 }, (_, i) => {
    const { ServiceInformation } = structuredClone(one.TrustedEntityServices[0])
    return {
      ServiceInformation: {
        ...ServiceInformation,
        ServiceTypeIdentifier: `urn:xinyin:service:${roles[i % 5]}`,
      },
    }
  })
  const large = structuredClone(payload)
  large.LoTE.TrustedEntitiesList = [{ ...one, TrustedEntityServices: services }]
  const signed = await forgeList(header, large)
  const started = performance.now()
  const report = await inspect(signed)
  expect(report.subject?.entities[0]?.services).toHaveLength(3_000)
  // One certificate cannot have thousands of entries: it is read whole before that is found.
  expect(report.checks.find(({ status }) => status === 'failed')?.code).toBe('ERR_TRUST_LIST_DUPLICATE')
  expect(performance.now() - started).toBeLessThan(5000)
})

test('what is written is what is read', async () => {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
  const codes = fc.subarray([PERMIT, LIFT, '1110000000001332XW059'], { minLength: 1 })
  const regions = fc.uniqueArray(fc.constantFrom('33', '3301', '330102', '3302'), { minLength: 1 })
  const since = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  const wholeSecond = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000)
  await fc.assert(
    fc.asyncProperty(text, codes, regions, since, async (name, licenceTypes, within, time) => {
      const services = [service({ name, licenceTypes, regions: within, since: wholeSecond(time) })]
      const list = createTrustList(
        content({ name, operator: name, entities: [{ ...entity(...services), name }] }),
      )
      expect(list.entities[0]).toMatchObject({ name, services })
      const signed = await signTrustList(list, { key: zhejiang.key, certificates: [zhejiang.certificate] })
      expect(parseTrustList(signed)).toEqual(list)
    }),
    { numRuns: 10 },
  )
})

test('a wrong key or kind of key is a wrong call', async () => {
  const list = createTrustList(content())
  const other = await import('@xinyin/core').then(({ createPrivateKey }) => createPrivateKey('SM2'))
  await expect(signTrustList(list, { key: other, certificates: [zhejiang.certificate] })).rejects.toThrow(
    /^certificates/,
  )
})
