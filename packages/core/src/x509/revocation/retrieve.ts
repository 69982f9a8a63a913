import { TrustError } from '../../errors.ts'
import { readBody } from '../../fetch/body.ts'
import type { Fetch } from '../../ports.ts'
import { indeterminate } from '../../report.ts'
import { ACCESS_METHOD } from '../access-description.ts'
import type { DistributionPoint } from '../distribution-points.ts'
import { createAnswerCache } from './answer-cache.ts'
import { revocationError } from './codes.ts'
import { type Crl, parseCrl } from './crl.ts'
import type { Gap, Issued } from './finding.ts'
import type { OcspResponse } from './ocsp.ts'
import { ocspError } from './ocsp-codes.ts'
import { processOcsp } from './ocsp-process.ts'
import { requestOcsp } from './ocsp-request.ts'
import type { RetrievalLimits } from './retrieval-limits.ts'

/** What came from the network, each with its address, and what did not come. */
export interface Retrieved<Answer> {
  readonly answers: readonly Answer[]
  readonly gaps: readonly Gap[]
}

/** Asks where a certificate says that lists and answers about it are. */
export interface Retriever {
  ocsp(issued: Issued, now: Date): Promise<Retrieved<OcspResponse>>
  crls(issued: Issued, points: readonly DistributionPoint[], now: Date): Promise<Retrieved<Crl>>
  /** Where something came from. */
  urlOf(answer: object): string | undefined
  /** Does not keep what turned out to be good for nothing: the next call asks again. */
  forget(answers: readonly object[]): void
}

export function createRetriever(fetch: Fetch, requireNonce: boolean, limits: RetrievalLimits): Retriever {
  const cache = createAnswerCache(limits.cached, limits.cachedBytes)
  const urls = new WeakMap<object, string>()
  const turn = createTurns(limits.concurrency)

  const get = (url: string, init: RequestInit, maxBytes: number): Promise<Uint8Array> =>
    turn(async () => {
      const signal = AbortSignal.timeout(limits.milliseconds)
      const response = await withSignal(fetch(url, { ...init, signal }), signal)
      if (!response.ok) throw unreachable(`HTTP ${response.status}`)
      const body = await readBody(response, new URL(url).host, { maxBytes }, signal)
      // What had come when the time was up is no answer.
      signal.throwIfAborted()
      return body
    })

  async function collect<Answer extends object>(
    { certificate }: Issued,
    addresses: readonly string[],
    ask: (url: string) => Promise<Answer>,
  ): Promise<Retrieved<Answer>> {
    const answers: Answer[] = []
    const gaps: Gap[] = []
    await Promise.all(
      addresses.slice(0, limits.maxUrls).map(async (url) => {
        try {
          const answer = await ask(url)
          urls.set(answer, url)
          answers.push(answer)
        } catch (error) {
          gaps.push(gapOf(error, certificate.subject.text, url))
        }
      }),
    )
    return { answers, gaps }
  }

  return {
    urlOf: (answer) => urls.get(answer),
    forget: (answers) => cache.forget(answers),
    ocsp(issued, now) {
      const addresses = ocspUrls(issued)
      return collect(issued, addresses, async (url) => {
        const ask = async () => {
          const request = requestOcsp(issued)
          const init = { method: 'POST', headers: OCSP_HEADERS, body: new Uint8Array(request.der) }
          const answer = processOcsp(await get(url, init, limits.maxOcspBytes), request, {
            maxBytes: limits.maxOcspBytes,
          })
          if (requireNonce && !answer.isNonceEchoed) throw ocspError('ERR_OCSP_NONCE')
          return { answer: answer.response, until: answer.single.nextUpdate }
        }
        // An answer that must be new cannot have been kept.
        if (requireNonce) return (await ask()).answer
        const { serialNumber, issuer } = issued.certificate
        return cache.get(`${url} ${serialNumber} ${issuer.text}`, now, ask)
      })
    },
    crls: (issued, points, now) =>
      collect(issued, crlUrls(points), (url) =>
        cache.get(url, now, async () => {
          const bytes = await get(url, { method: 'GET', headers: CRL_HEADERS }, limits.maxCrlBytes)
          const crl = parseCrl(bytes, { maxBytes: limits.maxCrlBytes })
          return { answer: crl, until: crl.nextUpdate }
        }),
      ),
  }
}

const OCSP_HEADERS = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
const CRL_HEADERS = { accept: 'application/pkix-crl, */*' }

/** Addresses of responders, and of lists: LDAP, which they can be too, is not spoken here. */
const HTTP = /^https?:\/\//i

function ocspUrls({ certificate }: Issued): string[] {
  return (certificate.authorityInfoAccess ?? []).flatMap(({ method, location }) =>
    method === ACCESS_METHOD.ocsp && location.kind === 'uri' && HTTP.test(location.value)
      ? [location.value]
      : [],
  )
}

/** `http` addresses of distribution points. One in relative or directory form names no place on the network. */
function crlUrls(points: readonly DistributionPoint[]): string[] {
  const names = points.flatMap(({ name }) => (name?.kind === 'full' ? name.names : []))
  const urls = names.flatMap((name) => (name.kind === 'uri' && HTTP.test(name.value) ? [name.value] : []))
  return [...new Set(urls)]
}

const unreachable = (reason: string) =>
  revocationError('ERR_REVOCATION_UNREACHABLE', { subject: '', url: '', reason })

/** An answer that cannot be read, one without our nonce, or none at all. */
function gapOf(error: unknown, subject: string, url: string): Gap {
  if (!(error instanceof TrustError)) {
    // What a `fetch` throws is an error of the network, whatever its class.
    const reason = error instanceof Error ? error.name : 'Error'
    return indeterminate('path.revocation', 'ERR_REVOCATION_UNREACHABLE', { subject, url, reason })
  }
  if (error.code === 'ERR_OCSP_NONCE')
    return indeterminate('path.revocation', 'ERR_REVOCATION_NONCE', { subject, url })
  const { reason, status } = error.facts
  if (error.code === 'ERR_REVOCATION_UNREACHABLE')
    return indeterminate('path.revocation', error.code, { subject, url, reason: reason ?? '' })
  const because = status ?? error.code
  if (error.code.startsWith('ERR_FETCH_'))
    return indeterminate('path.revocation', 'ERR_REVOCATION_UNREACHABLE', { subject, url, reason: because })
  return indeterminate('path.revocation', 'ERR_REVOCATION_MALFORMED', {
    subject,
    source: url,
    reason: because,
  })
}

/** Ends in time also where the `fetch` does not heed its signal. */
function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

/** Lets so many run at one time, the others in their turn. */
function createTurns(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = limit
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
