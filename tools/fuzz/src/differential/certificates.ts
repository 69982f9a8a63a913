import { type Certificate, inspectPath, parseCertificate, TrustError } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { POLICY, readMember, SERVER_NAME, trustAuthority } from '../authority.ts'
import { CORPUS_TIME, readCorpus, type Seed } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateSigned } from '../mutation/sign.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import { createRandom } from '../random.ts'
import { verifyByOpenssl } from './openssl.ts'
import { type Peer, readByAll } from './peers.ts'

/** A certificate that is accepted here and refused there. */
export interface Difference {
  readonly index: number
  readonly der: Uint8Array
  readonly certificate: Certificate
  readonly peer: Peer
}

/** What came of a number of inputs. */
export interface Comparison {
  readonly inputs: number
  /** Those that are accepted here. */
  readonly accepted: number
  readonly differences: readonly Difference[]
  /** What is refused here and accepted there, by code: `ERR_DER_TAG`. */
  readonly stricter: ReadonlyMap<string, number>
}

const MUTATIONS = [mutateTlv, mutateTlv, mutateBytes]

const certificates = (): Seed[] => [
  ...readCorpus('x509'),
  ...readCorpus('authority').filter(({ name }) => name.endsWith('.der')),
]

/** Certificates changed anyhow, read here, by Node and by pkijs. */
export function compareReaders(seed: string, first: number, count: number): Comparison {
  const seeds = certificates()
  const differences: Difference[] = []
  const stricter = new Map<string, number>()
  let accepted = 0
  for (let index = first; index < first + count; index += 1) {
    const random = createRandom(`${seed}/read/${index}`)
    const [from, other] = [random.pick(seeds), random.pick(seeds)]
    const der = random.pick(MUTATIONS)(from.bytes, random, other.bytes)
    const { ours, refusedBy, readBy } = readByAll(der)
    if (typeof ours === 'string') {
      if (readBy.length > 0) stricter.set(ours, (stricter.get(ours) ?? 0) + 1)
      continue
    }
    accepted += 1
    for (const peer of refusedBy) differences.push({ index, der, certificate: ours, peer })
  }
  return { inputs: count, accepted, differences, stricter }
}

/** Certificates that the authority signed after they were changed, verified here and by OpenSSL as those of a server. */
export async function compareVerdicts(seed: string, first: number, count: number): Promise<Comparison> {
  const [server, signer] = [readMember('server').raw, readMember('signer').raw]
  const inputs = Array.from({ length: count }, (_, at) =>
    mutateSigned(server, createRandom(`${seed}/verify/${first + at}`), signer),
  )
  const theirs = await verifyByOpenssl(inputs)
  const differences: Difference[] = []
  const stricter = new Map<string, number>()
  let accepted = 0
  for (const [at, der] of inputs.entries()) {
    const ours = await verifyHere(der)
    const isAcceptedThere = theirs[at] === undefined
    if (typeof ours === 'string') {
      if (isAcceptedThere) stricter.set(ours, (stricter.get(ours) ?? 0) + 1)
      continue
    }
    accepted += 1
    if (!isAcceptedThere) differences.push({ index: first + at, der, certificate: ours, peer: 'openssl' })
  }
  return { inputs: count, accepted, differences, stricter }
}

const trust = trustAuthority('tls-server')

/** The certificate, or the code that stands against it. */
async function verifyHere(der: Uint8Array): Promise<Certificate | string> {
  let certificate: Certificate
  try {
    certificate = parseCertificate(der)
  } catch (error) {
    if (error instanceof TrustError) return error.code
    throw error
  }
  const { verdict, checks } = await inspectPath(certificate, {
    trust,
    role: 'tls-server',
    target: 'server',
    name: { dns: SERVER_NAME },
    at: CORPUS_TIME,
    policies: { requireExplicit: true, acceptable: [POLICY] },
    revocation: skipRevocation,
  })
  if (verdict === 'passed') return certificate
  return checks.find(({ code }) => code !== undefined)?.code ?? verdict
}
