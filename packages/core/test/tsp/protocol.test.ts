import { type createPrivateKey, digest, type Fetch } from '@xinyin/core'
import { createTimeStampResponse, type TimeStampResponseOptions, timeStampHandler } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import {
  fetchTimeStamp,
  inspectTimeStamp,
  parseTimeStamp,
  parseTimeStampRequest,
  processTimeStamp,
  requestTimeStamp,
  type TimeStampOptions,
} from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { algorithm, CONTENT, createParty, NOON, NULL, SHA256, trusting } from '../cms/forge.ts'
import { OPENSSL } from '../cms/openssl.ts'
import { forgeExtension } from '../x509/forge.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const POLICY = '1.2.3.4.1'
const createTsa = (kind: Parameters<typeof createPrivateKey>[0]) =>
  createParty(kind, { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'], keyUsage: ['digitalSignature'] })
const tsa = await createTsa('P-256')

const answer = (request: Uint8Array, changes: Partial<TimeStampResponseOptions> = {}) =>
  createTimeStampResponse({ ...tsa, policy: POLICY, request, serialNumber: 77n, now: NOON, ...changes })
const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })

describe('a request', () => {
  test('holds what was asked', async () => {
    const full = await requestTimeStamp({
      digest: digest('SM3', CONTENT),
      policy: POLICY,
      nonce: new Uint8Array(8).fill(9),
    })
    expect(full).toMatchObject({ policy: POLICY, nonce: '0909090909090909', certReq: true })
    expect(full.imprint).toMatchObject({
      algorithm: { oid: '1.2.156.10197.1.401' },
      digest: digest('SM3', CONTENT),
    })
    const least = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-512', certReq: false })
    expect(least).toMatchObject({ policy: undefined, certReq: false })
    expect(least.nonce).toMatch(/^[0-9a-f]{32,34}$/)
    expect((await requestTimeStamp({ content: CONTENT })).nonce).not.toBe(least.nonce)
    async function* pieces() {
      yield CONTENT
    }
    expect((await requestTimeStamp({ content: pieces() })).imprint).toEqual(full.imprint)
  })

  test('of OpenSSL is read', () => {
    const read = parseTimeStampRequest(OPENSSL.timeStampRequest)
    expect(read).toMatchObject({ certReq: true, policy: undefined, imprint: { algorithm: { oid: SHA256 } } })
  })

  test('that is none is a mistake of the caller', async () => {
    const value = digest('SM3', CONTENT)
    await expect(requestTimeStamp({})).rejects.toThrow(TypeError)
    await expect(requestTimeStamp({ content: CONTENT, digest: value })).rejects.toThrow(TypeError)
    await expect(requestTimeStamp({ digest: value, algorithm: 'SHA-384' })).rejects.toThrow(RangeError)
    await expect(requestTimeStamp({ content: CONTENT, nonce: new Uint8Array(7) })).rejects.toThrow(RangeError)
    await expect(requestTimeStamp({ content: CONTENT, algorithm: 'SHA-1' as never })).rejects.toThrow(
      TypeError,
    )
  })

  const imprint = (oid = SHA256, length = 32) =>
    encodeSequence(algorithm(oid), encodeOctetString(new Uint8Array(length)))
  test.each([
    ['version 2', encodeSequence(encodeInteger(2), imprint()), 'ERR_TSP_VERSION', 'badRequest'],
    [
      'SHA-1',
      encodeSequence(encodeInteger(1), imprint('1.3.14.3.2.26', 20)),
      'ERR_TSP_IMPRINT_ALGORITHM',
      'badAlg',
    ],
    [
      'SHAKE256',
      encodeSequence(encodeInteger(1), imprint('2.16.840.1.101.3.4.2.12', 64)),
      'ERR_TSP_IMPRINT_ALGORITHM',
      'badAlg',
    ],
    [
      'a digest of another length',
      encodeSequence(encodeInteger(1), imprint(SHA256, 31)),
      'ERR_TSP_VALUE',
      'badDataFormat',
    ],
    [
      'a binding extension',
      encodeSequence(encodeInteger(1), imprint(), encodeContext(0, forgeExtension('1.2.3', NULL, true))),
      'ERR_TSP_EXTENSION',
      'unacceptedExtension',
    ],
    [
      'an extension that is not binding',
      encodeSequence(encodeInteger(1), imprint(), encodeContext(0, forgeExtension('1.2.3', NULL, false))),
      'ERR_TSP_EXTENSION',
      'unacceptedExtension',
    ],
    ['not even DER', Uint8Array.of(0x30, 0x80, 0, 0), 'ERR_DER_LENGTH', 'badDataFormat'],
  ])('refused: %s', async (_, der, expected, failure) => {
    expect(() => parseTimeStampRequest(der)).toThrow(code(expected))
    const response = await answer(der)
    expect(() => processTimeStamp(response, request)).toThrow(
      expect.objectContaining({ code: 'ERR_TSP_REFUSED', facts: { status: 'rejection', failure } }),
    )
  })
})

describe('an answer', () => {
  test.each(['SM2', 'P-256', 'P-384', 'RSA', 'Ed25519'] as const)('of %s goes all the way', async (kind) => {
    const party = await createTsa(kind)
    const asked = await requestTimeStamp({ content: CONTENT, algorithm: kind === 'SM2' ? 'SM3' : 'SHA-256' })
    const profile = kind === 'SM2' ? 'GMT0010' : 'PKCS7'
    const token = processTimeStamp(await answer(asked.der, { ...party, profile }), asked)
    const options: TimeStampOptions = {
      trust: trusting('time-stamper'),
      revocation: skipRevocation,
      at: NOON,
      request: asked,
      content: CONTENT,
      maxAccuracy: 1000,
    }
    const report = await inspectTimeStamp(token, options)
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({
      time: NOON,
      timeStamp: { info: { serialNumber: '4d', accuracy: 1000 } },
    })
    expect(report.subject?.timeStamp.signedData).toMatchObject({
      profile,
      contentType: '1.2.840.113549.1.9.16.1.4',
    })
  })

  test('brings certificates only where they are asked for', async () => {
    const bare = await requestTimeStamp({ content: CONTENT, certReq: false })
    const token = processTimeStamp(await answer(bare.der), bare)
    expect(parseTimeStamp(token).signedData.certificates).toEqual([])
    // The same answer with certificates: those of another request, and of none that asked for them.
    const asked = { ...request, certReq: false }
    const response = await answer(request.der)
    expect(() => processTimeStamp(response, asked)).toThrow(code('ERR_TSP_CERTIFICATES'))
  })

  test('states accuracy in seconds and milliseconds', async () => {
    for (const accuracy of [1, 999, 1000, 2500]) {
      const token = processTimeStamp(await answer(request.der, { accuracy }), request)
      expect(parseTimeStamp(token).info.accuracy).toBe(accuracy)
    }
  })

  test('to another request is refused', async () => {
    const other = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
    const response = await answer(request.der)
    expect(() => processTimeStamp(response, other)).toThrow(code('ERR_TSP_NONCE'))
    expect(() => processTimeStamp(response, { ...request, nonce: undefined })).toThrow(code('ERR_TSP_NONCE'))
    const imprint = { ...request.imprint, digest: digest('SHA-256') }
    expect(() => processTimeStamp(response, { ...request, imprint })).toThrow(code('ERR_TSP_IMPRINT'))
    expect(() => processTimeStamp(response, { ...request, policy: '1.2.3' })).toThrow(code('ERR_TSP_POLICY'))
  })

  test('under another policy is not given', async () => {
    const asked = await requestTimeStamp({ content: CONTENT, policy: '1.2.3' })
    const response = await answer(asked.der)
    expect(() => processTimeStamp(response, asked)).toThrow(
      expect.objectContaining({ facts: { status: 'rejection', failure: 'unacceptedPolicy' } }),
    )
  })

  const status = (value: number, ...more: Uint8Array[]) =>
    encodeSequence(encodeSequence(encodeInteger(value), ...more))
  test.each([
    ['waiting', status(3), 'ERR_TSP_REFUSED'],
    ['a status that nobody knows', status(9), 'ERR_TSP_REFUSED'],
    ['a status below 0', status(-1), 'ERR_TSP_VALUE'],
    ['a reason that nobody knows', status(2, encodeBitString(Uint8Array.of(0x40), 6)), 'ERR_TSP_REFUSED'],
    ['granted, with nothing', status(0), 'ERR_TSP_TOKEN_MISSING'],
    [
      'granted, with something else',
      encodeSequence(encodeSequence(encodeInteger(0)), encodeSequence()),
      'ERR_DER_TAG',
    ],
    ['nothing', new Uint8Array(0), 'ERR_DER_TRUNCATED'],
  ])('%s', (_, response, expected) => {
    expect(() => processTimeStamp(response, request)).toThrow(code(expected))
  })

  test('is not made with what cannot make one', async () => {
    const plain = await createParty('P-256')
    await expect(answer(request.der, plain)).rejects.toThrow(TypeError)
    const both = await createParty('P-256', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.4'] })
    await expect(answer(request.der, both)).rejects.toThrow(TypeError)
    await expect(answer(request.der, { key: plain.key })).rejects.toThrow(TypeError)
    await expect(answer(request.der, { serialNumber: -1n })).rejects.toThrow(RangeError)
    await expect(answer(request.der, { now: new Date(Number.NaN) })).rejects.toThrow(RangeError)
    await expect(answer(request.der, { accuracy: 0 })).rejects.toThrow(RangeError)
  })
})

describe('over HTTP', () => {
  let number = 0n
  const serve = timeStampHandler({
    ...tsa,
    policy: POLICY,
    clock: () => NOON,
    nextSerialNumber: () => number++,
  })
  const fetch: Fetch = (url, init) => serve(new Request(url, init))
  const URL = 'http://tsa.example.gov.cn/'

  test('a request goes there and a stamp comes back', async () => {
    const first = parseTimeStamp(await fetchTimeStamp(URL, request, fetch))
    const second = parseTimeStamp(await fetchTimeStamp(URL, request, fetch))
    expect([first.info.serialNumber, second.info.serialNumber]).toEqual(['00', '01'])
    expect(first.info.time).toEqual(NOON)
  })

  test('the server takes nothing else', async () => {
    const type = { 'content-type': 'application/timestamp-query' }
    expect((await serve(new Request(URL))).status).toBe(405)
    expect((await serve(new Request(URL, { method: 'POST', body: 'x' }))).status).toBe(415)
    const large = new Request(URL, { method: 'POST', headers: type, body: new Uint8Array(65 * 1024) })
    expect((await serve(large)).status).toBe(413)
    const empty = await serve(new Request(URL, { method: 'POST', headers: type }))
    expect(empty.status).toBe(200)
    const body = new Uint8Array(await empty.arrayBuffer())
    expect(() => processTimeStamp(body, request)).toThrow(code('ERR_TSP_REFUSED'))
  })

  const reply =
    (init: ResponseInit & { body?: BodyInit }): Fetch =>
    async () =>
      new Response(init.body ?? null, { headers: { 'content-type': 'application/timestamp-reply' }, ...init })
  test.each<[string, Fetch, string]>([
    ['an error', reply({ status: 503 }), 'ERR_TSP_HTTP'],
    ['a page', reply({ headers: { 'content-type': 'text/html' }, body: '<html>' }), 'ERR_TSP_HTTP'],
    ['no type', async () => new Response(new Uint8Array(1)), 'ERR_TSP_HTTP'],
    ['too much', reply({ body: new Uint8Array(1024 * 1024 + 1) }), 'ERR_TSP_SIZE'],
    ['nothing', reply({}), 'ERR_DER_TRUNCATED'],
  ])('refused: %s', async (_, answering, expected) => {
    await expect(fetchTimeStamp(URL, request, answering)).rejects.toThrow(code(expected))
  })

  test('the type of an answer may have parameters', async () => {
    const body = Uint8Array.from(await answer(request.der))
    const headers = { 'content-type': 'Application/Timestamp-Reply; charset=binary' }
    expect(await fetchTimeStamp(URL, request, reply({ headers, body }))).toBeDefined()
  })

  test('an answer may come octet by octet', async () => {
    const octets = 150_000
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < octets ? controller.enqueue(new Uint8Array(1)) : controller.close()),
    })
    await expect(fetchTimeStamp(URL, request, reply({ body }))).rejects.toThrow(code('ERR_DER_TAG'))
  })
})

test('a request without certReq says nothing of it', () => {
  const der = encodeSequence(
    encodeInteger(1),
    encodeSequence(algorithm(SHA256), encodeOctetString(new Uint8Array(32))),
  )
  expect(parseTimeStampRequest(der).certReq).toBe(false)
  const explicit = encodeSequence(
    encodeInteger(1),
    encodeSequence(algorithm(SHA256), encodeOctetString(new Uint8Array(32))),
    encodeOid(POLICY),
    encodeBoolean(false),
  )
  expect(parseTimeStampRequest(explicit)).toMatchObject({ certReq: false, policy: POLICY })
})
