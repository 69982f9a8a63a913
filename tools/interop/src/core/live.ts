import { encodeUtf8, type Fetch, inspectPath, TrustError } from '@xinyin/core'
import { createNodeFetch } from '@xinyin/core/node'
import { createRevocationChecker, type RevocationPolicy } from '@xinyin/core/revocation'
import { fetchTimeStamp, inspectTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expectThat } from '../expect.ts'
import { OPENSSL } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { type Live, serve, startResponder, startTsa } from './live-servers.ts'
import { createOffice, hoursFromNow, type Office } from './office.ts'
import { makeList, writeRecords } from './openssl-revocation.ts'
import { TSA } from './tsa-settings.ts'

const CONTENT = encodeUtf8('准予施工')
const ANSWERING = {
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'],
  extensions: [{ oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(5, 0) }],
}

/** The guarded fetch, which is let go to this one port of this machine. */
const guarded = ({ url }: Live): Fetch =>
  createNodeFetch({ schemes: ['https', 'http'], ports: [Number(new URL(url).port)], allow: ['127.0.0.0/8'] })

/** A fetch that gives the first answer it got again and again. */
function replaying(real: Fetch): Fetch {
  let first: Promise<{ bytes: ArrayBuffer; headers: Headers }> | undefined
  return async (url, init) => {
    first ??= real(url, init).then(async (answer) => ({
      bytes: await answer.arrayBuffer(),
      headers: answer.headers,
    }))
    const { bytes, headers } = await first
    return new Response(bytes.slice(0), { headers })
  }
}

type Standing = 'good' | 'revoked' | 'unknown'
type Place = 'ocspUrls' | 'crlUrls'

interface Question {
  readonly place: Place
  readonly standing?: Standing
  readonly policy?: RevocationPolicy
  /** Hours from now at which the certificate is judged. */
  readonly hours?: number
}

/** The verdict over a certificate that says where to ask, with the code of the check of revocation. */
async function ask(workspace: Workspace, office: Office, live: Live, question: Question): Promise<string> {
  const { place, standing = 'good', policy = {}, hours = 0 } = question
  const { certificate } = await office.create(standing, { [place]: [live.url] })
  const member = { ...office.root, certificate }
  await writeRecords(workspace, standing === 'good' ? [member] : [], standing === 'revoked' ? [member] : [])
  return inspect(office, certificate, { fetch: guarded(live), ...policy }, hours)
}

async function inspect(
  office: Office,
  certificate: Parameters<typeof inspectPath>[0],
  policy: RevocationPolicy,
  hours = 0,
): Promise<string> {
  const at = hoursFromNow(hours)
  const report = await inspectPath(certificate, {
    trust: office.trust('document-signer'),
    role: 'document-signer',
    at,
    revocation: createRevocationChecker({ now: () => at, ...policy }),
  })
  const code = report.checks.find(({ id }) => id === 'path.revocation')?.code
  return code === undefined ? report.verdict : `${report.verdict} ${code}`
}

/** A case that shows the verdict and holds it to what is expected. */
const scene = (
  what: string,
  expected: string,
  verdict: (workspace: Workspace, stops: Live[]) => Promise<string>,
): Case => ({
  what: `live: ${what}`,
  with: OPENSSL,
  async run(workspace) {
    const stops: Live[] = []
    try {
      const found = await verdict(workspace, stops)
      expectThat(found === expected, `expected ${expected}, found ${found}`)
      return found
    } finally {
      for (const live of stops) await live.stop()
    }
  },
})

/** Certificates are put on record before the responder starts, which reads its records then. */
const ocsp = (
  what: string,
  expected: string,
  question: Partial<Question> & { signer?: object; down?: true },
) =>
  scene(`OCSP, ${what}`, expected, async (workspace, stops) => {
    const office = await createOffice(workspace, 'P-256')
    const { standing = 'good', hours = 0, policy = {}, signer, down } = question
    const responder = signer === undefined ? office.root : await office.create('responder', signer)
    // The address is in the certificate and the certificate in the records: a first responder finds the address free.
    const relay: { to?: Live } = {}
    const front = await serve('application/ocsp-response', async (body) => {
      if (relay.to === undefined) throw new Error('nobody is there')
      const answer = await fetch(relay.to.url, {
        method: 'POST',
        headers: { 'content-type': 'application/ocsp-request' },
        body: Uint8Array.from(body),
      })
      return new Uint8Array(await answer.arrayBuffer())
    })
    stops.push(front)
    const { certificate } = await office.create(standing, { ocspUrls: [front.url] })
    const member = { ...office.root, certificate }
    await writeRecords(workspace, standing === 'good' ? [member] : [], standing === 'revoked' ? [member] : [])
    relay.to = await startResponder(workspace, office, responder)
    stops.push(relay.to)
    if (down) {
      await relay.to.stop()
      await front.stop()
    }
    return inspect(office, certificate, { fetch: guarded(front), ...policy }, hours)
  })

const replayedNonce = scene(
  'OCSP, an answer to another request played again',
  'indeterminate ERR_REVOCATION_NONCE',
  async (workspace, stops) => {
    const office = await createOffice(workspace, 'P-256')
    const { certificate } = await office.create('good', { ocspUrls: ['http://127.0.0.1:9/'] })
    await writeRecords(workspace, [{ ...office.root, certificate }])
    const live = await startResponder(workspace, office, office.root)
    stops.push(live)
    const real = guarded(live)
    const fetch = replaying((_, init) => real(live.url, init))
    const first = await inspect(office, certificate, { fetch })
    expectThat(first === 'passed', `the first answer: ${first}`)
    return inspect(office, certificate, { fetch })
  },
)

const crl = (
  what: string,
  expected: string,
  question: Partial<Question> & { stranger?: true; down?: true },
) =>
  scene(`CRL over HTTP, ${what}`, expected, async (workspace, stops) => {
    const office = await createOffice(workspace, 'P-256')
    const author = question.stranger ? await createOffice(workspace, 'P-256', 'stranger') : office
    const live = await serve('application/pkix-crl', () => makeList(workspace, author.root, 'P-256'))
    stops.push(live)
    if (question.down) await live.stop()
    return ask(workspace, office, live, { ...question, place: 'crlUrls' })
  })

interface Stamping {
  /** SHA-256 unless given. */
  readonly algorithm?: 'SHA-384'
  readonly signer?: object
  /** What the token is held against, where that is not what was stamped. */
  readonly content?: Uint8Array
  readonly isReplayed?: true
  readonly down?: true
  readonly stranger?: true
}

const tsa = (what: string, expected: string, stamping: Stamping = {}) =>
  scene(`time stamp, ${what}`, expected, async (workspace, stops) => {
    const office = await createOffice(workspace, 'P-256')
    const trusted = stamping.stranger ? await createOffice(workspace, 'P-256', 'stranger') : office
    const live = await startTsa(workspace, await office.create('tsa', stamping.signer ?? TSA))
    stops.push(live)
    if (stamping.down) await live.stop()
    try {
      const real = guarded(live)
      const fetch = stamping.isReplayed ? replaying(real) : real
      const stamp = async () => {
        const request = await requestTimeStamp({
          content: CONTENT,
          algorithm: stamping.algorithm ?? 'SHA-256',
        })
        return { request, token: await fetchTimeStamp(live.url, request, fetch) }
      }
      if (stamping.isReplayed) await stamp()
      const { request, token } = await stamp()
      const report = await inspectTimeStamp(token, {
        trust: trusted.trust('time-stamper'),
        at: hoursFromNow(1),
        revocation: skipRevocation,
        content: stamping.content ?? CONTENT,
        ...(stamping.content === undefined && { request }),
      })
      const code = report.checks.find(({ status }) => status === 'failed' || status === 'indeterminate')?.code
      return code === undefined ? report.verdict : `${report.verdict} ${code}`
    } catch (error) {
      if (error instanceof TrustError) return `refused ${error.code}`
      throw error
    }
  })

const UNRECORDED = 'indeterminate ERR_REVOCATION_NOT_ISSUED'

/** A responder, an authority for time stamps and lists of OpenSSL, asked over HTTP through the guarded fetch. */
export const liveCases: readonly Case[] = [
  ocsp('good', 'passed', { policy: { requireNonce: true } }),
  ocsp('good, of a responder with a certificate for answering', 'passed', { signer: ANSWERING }),
  ocsp('revoked', 'failed ERR_REVOCATION_REVOKED', { standing: 'revoked' }),
  ocsp('unknown', UNRECORDED, { standing: 'unknown' }),
  ocsp('stale', 'indeterminate ERR_REVOCATION_STALE', { hours: 2 }),
  ocsp('of one who may not answer', 'indeterminate ERR_REVOCATION_RESPONDER', { signer: {} }),
  replayedNonce,
  ocsp('down', 'indeterminate ERR_REVOCATION_UNREACHABLE', { down: true }),
  crl('good', 'passed', {}),
  crl('revoked', 'failed ERR_REVOCATION_REVOKED', { standing: 'revoked' }),
  crl('stale', 'indeterminate ERR_REVOCATION_STALE', { hours: 48 }),
  crl('of another authority of that name', 'indeterminate ERR_REVOCATION_ISSUER', { stranger: true }),
  crl('down', 'indeterminate ERR_REVOCATION_UNREACHABLE', { down: true }),
  tsa('good', 'passed'),
  tsa('for other content', 'failed ERR_TSP_IMPRINT', { content: encodeUtf8('不准施工') }),
  tsa('of an authority that is not trusted', 'indeterminate ERR_PATH_NO_ANCHOR', { stranger: true }),
  // OpenSSL looks at its own certificate before it answers, so that the server behind it has nothing to give.
  tsa('of one who may not stamp', 'refused ERR_TSP_HTTP', { signer: {} }),
  tsa('with a digest that it does not take', 'refused ERR_TSP_REFUSED', { algorithm: 'SHA-384' }),
  tsa('an answer to another request played again', 'refused ERR_TSP_NONCE', { isReplayed: true }),
  tsa('down', 'refused ERR_FETCH_NETWORK', { down: true }),
]
