import { encodePem } from '@xinyin/core'
import { createCrl, createOcspResponse } from '@xinyin/core/ca'
import { requestOcsp } from '@xinyin/core/ocsp'
import { requestTimeStamp } from '@xinyin/core/tsp'
import { CONTENT } from '../../authority.ts'
import { CORPUS_TIME, type Seed } from '../../corpus.ts'
import type { Members } from './members.ts'

const HOUR = 3_600_000
const UPDATE = {
  thisUpdate: new Date(CORPUS_TIME.getTime() - HOUR),
  nextUpdate: new Date(CORPUS_TIME.getTime() + 24 * HOUR),
}
const REVOKED_AT = new Date('2026-05-01T00:00:00Z')

const OTHERS = [
  { serialNumber: '0a', revokedAt: REVOKED_AT, reason: 'keyCompromise' },
  { serialNumber: '7f01', revokedAt: REVOKED_AT, invalidAt: new Date('2026-04-01T00:00:00Z') },
  { serialNumber: '11223344', revokedAt: REVOKED_AT, reason: 'certificateHold' },
] as const

/** Lists on which the signer is not, and one on which he is. */
export async function createLists({ middle, signer, root }: Members): Promise<Seed[]> {
  const { serialNumber } = signer.certificate
  const base = { issuer: middle, number: 7, ...UPDATE }
  const lists = {
    'valid-complete': await createCrl({ ...base, revoked: OTHERS }),
    'valid-empty': await createCrl({ ...base, revoked: [] }),
    'valid-scope': await createCrl({ ...base, revoked: OTHERS, scope: { onlyContains: 'users' } }),
    'valid-indirect': await createCrl({
      ...base,
      scope: { indirect: true },
      revoked: [
        ...OTHERS,
        { serialNumber: '0a', revokedAt: REVOKED_AT, certificateIssuer: root.certificate.subject },
      ],
      expiredCertsOnCRL: REVOKED_AT,
    }),
    'on-list': await createCrl({ ...base, revoked: [...OTHERS, { serialNumber, revokedAt: REVOKED_AT }] }),
    delta: await createCrl({
      ...base,
      baseNumber: 6,
      freshestUrls: ['http://crl.example.gov.cn/delta.crl'],
      revoked: [{ serialNumber: '0a', revokedAt: REVOKED_AT, reason: 'removeFromCRL' }],
    }),
  }
  return Object.entries(lists).map(([name, bytes]) => ({ name, bytes }))
}

/** Answers about the signer: good ones, one that says revoked, and one about somebody else. */
export async function createAnswers({ middle, signer, server }: Members): Promise<Seed[]> {
  const issuer = middle.certificate
  const ask = (about: typeof signer) =>
    requestOcsp({ certificate: about.certificate, issuer, digest: 'SHA-256' }).der
  const base = {
    issuer,
    responder: middle,
    now: UPDATE.thisUpdate,
    nextUpdate: UPDATE.nextUpdate,
    archiveCutoff: REVOKED_AT,
  }
  const good = { ...base, lookup: () => ({ state: 'good' }) as const }
  const revoked = {
    ...base,
    lookup: () => ({ state: 'revoked', revokedAt: REVOKED_AT, reason: 'keyCompromise' }) as const,
  }
  return [
    { name: 'valid-good', bytes: await createOcspResponse({ ...good, request: ask(signer) }) },
    { name: 'about-another', bytes: await createOcspResponse({ ...good, request: ask(server) }) },
    { name: 'revoked', bytes: await createOcspResponse({ ...revoked, request: ask(signer) }) },
  ]
}

/** Both kinds in one file. */
export function createBundles(lists: readonly Seed[], answers: readonly Seed[]): Seed[] {
  const text = [
    ...lists.slice(0, 2).map(({ bytes }) => encodePem('X509 CRL', bytes)),
    ...answers.slice(0, 2).map(({ bytes }) => encodePem('OCSP RESPONSE', bytes)),
  ].join('')
  return [{ name: 'valid-bundle', bytes: new TextEncoder().encode(text) }]
}

/** What is asked of a responder and of one who stamps. */
export async function createQuestions({ middle, signer }: Members): Promise<Seed[]> {
  const { der: ocsp } = requestOcsp({ certificate: signer.certificate, issuer: middle.certificate })
  const { der: stamp } = await requestTimeStamp({ content: CONTENT, policy: '1.2.3.4' })
  return [
    { name: 'ocsp', bytes: ocsp },
    { name: 'time-stamp', bytes: stamp },
  ]
}
