import { createTrustList, parseTrustList, signTrustList } from '@xinyin/core/trust'
import { inspectTrustedList, parseTrustedList } from '@xinyin/core/trust-xml'
import { describe, expect, test } from 'vitest'
import { content, entity, service, zhejiang } from '../trust/list/authorities.ts'
import { body, make, OPTIONS, service as xmlService } from '../trust/xml/maker.ts'
import { measured } from './measure.ts'

const list = await make()
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
  test('a body of 33 MB, a header of 33 MB, or dots alone, is refused in time', async () => {
    const jws = await signTrustList(createTrustList(content({ entities: [entity(service())] })), {
      key: zhejiang.key,
      certificates: [zhejiang.certificate],
    })
    const [header, payload, signature] = jws.split('.')
    const long = 'A'.repeat(33 * 1024 * 1024)
    for (const text of [
      `${header}.${long}.${signature}`,
      `${long}.${payload}.${signature}`,
      `${header}.${payload}.${long}`,
      '.'.repeat(1_000_000),
    ]) {
      const { code, milliseconds } = await measured(() => parseTrustList(text))
      expect(code).toMatch(/^ERR_/)
      expect(milliseconds).toBeLessThan(1000)
    }
  })
})
