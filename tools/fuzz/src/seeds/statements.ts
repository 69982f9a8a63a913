import { encodeBase64, encodeHex } from '@xinyin/core'
import type { Seed } from '../corpus.ts'
import { createPicture } from './picture.ts'

const seed = (name: string, value: unknown): Seed => ({
  name,
  bytes: new TextEncoder().encode(JSON.stringify(value)),
})
const digest = (octet: number) => encodeHex(new Uint8Array(32).fill(octet))

/** Where the list of the corpus is. */
export const STATUS_LIST = 'https://seals.example.gov.cn/list'

const STATEMENT = {
  version: 1,
  makers: [digest(1)],
  issuedAt: '2026-05-31T23:00:00Z',
  nextUpdate: '2026-06-02T00:00:00Z',
  seals: [
    {
      id: 'seal-1',
      digest: digest(2),
      status: 'suspended',
      since: '2026-05-01T00:00:00Z',
      reason: 'unspecified',
    },
    {
      id: 'seal-2',
      digest: digest(3),
      status: 'revoked',
      since: '2026-05-01T00:00:00Z',
      reason: 'superseded',
      successor: 'seal-3',
    },
    {
      id: 'seal-4',
      digest: digest(4),
      status: 'valid',
      suspensions: [{ from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' }],
    },
  ],
}

/** What status lists say, without their signatures. */
export const STATUS_LISTS: readonly Seed[] = [
  seed('valid-list', {
    ...STATEMENT,
    list: STATUS_LIST,
    sequence: 7,
    valid: Buffer.from([...new Array(16).fill(5), ...new Array(16).fill(6)]).toString('base64url'),
  }),
]

/** What is remembered of a list. */
export const STATUS_MEMORIES: readonly Seed[] = [
  seed('valid-memory', { list: STATUS_LIST, sequence: 7, digest: digest(8) }),
]

/** What answers about some seals say. */
export const STATUS_ANSWERS: readonly Seed[] = [seed('valid-answer', { ...STATEMENT, unknown: ['seal-9'] })]

/** What somebody asks of a seal maker. @param signer - DER of a certificate */
export const createSealRequests = (signer: Uint8Array): Seed[] => [
  seed('valid-request', {
    version: 1,
    request: digest(7).slice(0, 32),
    createdAt: '2026-05-31T23:00:00Z',
    name: '测试市住房和城乡建设局电子证照专用章',
    type: 1,
    picture: { type: 'png', data: encodeBase64(createPicture()), width: 40, height: 40 },
    validFrom: '2026-06-01T00:00:00Z',
    validTo: '2027-06-01T00:00:00Z',
    signers: [encodeBase64(signer)],
    applicant: '测试市住房和城乡建设局',
    renews: 'seal-1',
  }),
]
