import { createPrivateKey } from '@xinyin/core'
import {
  type CertificateState,
  createLeaf,
  createOcspResponse,
  createRoot,
  type OcspResponseOptions,
  ocspHandler,
} from '@xinyin/core/ca'
import { encodeNull } from '@xinyin/core/der'
import { parseOcspResponse, processOcsp, requestOcsp } from '@xinyin/core/ocsp'
import * as pkijs from 'pkijs'
import { expect, test } from 'vitest'
import { encodeBase64 } from '../../src/bytes/base64.ts'
import { signatureScheme } from '../../src/index.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const NOW = new Date('2027-01-01T00:00:00Z')
const NEXT = new Date('2027-01-02T00:00:00Z')

const key = await createPrivateKey('P-256')
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key, ...PERIOD })
const issuer = { certificate: root, key }
const delegateKey = await createPrivateKey('SM2')
const answering = { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], ...PERIOD }
const delegate = await createLeaf({
  issuer,
  subject: { commonName: '状态查询' },
  publicKey: delegateKey.publicKey,
  extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: encodeNull() }],
  ...answering,
})
const leaf = await createLeaf({
  issuer,
  subject: { commonName: '乙' },
  publicKey: delegateKey.publicKey,
  ...PERIOD,
})
const question = { certificate: leaf, issuer: root }

const answer = (changes: Partial<OcspResponseOptions> = {}) =>
  createOcspResponse({
    request: requestOcsp(question).der,
    issuer: root,
    responder: issuer,
    lookup: () => ({ state: 'good' }),
    now: NOW,
    nextUpdate: NEXT,
    ...changes,
  })

test('an answer holds the nonce, the state of the certificate, and when it was and will be known', async () => {
  const request = requestOcsp(question)
  const asked: string[] = []
  const lookup = (serialNumber: string): CertificateState => {
    asked.push(serialNumber)
    return {
      state: 'revoked',
      revokedAt: PERIOD.notBefore,
      reason: 'superseded',
      invalidAt: PERIOD.notBefore,
    }
  }
  const der = await answer({ request: request.der, lookup })
  expect(asked).toEqual([leaf.serialNumber])
  const { response, single, isNonceEchoed } = processOcsp(der, request)
  expect(isNonceEchoed).toBe(true)
  expect(response).toMatchObject({ producedAt: NOW, certificates: [] })
  expect(single).toMatchObject({
    status: { state: 'revoked', revokedAt: PERIOD.notBefore, reason: 'superseded' },
    invalidAt: PERIOD.notBefore,
    thisUpdate: NOW,
    nextUpdate: NEXT,
  })
})

test.each(['SM2', 'P-256', 'RSA', 'Ed25519'] as const)(
  'the signature of %s covers the answer',
  async (kind) => {
    const own = await createPrivateKey(kind)
    const certificate = await createRoot({ subject: { commonName: '甲' }, key: own, ...PERIOD })
    const request = requestOcsp({ certificate, issuer: certificate }).der
    const der = await answer({ request, issuer: certificate, responder: { certificate, key: own } })
    const { signatureAlgorithm, tbs, signature } = parseOcspResponse(der)
    expect(await signatureScheme(signatureAlgorithm)?.verify(own.publicKey, tbs, signature)).toBe(true)
  },
)

test('a delegate sends its certificate along', async () => {
  const der = await answer({ responder: { certificate: delegate, key: delegateKey } })
  const { certificates } = parseOcspResponse(der)
  expect(certificates.map(({ raw }) => raw)).toEqual([delegate.raw])
})

test('pkijs reads the same', async () => {
  const der = await answer({ lookup: () => ({ state: 'unknown' }) })
  const outer = pkijs.OCSPResponse.fromBER(Uint8Array.from(der))
  const inner = outer.responseBytes?.response.valueBlock.valueHexView
  const basic = pkijs.BasicOCSPResponse.fromBER(Uint8Array.from(inner ?? []))
  const [single] = basic.tbsResponseData.responses
  expect(single?.thisUpdate).toEqual(NOW)
  expect(single?.nextUpdate).toEqual(NEXT)
  expect(basic.tbsResponseData.producedAt).toEqual(NOW)
})

test('a request that is malformed, or about others, is refused without a signature', async () => {
  const statusOf = (der: Uint8Array) => {
    try {
      parseOcspResponse(der)
    } catch (error) {
      return (error as { facts?: { status?: string } }).facts?.status
    }
    return undefined
  }
  expect(statusOf(await answer({ request: Uint8Array.of(1, 2, 3) }))).toBe('malformedRequest')
  const others = requestOcsp({ certificate: leaf, issuer: delegate }).der
  expect(statusOf(await answer({ request: others }))).toBe('unauthorized')
})

test('a wrong call is told as one, naming the argument', async () => {
  const other = { certificate: leaf, key: delegateKey }
  for (const [made, kind, argument] of [
    [() => answer({ responder: { certificate: root, key: delegateKey } }), TypeError, 'responder.key'],
    [() => answer({ responder: other }), TypeError, 'responder.certificate'],
    [() => answer({ nextUpdate: NOW }), RangeError, 'nextUpdate'],
  ] as const) {
    await expect(made()).rejects.toThrow(kind)
    await expect(made()).rejects.toThrow(argument)
  }
  const options = { issuer: root, responder: issuer, lookup: () => ({ state: 'good' }) as const }
  expect(() => ocspHandler({ ...options, lifetime: 0 })).toThrow(/lifetime/)
})

const URL_ = 'http://ocsp.example/status/'
const TYPE = { 'content-type': 'application/ocsp-request' }
const handle = (changes: object = {}) =>
  ocspHandler({
    issuer: root,
    responder: issuer,
    lookup: () => ({ state: 'good' }),
    now: () => NOW,
    ...changes,
  })
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

test('the handler answers POST and GET', async () => {
  const request = requestOcsp({ ...question, nonce: false })
  const body = new Uint8Array(request.der)
  const posted = await handle()(new Request(URL_, { method: 'POST', headers: TYPE, body }))
  expect(posted.headers.get('content-type')).toBe('application/ocsp-response')
  expect(processOcsp(await bytesOf(posted), request).single.nextUpdate).toEqual(
    new Date(NOW.getTime() + 3_600_000),
  )
  const path = encodeURIComponent(encodeBase64(request.der))
  const got = await handle()(new Request(`${URL_}${path}`))
  expect(processOcsp(await bytesOf(got), request).single.status).toEqual({ state: 'good' })
})

test.each<[string, () => Request, string]>([
  ['another type', () => new Request(URL_, { method: 'POST', body: 'x' }), 'malformedRequest'],
  [
    'too many octets',
    () => new Request(URL_, { method: 'POST', headers: TYPE, body: new Uint8Array(70_000) }),
    'malformedRequest',
  ],
  ['no base64', () => new Request(`${URL_}%%`), 'malformedRequest'],
  ['no base64 either', () => new Request(`${URL_}...`), 'malformedRequest'],
  ['too long a path', () => new Request(URL_ + 'A'.repeat(5000)), 'malformedRequest'],
])('the handler refuses %s', async (_, make, status) => {
  const der = await bytesOf(await handle()(make()))
  expect(() => parseOcspResponse(der)).toThrow(expect.objectContaining({ facts: { status } }))
})

test('the handler takes no other method, and hides what went wrong from all but its owner', async () => {
  const put = await handle()(new Request(URL_, { method: 'PUT', body: 'x' }))
  expect(put.status).toBe(405)
  const errors: unknown[] = []
  const lookup = () => {
    throw new Error('the records are gone')
  }
  const respond = handle({ lookup, onError: (error: unknown) => errors.push(error) })
  const body = new Uint8Array(requestOcsp(question).der)
  const response = await respond(new Request(URL_, { method: 'POST', headers: TYPE, body }))
  const der = await bytesOf(response)
  expect(() => parseOcspResponse(der)).toThrow(
    expect.objectContaining({ facts: { status: 'internalError' } }),
  )
  expect(errors).toMatchObject([{ message: 'the records are gone' }])
})
