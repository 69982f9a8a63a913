import { createPrivateKey, createSigner, inspectPath, type Trust } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOid,
  encodeSequence,
  encodeTime,
} from '@xinyin/core/der'
import { parseOcspResponse, requestOcsp } from '@xinyin/core/ocsp'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import { describe, expect, test } from 'vitest'
import { NOON, PERIOD } from '../x509/path/province.ts'
import { forgeAnswer } from '../x509/revocation/answers.ts'
import { hours } from '../x509/revocation/lists.ts'
import { measured } from './measure.ts'

const key = await createPrivateKey('P-256')
const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key, ...PERIOD })
const leaf = await createLeaf({
  issuer: { certificate: root, key },
  subject: { country: 'CN', commonName: '某局' },
  publicKey: (await createPrivateKey('P-256')).publicKey,
  ...PERIOD,
})
const revocation = createRevocationChecker({ now: () => NOON })

const judge = (trust: Pick<Trust, 'revocation'>) =>
  inspectPath(leaf, {
    trust: { anchors: [{ certificate: root, roles: ['document-signer'] }], intermediates: [], ...trust },
    role: 'document-signer',
    at: NOON,
    revocation,
  })

/** Entries with serial numbers of 16 octets, all different, one after the other. */
function entries(count: number): Uint8Array {
  const one = encodeSequence(encodeElement(2, new Uint8Array(16).fill(0x11)), encodeTime(hours(-9)))
  const all = new Uint8Array(one.length * count)
  const view = new DataView(all.buffer)
  for (let n = 0; n < count; n++) {
    all.set(one, n * one.length)
    view.setUint32(n * one.length + 8, n)
  }
  return all
}

async function listOf(revoked: Uint8Array): Promise<Uint8Array> {
  const signer = createSigner(key)
  const algorithm = encodeSequence(encodeOid(signer.algorithm))
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    root.subject.raw,
    encodeTime(hours(-1)),
    encodeTime(hours(23)),
    encodeSequence(revoked),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(await signer.sign(tbs)))
}

describe('a list of a million entries', () => {
  test('decides a path, its signature verified, within two seconds and 300 MB', {
    timeout: 60_000,
  }, async () => {
    const der = await listOf(entries(1_000_000))
    const { value, milliseconds, megabytes } = await measured(async () => {
      const crl = parseCrl(der)
      return judge({ revocation: { crls: [crl], ocspResponses: [] } })
    })
    expect(value?.verdict).toBe('passed')
    expect(milliseconds).toBeLessThan(2000)
    expect(megabytes).toBeLessThan(300)
  })

  test('in the worst order for an index is read in time', { timeout: 60_000 }, async () => {
    // Every serial number has the same first and last octets: nothing that hashes parts of them may fall for it.
    const count = 300_000
    const one = encodeSequence(encodeElement(2, new Uint8Array(20).fill(0x11)), encodeTime(hours(-9)))
    const all = new Uint8Array(one.length * count)
    const view = new DataView(all.buffer)
    for (let n = 0; n < count; n++) {
      all.set(one, n * one.length)
      // Multiples of a power of two, turned round.
      view.setUint32(n * one.length + 12, (count - n) << 12)
      view.setUint32(n * one.length + 8, (count - n) >>> 20)
    }
    const der = await listOf(all)
    const { value, milliseconds } = await measured(() => parseCrl(der))
    expect(value?.entryCount).toBe(count)
    expect(milliseconds).toBeLessThan(2000)
  })

  test('all of one certificate are refused at the second', async () => {
    const one = encodeSequence(encodeElement(2, Uint8Array.of(5)), encodeTime(hours(-9)))
    const all = new Uint8Array(one.length * 1_000_000)
    for (let at = 0; at < all.length; at += one.length) all.set(one, at)
    const { code, milliseconds } = await measured(async () => parseCrl(await listOf(all)))
    expect(code).toBe('ERR_CRL_ENTRY_TWICE')
    expect(milliseconds).toBeLessThan(2000)
  })
})

describe('an OCSP answer', () => {
  const { certId } = requestOcsp({ certificate: leaf, issuer: root })
  const single = encodeSequence(
    certId.raw,
    encodeElement(0x80),
    encodeGeneralizedTime(hours(-1)),
    encodeContext(0, encodeGeneralizedTime(hours(23))),
  )
  const filled = (count: number) => {
    const all = new Uint8Array(single.length * count)
    for (let at = 0; at < all.length; at += single.length) all.set(single, at)
    return all
  }

  test('of 100,000 statements is refused by its size, and by their number where it may be larger', async () => {
    const der = await forgeAnswer(leaf, root, key, { singles: [filled(100_000)] })
    const { code, milliseconds } = await measured(() => parseOcspResponse(der))
    expect(code).toBe('ERR_DER_SIZE')
    expect(milliseconds).toBeLessThan(100)
    const large = await measured(() => parseOcspResponse(der, { maxBytes: 64 * 1024 * 1024 }))
    expect(large.code).toMatch(/^ERR_(DER_COUNT|OCSP_SIZE)$/)
    expect(large.milliseconds).toBeLessThan(1500)
  })

  test('of 100,000 statements is read where so many are asked for', { timeout: 60_000 }, async () => {
    const der = await forgeAnswer(leaf, root, key, { singles: [filled(100_000)] })
    const limits = { maxBytes: 64 * 1024 * 1024, maxResponses: 100_000 }
    const { value, code, milliseconds } = await measured(() => parseOcspResponse(der, limits))
    expect(code ?? value?.responses.length).toBe(100_000)
    expect(milliseconds).toBeLessThan(3000)
  })

  test('a thousand answers of a thousand statements, all contrary, end in bounded work', async () => {
    const der = await forgeAnswer(leaf, root, key, { singles: [filled(1000)] })
    const response = parseOcspResponse(der)
    const ocspResponses = Array.from({ length: 1000 }, () => response)
    const { value, milliseconds } = await measured(() => judge({ revocation: { crls: [], ocspResponses } }))
    expect(value?.verdict).toBe('indeterminate')
    expect(milliseconds).toBeLessThan(3000)
  })
})
