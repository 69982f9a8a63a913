import { describe, expect, test } from 'vitest'
import { createEnvelopedData, parseEnvelopedData } from '../../src/cms/index.ts'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  openDer,
  parseDer,
} from '../../src/der/index.ts'
import { encodeUtf8 } from '../../src/index.ts'
import { CONTENT, holders } from './enveloped-holders.ts'

const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

describe('structure', () => {
  const AES = encodeSequence(encodeOid('2.16.840.1.101.3.4.1.42'), encodeOctetString(new Uint8Array(16)))
  const body = (type = '1.2.840.113549.1.7.1', content = [encodeElement(0x80, new Uint8Array(16))]) =>
    encodeSequence(encodeOid(type), AES, ...content)
  const info = (type: string, ...fields: Uint8Array[]) =>
    encodeSequence(encodeOid(type), encodeContext(0, encodeSequence(...fields)))
  const ENVELOPED = '1.2.840.113549.1.7.3'
  const AUTHENTICATED = '1.2.840.113549.1.9.16.1.23'
  const other = encodeContext(3, encodeInteger(0))
  const attributes = (type: string) =>
    encodeContext(1, encodeSequence(encodeOid('1.2.840.113549.1.9.3'), encodeSetOf(encodeOid(type))))

  const refused = (der: Uint8Array, code: string, limits = {}) =>
    expect(() => parseEnvelopedData(der, limits)).toThrow(coded(code))

  test('parts that say nothing are passed over, ways that are not known are listed', () => {
    const der = info(
      ENVELOPED,
      encodeInteger(3),
      encodeContext(0, encodeSetOf()),
      encodeSetOf(other),
      body(),
      encodeContext(1),
    )
    expect(parseEnvelopedData(der).recipients).toEqual([{ kind: 'other' }])
  })

  test('content in pieces is put together', () => {
    const pieces = encodeElement(
      0xa0,
      encodeOctetString(Uint8Array.of(1)),
      encodeOctetString(Uint8Array.of(2, 3)),
    )
    expect(
      parseEnvelopedData(info(ENVELOPED, encodeInteger(0), encodeSetOf(other), body(undefined, [pieces])))
        .ciphertext,
    ).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('what is no envelope', () => {
    refused(
      info('1.2.840.113549.1.7.2', encodeInteger(0), encodeSetOf(other), body()),
      'ERR_CMS_CONTENT_TYPE',
    )
    refused(encodeSequence(), 'ERR_DER_TAG')
    refused(encodeUtf8('0'), 'ERR_DER_TRUNCATED')
  })

  test('versions', () => {
    for (const version of [-1, 5])
      refused(info(ENVELOPED, encodeInteger(version), encodeSetOf(other), body()), 'ERR_CMS_VERSION')
    const rid = encodeElement(0x80, Uint8Array.of(1))
    for (const version of [-1, 3])
      refused(
        info(ENVELOPED, encodeInteger(0), encodeSetOf(encodeSequence(encodeInteger(version), rid)), body()),
        'ERR_CMS_VERSION',
      )
    refused(
      info(ENVELOPED, encodeInteger(0), encodeSetOf(encodeContext(1, encodeInteger(4))), body()),
      'ERR_CMS_VERSION',
    )
  })

  test('counts', () => {
    const many = encodeSetOf(...Array.from({ length: 5 }, () => other))
    refused(info(ENVELOPED, encodeInteger(0), many, body()), 'ERR_CMS_COUNT', { maxRecipients: 4 })
    const key = encodeSequence(
      encodeElement(0xa0, encodeOctetString(Uint8Array.of(1))),
      encodeOctetString(Uint8Array.of(1)),
    )
    const agreement = encodeContext(
      1,
      encodeInteger(3),
      encodeContext(0, encodeElement(0x80, Uint8Array.of(1))),
      encodeSequence(encodeOid('1.2.3')),
      encodeSequence(key, key),
    )
    refused(info(ENVELOPED, encodeInteger(2), encodeSetOf(agreement), body()), 'ERR_CMS_COUNT', {
      maxRecipients: 1,
    })
    const { recipients } = parseEnvelopedData(
      info(ENVELOPED, encodeInteger(2), encodeSetOf(agreement), body()),
    )
    expect(recipients).toMatchObject([
      { rid: { subjectKeyIdentifier: '01' }, point: undefined },
      { rid: { subjectKeyIdentifier: '01' } },
    ])
  })

  test('recipients of no kind', () =>
    refused(info(ENVELOPED, encodeInteger(0), encodeSetOf(encodeInteger(1)), body()), 'ERR_DER_TAG'))

  test('content that is elsewhere', () =>
    refused(
      info(ENVELOPED, encodeInteger(0), encodeSetOf(other), body(undefined, [])),
      'ERR_CMS_CONTENT_MISSING',
    ))

  test('a type of content that is not authenticated, or another than stated', () => {
    const mac = encodeOctetString(new Uint8Array(16))
    const message = (type: string, ...fields: Uint8Array[]) =>
      info(AUTHENTICATED, encodeInteger(0), encodeSetOf(other), body(type), ...fields, mac)
    expect(parseEnvelopedData(message('1.2.3', attributes('1.2.3'))).contentType).toBe('1.2.3')
    refused(message('1.2.3'), 'ERR_CMS_ENVELOPE_ATTRIBUTE')
    refused(message('1.2.3', attributes('1.2.4')), 'ERR_CMS_ENVELOPE_ATTRIBUTE')
    refused(message('1.2.840.113549.1.7.1', attributes('1.2.4')), 'ERR_CMS_ENVELOPE_ATTRIBUTE')
  })

  test('size and depth', () => {
    const der = info(ENVELOPED, encodeInteger(0), encodeSetOf(other), body())
    refused(der, 'ERR_DER_SIZE', { maxBytes: 10 })
    refused(der, 'ERR_DER_DEPTH', { maxDepth: 3 })
    let deep = encodeOctetString(new Uint8Array(1))
    for (let level = 0; level < 2000; level++) deep = encodeElement(0x24, deep)
    refused(
      info(ENVELOPED, encodeInteger(0), encodeSetOf(other), body(undefined, [encodeElement(0xa0, deep)])),
      'ERR_DER_DEPTH',
    )
  })

  test('trailing parts are refused everywhere', async () => {
    const der = await createEnvelopedData({
      content: CONTENT,
      recipients: [holders.RSA.certificate, holders['P-256'].certificate],
    })
    const extra = encodeInteger(1)
    const walk = (node: ReturnType<typeof parseDer>, path: number[]): Uint8Array => {
      const [at, ...rest] = path
      const cursor = openDer(node, node.tag)
      const children: Uint8Array[] = []
      for (let next = cursor.peek(); next !== undefined; next = cursor.peek()) {
        cursor.next()
        children.push(at === children.length ? walk(next, rest) : next.raw)
      }
      return encodeElement(node.tag, ...children, ...(at === undefined ? [extra] : []))
    }
    for (const path of [[], [1], [1, 0], [1, 0, 2]])
      expect(() => parseEnvelopedData(walk(parseDer(der), path))).toThrow(coded('ERR_DER_TAG'))
  })
})
