import { encodePem } from '@xinyin/core'
import { createOcspRefusal } from '@xinyin/core/ca'
import {
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
} from '@xinyin/core/der'
import { parseOcspResponse, processOcsp, requestOcsp } from '@xinyin/core/ocsp'
import { expect, test } from 'vitest'
import { parseOcspRequest } from '../../../src/x509/revocation/ocsp-request.ts'
import { forgeExtension } from '../forge.ts'
import { createProvince, KEYS } from '../path/province.ts'
import { type AnswerParts, createAnswer, forgeAnswer } from './answers.ts'
import { hours } from './lists.ts'

const { middle, leaf } = await createProvince()
const key = KEYS.middle
const forge = (parts: AnswerParts = {}) => forgeAnswer(leaf, middle, key, parts)

test('an answer is read with who gave it, when, and what it says', async () => {
  const revokedAt = hours(-30)
  const invalidAt = hours(-40)
  const state = { state: 'revoked', revokedAt, reason: 'keyCompromise', invalidAt } as const
  const archiveCutoff = hours(-9000)
  const answer = await createAnswer({ certificate: leaf, issuer: middle, key, state, archiveCutoff })
  expect(answer).toMatchObject({ producedAt: hours(-1), nonce: undefined, unknownCritical: undefined })
  expect(answer.responses).toMatchObject([
    {
      status: { state: 'revoked', revokedAt, reason: 'keyCompromise' },
      thisUpdate: hours(-1),
      nextUpdate: hours(23),
      invalidAt,
      archiveCutoff,
      certId: { serialNumber: leaf.serialNumber, algorithm: '1.3.14.3.2.26' },
    },
  ])
  expect(parseOcspResponse(encodePem('OCSP RESPONSE', answer.raw)).raw).toEqual(answer.raw)
})

test.each(['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const)(
  'a refusal says no more than why: %s',
  (status) => {
    expect(() => parseOcspResponse(createOcspRefusal(status))).toThrow(
      expect.objectContaining({ code: 'ERR_OCSP_STATUS', facts: { status } }),
    )
  },
)

const explicit = (number: number, value: Uint8Array) => encodeContext(number, value)
test.each<[string, AnswerParts, string]>([
  ['status 4', { status: encodeElement(0x0a, Uint8Array.of(4)) }, 'ERR_OCSP_FORMAT'],
  ['a status of two octets', { status: encodeElement(0x0a, Uint8Array.of(0, 0)) }, 'ERR_OCSP_FORMAT'],
  ['another type of answer', { type: '1.2.3' }, 'ERR_OCSP_FORMAT'],
  ['version 2', { version: [explicit(0, encodeInteger(1))] }, 'ERR_OCSP_FORMAT'],
  ['a responder of no kind', { responder: explicit(3, encodeNull()) }, 'ERR_DER_TAG'],
  ['a date in UTCTime', { producedAt: encodeTime(hours(0)) }, 'ERR_DER_TAG'],
  ['no single response', { singles: [] }, 'ERR_OCSP_SIZE'],
  ['a status that is none', { certStatus: encodeElement(0x83) }, 'ERR_OCSP_FORMAT'],
  ['a status good with content', { certStatus: encodeElement(0x80, Uint8Array.of(1)) }, 'ERR_OCSP_FORMAT'],
  ['a revocation without a date', { certStatus: encodeContext(1) }, 'ERR_DER_TAG'],
  [
    'reason 7',
    {
      certStatus: encodeContext(
        1,
        encodeGeneralizedTime(hours(-2)),
        encodeContext(0, encodeElement(0x0a, Uint8Array.of(7))),
      ),
    },
    'ERR_DER_VALUE',
  ],
  ['certificates that are none', { certificates: [encodeNull()] }, 'ERR_DER_TAG'],
  ['something at the end', { after: [encodeNull()] }, 'ERR_DER_TAG'],
  [
    'an extension twice',
    { extensions: [1, 2].map(() => forgeExtension('1.2.3', encodeNull())) },
    'ERR_CERTIFICATE_EXTENSION_TWICE',
  ],
])('refused: %s', async (_, parts, code) => {
  const der = await forge(parts)
  expect(() => parseOcspResponse(der)).toThrow(expect.objectContaining({ code }))
})

test('an answer without content, PEM of another kind, and octets after the end are refused', async () => {
  const empty = encodeSequence(encodeElement(0x0a, Uint8Array.of(0)))
  expect(() => parseOcspResponse(empty)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_FORMAT' }))
  const der = await forge()
  expect(() => parseOcspResponse(encodePem('X509 CRL', der))).toThrow(
    expect.objectContaining({ code: 'ERR_OCSP_FORMAT' }),
  )
  expect(() => parseOcspResponse(Uint8Array.of(...der, 0))).toThrow(
    expect.objectContaining({ code: 'ERR_DER_TRAILING' }),
  )
})

test('bounds: octets, single responses, certificates', async () => {
  const der = await forge({ certificates: [middle.raw, leaf.raw] })
  expect(() => parseOcspResponse(der, { maxBytes: 100 })).toThrow(
    expect.objectContaining({ code: 'ERR_DER_SIZE' }),
  )
  for (const limits of [{ maxResponses: 0 }, { maxCertificates: 1 }])
    expect(() => parseOcspResponse(der, limits)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_SIZE' }))
  expect(parseOcspResponse(der, { maxResponses: 1, maxCertificates: 2 }).certificates).toHaveLength(2)
})

test('the default version may be written out, and unknown critical extensions are told', async () => {
  const der = await forge({
    version: [explicit(0, encodeInteger(0))],
    extensions: [forgeExtension('1.2.3', encodeNull(), true)],
    singleExtensions: [forgeExtension('1.2.4', encodeNull(), true)],
  })
  const answer = parseOcspResponse(der)
  expect(answer.unknownCritical).toBe('1.2.3')
  expect(answer.responses[0]?.unknownCritical).toBe('1.2.4')
})

test('changed or cut off anywhere, an answer is refused with a code or read, and nothing else happens', async () => {
  const der = await forge({ certificates: [middle.raw] })
  const tryParse = (bytes: Uint8Array) => {
    try {
      parseOcspResponse(bytes)
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/) })
    }
  }
  for (let length = 1; length < der.length; length++) tryParse(der.subarray(0, length))
  for (let at = 0; at < der.length; at++) {
    const changed = Uint8Array.from(der)
    changed[at] = (changed[at] ?? 0) ^ 0x81
    tryParse(changed)
  }
})

test('a request names the certificate, and holds a new nonce each time', () => {
  const question = { certificate: leaf, issuer: middle }
  const request = requestOcsp(question)
  expect(request.nonce).toHaveLength(32)
  expect(requestOcsp(question).nonce).not.toEqual(request.nonce)
  const read = parseOcspRequest(request.der)
  expect(read.nonce).toEqual(request.nonce)
  expect(read.certIds.map(({ raw }) => raw)).toEqual([request.certId.raw])
  expect(parseOcspRequest(requestOcsp({ ...question, nonce: false }).der).nonce).toBeUndefined()
  const own = Uint8Array.of(1, 2, 3)
  expect(parseOcspRequest(requestOcsp({ ...question, nonce: own }).der).nonce).toEqual(own)
})

test('a wrong call is told as one, naming the argument', () => {
  const question = { certificate: leaf, issuer: middle }
  expect(() => requestOcsp({ ...question, digest: 'MD5' as never })).toThrow(/digest/)
  for (const length of [0, 129])
    expect(() => requestOcsp({ ...question, nonce: new Uint8Array(length) })).toThrow(RangeError)
})

const certId = requestOcsp({ certificate: leaf, issuer: middle }).certId.raw
const request = (...fields: Uint8Array[]) => encodeSequence(encodeSequence(...fields))
const one = encodeSequence(encodeSequence(certId))
test.each<[string, Uint8Array, string]>([
  ['version 2', request(encodeContext(0, encodeInteger(1)), one), 'ERR_OCSP_FORMAT'],
  ['nothing', request(encodeSequence()), 'ERR_OCSP_SIZE'],
  [
    'too much',
    request(encodeSequence(...Array.from({ length: 101 }, () => encodeSequence(certId)))),
    'ERR_OCSP_SIZE',
  ],
  ['something that is none', request(encodeNull()), 'ERR_DER_TAG'],
  [
    'something critical',
    request(one, encodeContext(2, encodeSequence(forgeExtension('1.2.3', encodeNull(), true)))),
    'ERR_OCSP_FORMAT',
  ],
  [
    'something critical about one certificate',
    request(
      encodeSequence(
        encodeSequence(
          certId,
          encodeContext(0, encodeSequence(forgeExtension('1.3.6.1.5.5.7.48.1.7', encodeNull(), true))),
        ),
      ),
    ),
    'ERR_OCSP_FORMAT',
  ],
  [
    'a nonce of no octets',
    request(
      one,
      encodeContext(
        2,
        encodeSequence(
          encodeSequence(
            encodeOid('1.3.6.1.5.5.7.48.1.2'),
            encodeOctetString(encodeOctetString(new Uint8Array(0))),
          ),
        ),
      ),
    ),
    'ERR_OCSP_FORMAT',
  ],
])('a request for %s is refused', (_, der, code) => {
  expect(() => parseOcspRequest(der)).toThrow(expect.objectContaining({ code }))
})

const NONCE = '1.3.6.1.5.5.7.48.1.2'
test('the answer to a request holds its nonce or none, and is about what was asked', async () => {
  const request = requestOcsp({ certificate: leaf, issuer: middle })
  const holding = (nonce: Uint8Array) =>
    forge({ extensions: [forgeExtension(NONCE, encodeOctetString(nonce))] })
  const answer = processOcsp(await holding(request.nonce ?? new Uint8Array(0)), request)
  expect(answer).toMatchObject({ isNonceEchoed: true, single: { status: { state: 'good' } } })
  expect(processOcsp(await forge(), request)).toMatchObject({ isNonceEchoed: false })
  const replayed = await holding(new Uint8Array(32).fill(1))
  expect(() => processOcsp(replayed, request)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_NONCE' }))
  const unasked = requestOcsp({ certificate: leaf, issuer: middle, nonce: false })
  expect(() => processOcsp(replayed, unasked)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_NONCE' }))

  const elsewhere = requestOcsp({ certificate: middle, issuer: middle })
  const sha256 = requestOcsp({ certificate: leaf, issuer: middle, digest: 'SHA-256' })
  for (const other of [elsewhere, sha256]) {
    const der = await forge()
    expect(() => processOcsp(der, other)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_NOT_ASKED' }))
  }
})

test('two answers to one question are none', async () => {
  const { responses } = parseOcspResponse(await forge())
  expect(responses).toHaveLength(1)
  const single = encodeSequence(certId, encodeElement(0x80), encodeGeneralizedTime(hours(-1)))
  const revoked = encodeSequence(
    certId,
    encodeContext(1, encodeGeneralizedTime(hours(-2))),
    encodeGeneralizedTime(hours(-1)),
  )
  const der = await forge({ singles: [single, revoked] })
  const request = requestOcsp({ certificate: leaf, issuer: middle })
  expect(() => processOcsp(der, request)).toThrow(expect.objectContaining({ code: 'ERR_OCSP_NOT_ASKED' }))
})
