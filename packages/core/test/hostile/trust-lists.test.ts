import { encodeBase64 } from '@xinyin/core'
import { createTrustList, parseTrustList, signTrustList } from '@xinyin/core/trust'
import { inspectTrustedList, parseTrustedList } from '@xinyin/core/trust-xml'
import { describe, expect, test } from 'vitest'
import {
  content,
  entity,
  forgeList,
  inspect,
  office,
  open,
  service,
  sign,
  stranger,
  zhejiang,
} from '../trust/list/authorities.ts'
import { body, make, OPTIONS, service as xmlService } from '../trust/xml/maker.ts'
import { measured } from './measure.ts'

const list = await make()
const { header, payload } = open(await sign())
const numbered = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ')

/** A list with something that nobody expects put in front of all else. */
const withFirst = (put: string) => list.replace('<SchemeInformation>', () => `${put}<SchemeInformation>`)

describe('a list in XML with', () => {
  test.each<[string, string]>([
    ['200,000 elements inside of each other', withFirst('<a>'.repeat(200_000))],
    ['50 levels, 200 times', withFirst(`${'<a>'.repeat(50)}${'</a>'.repeat(50)}`.repeat(200))],
    ['600,000 elements', withFirst('<a/>'.repeat(600_000))],
    ['100,000 elements', withFirst('<a/>'.repeat(100_000))],
    ['30,000 attributes', withFirst(`<a ${numbered(30_000, (n) => `a${n}="x"`)}/>`)],
    ['20,000 namespaces', withFirst(`<a ${numbered(20_000, (n) => `xmlns:a${n}="x"`)}/>`)],
    ['a namespace on each of 10,000 elements', withFirst('<a xmlns:b="c"><b:d/></a>'.repeat(10_000))],
    ['entities', `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(10_000)}">]>${withFirst('&b;'.repeat(10_000))}`],
    ['a name of 3 MB', withFirst(`<${'a'.repeat(3_000_000)}/>`)],
    ['a text of 3 MB', withFirst('a'.repeat(3_000_000))],
    ['100,000 references to characters', withFirst(`<a>${'&#x41;'.repeat(100_000)}</a>`)],
    ['a million opening brackets', withFirst('<'.repeat(1_000_000))],
    [
      '20,000 signatures',
      list.replace('<ds:Signature ', `${'<ds:Signature/>'.repeat(20_000)}<ds:Signature `),
    ],
    [
      '5,000 transforms',
      list.replace('<ds:Transforms>', `<ds:Transforms>${'<ds:Transform Algorithm="x"/>'.repeat(5_000)}`),
    ],
    ['33 MB', withFirst(' '.repeat(33 * 1024 * 1024))],
  ])('%s is refused in time', { timeout: 60_000 }, async (_what, xml) => {
    const { code, milliseconds, megabytes } = await measured(() => parseTrustedList(xml))
    expect(code).toMatch(/^ERR_TRUST_LIST_/)
    expect(milliseconds).toBeLessThan(4000)
    expect(megabytes).toBeLessThan(500)
  })

  test('500 services is read and judged within seconds', { timeout: 60_000 }, async () => {
    const xml = await make(body(xmlService().repeat(500)))
    const { value, milliseconds } = await measured(() => inspectTrustedList(xml, OPTIONS))
    expect(value?.verdict).toBe('passed')
    expect(milliseconds).toBeLessThan(4000)
  })
})

describe('a list in JSON with', () => {
  /** Certificates of which no two are the same, as only their signer could tell. */
  const certificatesUpTo = (count: number) =>
    Array.from({ length: count }, (_, n) => {
      const raw = Uint8Array.from(office.certificate.raw)
      new DataView(raw.buffer).setUint32(raw.length - 4, n)
      return { val: encodeBase64(raw) }
    })
  const full = (count: number) => {
    const crowded = structuredClone(payload)
    const [{ TrustedEntityServices: services }] = crowded.LoTE.TrustedEntitiesList
    services[0].ServiceInformation.ServiceDigitalIdentity.X509Certificates = certificatesUpTo(count)
    return crowded
  }

  test('12,000 certificates and a signature of somebody else is refused before they are read', async () => {
    const jws = await forgeList(header, full(12_000), stranger)
    const { value, milliseconds } = await measured(() => inspect(jws))
    expect(value?.subject).toBeUndefined()
    expect(value?.checks.map(({ status }) => status)).toEqual([
      'skipped',
      'failed',
      ...Array.from({ length: 8 }, () => 'skipped'),
    ])
    expect(value?.checks[9]?.facts).toEqual({ because: 'trust-list.signature' })
    expect(milliseconds).toBeLessThan(1500)
  })

  test('whatever content, signed by one who may sign no lists, is refused before it is read', async () => {
    const own = { ...header, x5c: [encodeBase64(stranger.certificate.raw)] }
    const jws = await forgeList(own, '{'.repeat(1000), stranger)
    const { value, milliseconds } = await measured(() => inspect(jws))
    expect(value).toMatchObject({ verdict: 'indeterminate', subject: undefined })
    expect(value?.checks[1]?.status).toBe('passed')
    expect(value?.checks[2]?.code).toBe('ERR_PATH_NO_ANCHOR')
    expect(value?.checks[9]?.facts).toEqual({ because: 'trust-list.signer' })
    expect(milliseconds).toBeLessThan(1500)
  })

  test('more than 5,000 certificates is refused, whoever signed it', { timeout: 60_000 }, async () => {
    const jws = await forgeList(header, full(5001))
    const { code } = await measured(() => parseTrustList(jws))
    expect(code).toBe('ERR_TRUST_LIST_SIZE')
  })

  test('a body of 33 MB, a header of 33 MB, or dots alone, is refused in time', async () => {
    const jws = await signTrustList(createTrustList(content({ entities: [entity(service())] })), {
      key: zhejiang.key,
      certificates: [zhejiang.certificate],
    })
    const [protectedPart, payloadPart, signature] = jws.split('.')
    const long = 'A'.repeat(33 * 1024 * 1024)
    for (const text of [
      `${protectedPart}.${long}.${signature}`,
      `${long}.${payloadPart}.${signature}`,
      `${protectedPart}.${payloadPart}.${long}`,
      '.'.repeat(1_000_000),
    ]) {
      const { code, milliseconds } = await measured(() => parseTrustList(text))
      expect(code).toMatch(/^ERR_/)
      expect(milliseconds).toBeLessThan(1000)
    }
  })
})
