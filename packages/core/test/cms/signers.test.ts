import type { Report } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import {
  addCountersignature,
  addTimeStamp,
  CMS_ATTRIBUTE,
  createSignedData,
  inspectSignedData,
  parseSignedData,
  type SignedDataOptions,
  verifySignedData,
} from '@xinyin/core/cms'
import { encodeInteger, encodeOctetString, encodeSequence, encodeUtf8String } from '@xinyin/core/der'
import { processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import {
  attribute,
  CONTENT,
  createParty,
  forgeMessage,
  forgeSigner,
  NOON,
  type Party,
  properAttributes,
  type SignerParts,
  trusting,
} from './forge.ts'
import { OPENSSL } from './openssl.ts'

const trust = trusting('document-signer', 'time-stamper')
const OPTIONS: SignedDataOptions = { trust, at: NOON, revocation: skipRevocation }
const one = await createParty('P-256')
const two = await createParty('SM2')
const late = await createParty('P-256', { notBefore: new Date('2027-07-01T00:00:00Z') })
const tsa = await createParty('P-256', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] })
const both = await createSignedData({ content: CONTENT, signers: [one, two] })
const mixed = await createSignedData({ content: CONTENT, signers: [late, two] })
const message = await createSignedData({ content: CONTENT, signers: [one] })
const short = await createParty('P-256', { notAfter: new Date('2027-01-01T00:00:00Z') })

const failedIds = ({ checks }: Pick<Report<unknown>, 'checks'>) =>
  checks.filter(({ status }) => status === 'failed' || status === 'indeterminate').map(({ id }) => id)

describe('several signers', () => {
  test('each has a verdict of his own, and checks with his number', async () => {
    const report = await inspectSignedData(both, OPTIONS)
    expect(report.verdict).toBe('passed')
    expect(report.subject?.signers.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
    const numbers = report.checks
      .filter(({ id }) => id === 'cms.signature')
      .map(({ facts }) => facts['number'])
    expect(numbers).toEqual([1, 2])
  })

  test('one that fails makes all fail, unless one that passes is said to be enough', async () => {
    const report = await inspectSignedData(mixed, OPTIONS)
    expect(report.verdict).toBe('failed')
    expect(report.subject?.signers.map(({ verdict }) => verdict)).toEqual(['failed', 'passed'])
    expect(failedIds(report)).toEqual(['path.validity'])
    await expect(verifySignedData(mixed, OPTIONS)).rejects.toMatchObject({ code: 'ERR_PATH_NOT_YET_VALID' })

    const any = await inspectSignedData(mixed, { ...OPTIONS, signers: 'any' })
    expect(any.verdict).toBe('passed')
    expect(any.subject?.signers.map(({ verdict }) => verdict)).toEqual(['failed', 'passed'])
    expect(any.checks.find(({ id }) => id === 'cms.signature')?.facts).toMatchObject({ number: 2 })
    const none = await createSignedData({ content: CONTENT, signers: [late, late] })
    expect((await inspectSignedData(none, { ...OPTIONS, signers: 'any' })).verdict).toBe('failed')
    const wrong = { ...OPTIONS, signers: 'some' as never }
    await expect(inspectSignedData(mixed, wrong)).rejects.toThrow(TypeError)
  })

  test('any one of them does not help where the content is not there', async () => {
    const detached = await createSignedData({ content: CONTENT, signers: [one], detached: true })
    expect((await inspectSignedData(detached, { ...OPTIONS, signers: 'any' })).verdict).toBe('indeterminate')
  })
})

describe('countersignatures', () => {
  const countersigners = async (bytes: Uint8Array) => {
    const report = await inspectSignedData(bytes, OPTIONS)
    // Whatever they are, they change nothing for the message.
    expect(report.verdict).toBe('passed')
    return report.subject?.signers[0]?.countersigners ?? []
  }

  test('are over the signature, and change nothing else', async () => {
    const signed = await addCountersignature(message, { ...two, signingTime: NOON })
    const twice = await addCountersignature(signed, one)
    const found = await countersigners(twice)
    expect(found.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
    expect(found[0]?.subject).toMatchObject({ signingTime: NOON })
    expect(found[0]?.subject?.certificate?.raw).toEqual(two.certificate.raw)
    const [before, after] = [parseSignedData(message), parseSignedData(twice)]
    expect(after.signers[0]?.signature).toEqual(before.signers[0]?.signature)
    expect(after.certificates.map(({ raw }) => raw)).toEqual([one.certificate.raw, two.certificate.raw])
    expect(after.content).toEqual(CONTENT)
  })

  test('go on messages of others, without lengths too', async () => {
    const signed = await addCountersignature(OPENSSL.twoSigners, one, { signature: 1 })
    const read = parseSignedData(signed)
    expect(read.signers.map(({ unsignedAttributes }) => unsignedAttributes.length)).toEqual([0, 1])
    expect(read.content).toEqual(OPENSSL.content)
    await expect(addCountersignature(message, one, { signature: 1 })).rejects.toThrow(RangeError)
    await expect(addCountersignature(message, { ...one, key: two.key })).rejects.toThrow(TypeError)
  })

  /** A countersignature that is over the signature of another message. */
  const forged = async (party: Party, changes: Partial<SignerParts> = {}) => {
    const signature = parseSignedData(message).signers[0]?.signature ?? new Uint8Array(0)
    const { digest } = properAttributes(party, signature)
    return forgeSigner({ party, attributes: [digest], ...changes })
  }
  const attached = async (value: Uint8Array) => {
    const base = await forgeSigner({
      party: one,
      unsigned: [attribute(CMS_ATTRIBUTE.countersignature, value)],
    })
    return forgeMessage({ certificates: [one.certificate.raw], signers: [base] })
  }

  test('over something else, of a stranger to the message, or no such thing', async () => {
    const [wrong] = await countersigners(await attached(await forged(one)))
    expect(wrong && failedIds(wrong)).toEqual(['cms.message-digest'])
    const stranger = await createParty('P-256')
    const [unknown] = await countersigners(await attached(await forged(stranger)))
    expect(unknown?.verdict).not.toBe('passed')
    expect(unknown && failedIds(unknown)).toContain('cms.signer-certificate')
    const [broken] = await countersigners(await attached(encodeUtf8String('1')))
    expect(broken).toMatchObject({ verdict: 'failed', subject: undefined })
    expect(broken && failedIds(broken)).toEqual(['cms.structure'])
  })

  test('do not state a type of content', async () => {
    const { type, digest } = properAttributes(one)
    const [stating] = await countersigners(await attached(await forged(one, { attributes: [type, digest] })))
    expect(stating && failedIds(stating)).toContain('cms.signed-attributes')
  })

  test('are looked at within bounds', async () => {
    const value = await forged(one)
    const many = attribute(CMS_ATTRIBUTE.countersignature, ...Array.from({ length: 40 }, () => value))
    const signers = await Promise.all([1, 2].map(() => forgeSigner({ party: one, unsigned: [many] })))
    const report = await inspectSignedData(
      forgeMessage({ certificates: [one.certificate.raw], signers }),
      OPTIONS,
    )
    expect(report.subject?.signers.map(({ countersigners: { length } }) => length)).toEqual([40, 24])
  })
})

describe('time stamps on signatures', () => {
  const stampAt = (now: Date) => async (signature: Uint8Array) => {
    const request = await requestTimeStamp({ content: signature, algorithm: 'SHA-256' })
    return processTimeStamp(
      await createTimeStampResponse({
        ...tsa,
        policy: '1.2.3.4',
        request: request.der,
        serialNumber: 1n,
        now,
      }),
      request,
    )
  }
  const inTime = new Date('2026-06-01T00:00:00Z')
  const signers = [short]

  test('prove that a certificate that has expired since was valid', async () => {
    const unstamped = await createSignedData({ content: CONTENT, signers })
    expect(failedIds(await inspectSignedData(unstamped, OPTIONS))).toEqual(['path.validity'])
    const stamped = await createSignedData({ content: CONTENT, signers, timeStamp: stampAt(inTime) })
    const report = await inspectSignedData(stamped, { ...OPTIONS, policy: { timeStamp: 'required' } })
    expect(report.verdict).toBe('passed')
    // The stamp is exact to a second: the signature was there a second later at the latest.
    expect(report.subject?.signers[0]?.provenAt).toEqual(new Date('2026-06-01T00:00:01Z'))
    expect(report.checks.find(({ id }) => id === 'cms.time-stamp')).toMatchObject({ status: 'passed' })
    const signature = parseSignedData(unstamped).signers[0]?.signature ?? new Uint8Array(0)
    const later = addTimeStamp(unstamped, await stampAt(inTime)(signature))
    expect((await inspectSignedData(later, OPTIONS)).verdict).toBe('passed')
    const twice = addTimeStamp(later, await stampAt(new Date('2026-05-01T00:00:00Z'))(signature))
    expect((await verifySignedData(twice, OPTIONS)).signers[0]?.provenAt).toEqual(
      new Date('2026-05-01T00:00:01Z'),
    )
    expect(() => addTimeStamp(later, signature, { signature: 1 })).toThrow(RangeError)
  })

  test('prove nothing when they are too late, for another signature, of nobody, or broken', async () => {
    const late = await createSignedData({
      content: CONTENT,
      signers,
      timeStamp: stampAt(new Date('2027-02-01T00:00:00Z')),
    })
    expect(failedIds(await inspectSignedData(late, OPTIONS))).toEqual(['path.validity'])
    const other = await createSignedData({
      content: CONTENT,
      signers,
      timeStamp: () => stampAt(inTime)(CONTENT),
    })
    const broken = await createSignedData({
      content: CONTENT,
      signers,
      timeStamp: async () => encodeSequence(encodeInteger(1)),
    })
    for (const message of [other, broken]) {
      const report = await inspectSignedData(message, OPTIONS)
      expect(failedIds(report)).toEqual(['path.validity'])
      expect(report.checks.find(({ id }) => id === 'cms.time-stamp')?.facts).toMatchObject({
        because: 'valid-time-stamp',
      })
      expect(report.subject?.signers[0]?.timeStamps[0]?.verdict).toBe('failed')
    }
    const good = await createSignedData({ content: CONTENT, signers, timeStamp: stampAt(inTime) })
    const nobody = await inspectSignedData(good, { ...OPTIONS, trust: trusting('document-signer') })
    expect(failedIds(nobody)).toEqual(['path.validity'])
  })

  test('must be there where they are demanded', async () => {
    const report = await inspectSignedData(message, { ...OPTIONS, policy: { timeStamp: 'required' } })
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.find(({ id }) => id === 'cms.time-stamp')).toMatchObject({
      code: 'ERR_CMS_TIME_STAMP_MISSING',
    })
    await expect(
      verifySignedData(message, { ...OPTIONS, policy: { timeStamp: 'required' } }),
    ).rejects.toMatchObject({
      code: 'ERR_CMS_TIME_STAMP_MISSING',
    })
  })

  test('are looked at within bounds', async () => {
    const junk = attribute(
      CMS_ATTRIBUTE.timeStampToken,
      ...Array.from({ length: 40 }, () => encodeOctetString(CONTENT)),
    )
    const signer = await forgeSigner({ party: one, unsigned: [junk, junk] })
    const report = await inspectSignedData(
      forgeMessage({ certificates: [one.certificate.raw], signers: [signer] }),
      OPTIONS,
    )
    expect(report.subject?.signers[0]?.timeStamps).toHaveLength(64)
    expect(report.verdict).toBe('passed')
  })
})

test('a misspelt demand is a mistake of the caller, not a weaker one', async () => {
  for (const policy of [{ signingCertificate: 'none' }, { timeStamp: 'require' }])
    await expect(inspectSignedData(message, { ...OPTIONS, policy: policy as never })).rejects.toThrow(
      TypeError,
    )
  await expect(inspectSignedData(message, { ...OPTIONS, at: new Date(Number.NaN) })).rejects.toThrow(
    RangeError,
  )
})
