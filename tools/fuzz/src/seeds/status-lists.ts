import { deflateSync } from 'node:zlib'
import { type CborValue, encodeCbor } from '@xinyin/core/cbor'
import type { Seed } from '../corpus.ts'

/** Where the list of the corpus is. */
const LICENCE_STATUS_URI = 'https://status.example.gov.cn/1'

const SECONDS = Date.parse('2026-05-31T23:00:00Z') / 1000
const packed = deflateSync(Uint8Array.from({ length: 32 }, (_, i) => (i * 37) & 0xff))

const jsonSeed = (name: string, value: unknown): Seed => ({
  name,
  bytes: new TextEncoder().encode(JSON.stringify(value)),
})

const claims = {
  sub: LICENCE_STATUS_URI,
  iat: SECONDS,
  exp: SECONDS + 86_400,
  ttl: 600,
  status_list: {
    bits: 4,
    lst: packed.toString('base64url'),
    aggregation_uri: 'https://status.example.gov.cn/',
  },
}

/** What lists of the states of licences say, without their signatures. */
export const LICENCE_STATUS_LISTS: readonly Seed[] = [jsonSeed('valid-list', claims)]

/** The same in CBOR. */
export const LICENCE_STATUS_CWTS: readonly Seed[] = [
  {
    name: 'valid-list',
    bytes: encodeCbor(
      new Map<number, CborValue>([
        [2, claims.sub],
        [4, claims.exp],
        [6, claims.iat],
        [
          65_533,
          new Map<string, CborValue>([
            ['bits', 4],
            ['lst', new Uint8Array(packed)],
          ]),
        ],
        [65_534, claims.ttl],
      ]),
    ),
  },
]

/** What offline bundles say, without their signatures. */
export const LICENCE_BUNDLES: readonly Seed[] = [
  jsonSeed('valid-bundle', {
    version: 1,
    bundle: 'https://bundles.example.gov.cn/windows',
    sequence: 7,
    issuedAt: '2026-05-31T23:00:00Z',
    nextUpdate: '2026-06-14T23:00:00Z',
    trustLists: [],
    statusLists: [],
    revocation: '',
    identifiers: ['1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.002.N'],
  }),
]
