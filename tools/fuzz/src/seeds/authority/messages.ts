import type { Certificate } from '@xinyin/core'
import { createTimeStampResponse } from '@xinyin/core/ca'
import { addCountersignature, createEnvelopedData, createSignedData } from '@xinyin/core/cms'
import { processTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { CONTENT } from '../../authority.ts'
import { CORPUS_TIME, type Seed } from '../../corpus.ts'
import { writeAsStream } from '../../mutation/ber.ts'
import type { Member, Members } from './members.ts'

async function stamp({ stamper, middle }: Members, content: Uint8Array): Promise<Uint8Array> {
  const request = await requestTimeStamp({ content, algorithm: 'SHA-256' })
  const response = await createTimeStampResponse({
    ...stamper,
    request: request.der,
    policy: '1.2.3.4',
    serialNumber: 77n,
    now: new Date(CORPUS_TIME.getTime() - 60_000),
    certificates: [middle.certificate],
  })
  return processTimeStamp(response, request)
}

/** Signed messages: with attributes and without, stamped, countersigned, of SM2, and in the basic encoding rules. */
export async function createMessages(members: Members): Promise<Seed[]> {
  const { signer, sm2, middle } = members
  const certificates = [middle.certificate]
  const options = { content: CONTENT, certificates }
  const signers = [{ ...signer, signingTime: CORPUS_TIME }]
  const plain = await createSignedData({ ...options, signers })
  const messages = {
    'valid-plain': plain,
    'valid-stamped': await createSignedData({
      ...options,
      signers,
      timeStamp: (signature) => stamp(members, signature),
    }),
    'valid-countersigned': await addCountersignature(plain, signer),
    'valid-two': await createSignedData({ ...options, signers: [...signers, sm2] }),
    'valid-gm': await createSignedData({ ...options, signers: [sm2], profile: 'GMT0010' }),
    'valid-stream': writeAsStream(plain),
    bare: await createSignedData({
      ...options,
      signers: [{ ...sm2, attributes: 'none' }],
      profile: 'GMT0010',
    }),
    detached: await createSignedData({ ...options, signers, detached: true }),
  }
  return Object.entries(messages).map(([name, bytes]) => ({ name, bytes }))
}

/** Time stamps on the content. */
export async function createTimeStamps(members: Members): Promise<Seed[]> {
  const token = await stamp(members, CONTENT)
  return [
    { name: 'valid-stamp', bytes: token },
    { name: 'valid-stream', bytes: writeAsStream(token) },
    { name: 'of-something-else', bytes: await stamp(members, new Uint8Array(3)) },
  ]
}

/** Messages for each kind of recipient, with and without authentication. */
export async function createEnvelopes({ rsa, ec, sm2 }: Members): Promise<Seed[]> {
  const to = (...members: readonly Member[]): Certificate[] => members.map(({ certificate }) => certificate)
  const envelopes = {
    'valid-rsa': await createEnvelopedData({ content: CONTENT, recipients: to(rsa) }),
    'valid-ec': await createEnvelopedData({ content: CONTENT, recipients: to(ec), cipher: 'AES-256-CBC' }),
    'valid-sm2': await createEnvelopedData({ content: CONTENT, recipients: to(sm2) }),
    'valid-gm': await createEnvelopedData({ content: CONTENT, recipients: to(sm2), profile: 'GMT0010' }),
    'valid-all': await createEnvelopedData({ content: CONTENT, recipients: to(rsa, ec, sm2) }),
  }
  return Object.entries(envelopes).map(([name, bytes]) => ({ name, bytes }))
}
