import { createTimeStampResponse } from '@xinyin/core/ca'
import { createSignedData, inspectSignedData } from '@xinyin/core/cms'
import { inspectTimeStamp, processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONTENT, createParty, NOON, trusting } from './forge.ts'

const trust = trusting('document-signer', 'time-stamper')
const party = await createParty('P-256')
const tsa = await createParty('P-256', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] })

/** Every bit of the bytes can be the one that is flipped. */
const flipped = (bytes: Uint8Array) =>
  fc.tuple(fc.nat(bytes.length - 1), fc.nat(7)).map(([at, bit]) => {
    const copy = bytes.slice()
    copy[at] = (copy[at] ?? 0) ^ (1 << bit)
    return copy
  })

test('a message with any bit flipped fails, or still says what was signed, by whom', async () => {
  const message = await createSignedData({ content: CONTENT, signers: [{ ...party, signingTime: NOON }] })
  await fc.assert(
    fc.asyncProperty(flipped(message), async (bytes) => {
      const { verdict, subject } = await inspectSignedData(bytes, {
        trust,
        at: NOON,
        revocation: skipRevocation,
      })
      if (verdict !== 'passed') return
      expect(subject?.content).toEqual(CONTENT)
      expect(subject?.signers).toHaveLength(1)
      expect(subject?.signers[0]).toMatchObject({
        signingTime: NOON,
        certificate: { raw: party.certificate.raw },
      })
    }),
    { numRuns: 250 },
  )
})

test('a time stamp with any bit flipped fails, or still says the same', async () => {
  const request = await requestTimeStamp({ content: CONTENT, algorithm: 'SHA-256' })
  const options = { ...tsa, policy: '1.2.3.4', request: request.der, serialNumber: 77n, now: NOON }
  const token = processTimeStamp(await createTimeStampResponse(options), request)
  await fc.assert(
    fc.asyncProperty(flipped(token), async (bytes) => {
      const { verdict, subject } = await inspectTimeStamp(bytes, {
        trust,
        at: NOON,
        content: CONTENT,
        revocation: skipRevocation,
      })
      if (verdict !== 'passed') return
      expect(subject).toMatchObject({ time: NOON, certificate: { raw: tsa.certificate.raw } })
      expect(subject?.timeStamp.info).toMatchObject({ serialNumber: '4d', policy: '1.2.3.4', accuracy: 1000 })
    }),
    { numRuns: 250 },
  )
})
