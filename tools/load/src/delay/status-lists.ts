import { createPrivateKey, createSigner, type KeyKind, type Trust } from '@xinyin/core'
import { createCrl, createLeaf, createRoot } from '@xinyin/core/ca'
import { createRevocationChecker, parseCrl } from '@xinyin/core/revocation'
import {
  changeStatuses,
  createStatusChecker,
  createStatusList,
  createStatusListHandler,
  type StatusBits,
  type StatusList,
  signStatusListCwt,
  signStatusListJwt,
} from '@xinyin/e-license/status'
import { drain, type Question } from './probe.ts'

const URI = 'https://status.example.gov.cn/lists/1'
const PLACES = 10_000_000
const DAY = 86_400_000

async function createOffice(kind: KeyKind) {
  const valid = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 300 * DAY) }
  const rootKey = await createPrivateKey(kind)
  const key = await createPrivateKey(kind)
  const root = await createRoot({ subject: { country: 'CN', commonName: 'Root' }, key: rootKey, ...valid })
  const certificate = await createLeaf({
    subject: { country: 'CN', organization: 'Status', commonName: 'Status' },
    publicKey: key.publicKey,
    issuer: { certificate: root, key: rootKey },
    ...valid,
  })
  const crl = await createCrl({
    issuer: { certificate: root, key: rootKey },
    number: 1,
    revoked: [],
    thisUpdate: valid.notBefore,
    nextUpdate: valid.notAfter,
  })
  const trust: Trust = {
    anchors: [{ certificate: root, roles: ['status-issuer'] }],
    intermediates: [],
    revocation: { crls: [parseCrl(crl)], ocspResponses: [] },
  }
  return { trust, signing: { signer: createSigner(key), certificates: [certificate] as const } }
}

/** As hard to compress as can be: no two lists in use are so large when signed. */
function randomList(bits: StatusBits): StatusList {
  const list = createStatusList({ bits, size: PLACES })
  for (let start = 0; start < list.bytes.length; start += 65_536)
    crypto.getRandomValues(list.bytes.subarray(start, start + 65_536))
  return changeStatuses(list, [[1, 0]])
}

/** A provider and a checker of ten million places, each time with another list. */
export async function askStatusLists(kinds: readonly KeyKind[], bits: readonly StatusBits[]) {
  const questions: Question[] = []
  for (const kind of kinds) {
    const { trust, signing } = await createOffice(kind)
    for (const width of bits) {
      let list = randomList(width)
      const change = () => {
        list = changeStatuses(list, [[7, list.bytes[0] === 1 ? 0 : 1]])
      }
      const handle = createStatusListHandler({ find: () => list, signing })
      const name = `${PLACES / 1e6} million places of ${width} bits, ${kind}`
      const headers = { jwt: 'application/statuslist+jwt', cwt: 'application/statuslist+cwt' }
      for (const [form, accept] of Object.entries(headers))
        for (const coding of ['identity', 'gzip']) {
          questions.push({
            name: `status lists: changed, ${name}, ${form}, ${coding}`,
            prepare: change,
            async ask() {
              const asked = new Request(URI, { headers: { accept, 'accept-encoding': coding } })
              await drain(await handle(asked), 200)
            },
          })
        }
      const statement = { uri: URI, list, issuedAt: new Date(), ttl: 600 }
      const signed = {
        jwt: new TextEncoder().encode(await signStatusListJwt(statement, signing)),
        cwt: await signStatusListCwt(statement, signing),
      }
      for (const [form, token] of Object.entries(signed)) {
        questions.push({
          name: `status checker: ${name}, ${form}`,
          async ask() {
            const body = () => {
              let at = 0
              return new ReadableStream<Uint8Array>({
                async pull(controller) {
                  if (at >= token.length) return controller.close()
                  controller.enqueue(token.slice(at, at + 65_536))
                  at += 65_536
                },
              })
            }
            const store = { get: async () => undefined, set: async () => {} }
            const checker = createStatusChecker({
              fetch: async () =>
                new Response(body(), {
                  headers: { 'content-type': `application/statuslist+${form.toLowerCase()}` },
                }),
              store,
            })
            const revocation = createRevocationChecker()
            const context = { trust, revocation, at: new Date(), licenceType: '1', region: '990100' }
            await checker.find({ uri: URI, index: 1 }, context)
          },
        })
      }
    }
  }
  return questions
}
