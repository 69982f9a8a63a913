import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { createPrivateKey, createSigner, type Trust } from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import { createRevocationChecker } from '@xinyin/core/revocation'
import {
  changeStatuses,
  createStatusChecker,
  createStatusList,
  encodeStatusList,
  parseStatusList,
  readStatus,
  signStatusListJwt,
} from '@xinyin/e-license/status'
import { compare, type Job, type Result } from './compare.ts'

const SIZE = 2 ** 20
const URI = 'https://status.example.gov.cn/1'
const FLOOR = 'base64url and inflate'
const AT = new Date('2026-06-01T00:00:00Z')

/** A number by chance that is the same in every run. */
const draw = (i: number): number => createHash('sha256').update(String(i)).digest().readUInt32BE()

/** A list of 2²⁰ places of four bits, one in a hundred of which is not valid. */
function createLargeList() {
  const changes = Array.from(
    { length: SIZE / 100 },
    (_, i) => [draw(i) % SIZE, 1 + (draw(-i - 1) % 15)] as const,
  )
  return changeStatuses(createStatusList({ bits: 4, size: SIZE }), changes)
}

/** A large status list, when it comes and when it is there. */
export async function measureStatus(): Promise<Result[]> {
  const list = createLargeList()
  const encoded = await encodeStatusList(list)
  const lst = String(encoded['lst'])
  const last = readStatus(list, SIZE - 1)
  const expect = (found: number | undefined, wanted: number) => {
    if (found !== wanted) throw new Error('another value was stored')
  }

  const key = await createPrivateKey('SM2')
  const certificate = await createRoot({
    subject: { country: 'CN', commonName: '状态发布' },
    key,
    keyUsage: ['digitalSignature'],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
  })
  const trust: Trust = { anchors: [{ certificate, roles: ['status-issuer'] }], intermediates: [] }
  const jwt = await signStatusListJwt(
    { uri: URI, list, issuedAt: AT },
    { signer: createSigner(key), certificates: [certificate] },
  )
  const clock = () => AT
  const checker = createStatusChecker({ lists: [jwt], clock })
  const context = {
    trust,
    revocation: createRevocationChecker({ now: clock }),
    at: AT,
    licenceType: '',
    region: '',
  }
  const places = Array.from({ length: 1000 }, (_, i) => draw(7000 + i) % SIZE)
  const total = places.reduce((sum, at) => sum + readStatus(list, at), 0)
  let place = 0
  while (readStatus(list, place) !== 0) place++

  const jobs: Job[] = [
    {
      name: 'Status list of 2²⁰ places, cold',
      contestants: {
        Xinyin: async () => expect(readStatus(await parseStatusList(encoded), SIZE - 1), last),
        [FLOOR]: () => {
          const bytes = inflateSync(Buffer.from(lst, 'base64url'))
          expect((bytes[bytes.length - 1] ?? 0) >> 4, last)
        },
      },
    },
    {
      // One place is read in less time than is measured: a thousand, each another one.
      name: 'State in a list of 2²⁰ places, warm',
      contestants: {
        Xinyin: () => {
          let sum = 0
          for (const at of places) sum += readStatus(list, at)
          expect(sum, total)
        },
        'bare reads of the array': () => {
          let sum = 0
          for (const at of places) sum += ((list.bytes[at >> 1] ?? 0) >> ((at & 1) * 4)) & 15
          expect(sum, total)
        },
      },
    },
    {
      name: 'State of a licence by its reference, warm',
      contestants: {
        'Xinyin, list and signer known': async () => {
          const { state } = await checker.find({ uri: URI, index: place }, context)
          if (state !== 'valid') throw new Error('another value was stored')
        },
      },
    },
  ]
  const results: Result[] = []
  for (const job of jobs) results.push(await compare(job))
  return results
}
