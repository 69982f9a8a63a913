import { type Certificate, inspectPath, parseCertificate, TrustError } from '@xinyin/core'
import { children, parseDer } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describeCertificate } from '@xinyin/core/x509'
import { POLICY, readMember, SERVER_NAME, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateSigned } from '../mutation/sign.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Outcome, Target } from '../target.ts'

const anchored = trustAuthority('tls-server')

async function inspectChain(chain: readonly Certificate[], isMiddleGiven: boolean): Promise<Outcome> {
  const [leaf, ...intermediates] = chain
  if (leaf === undefined) return 'refused'
  describeCertificate(leaf, 'en')
  const trust = isMiddleGiven ? anchored : { ...anchored, intermediates: [] }
  const { verdict, subject } = await inspectPath(leaf, {
    trust,
    role: 'tls-server',
    target: 'server',
    name: { dns: SERVER_NAME },
    at: CORPUS_TIME,
    intermediates,
    policies: { requireExplicit: true, acceptable: [POLICY] },
    revocation: skipRevocation,
  })
  if (verdict !== 'passed') return 'refused'
  const known = ['server', 'middle', 'root'].map((name) => readMember(name).raw)
  const isKnown = ({ raw }: Certificate) => known.some((other) => Buffer.from(other).equals(raw))
  // What else comes along may be anything; what the path goes through may not.
  if (!isMiddleGiven && subject?.certificates.every(isKnown) !== true)
    throw new Error('a path through a certificate that was changed')
  return 'passed'
}

/** A certificate and those above it: the search for a path, and every check of it. */
export const chain: Target = {
  async take(input) {
    let certificates: Certificate[]
    try {
      certificates = children(parseDer(input)).map(({ raw }) => parseCertificate(raw))
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    return inspectChain(certificates, false)
  },
  mutations: [mutateTlv, mutateTlv, mutateBytes],
  sameMeaning: () => true,
}

/** A certificate that was changed before its authority signed it. What passes may be right: no more is asked of it. */
export const signedChain: Target = {
  async take(input) {
    let certificate: Certificate
    try {
      certificate = parseCertificate(input)
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    return (await inspectChain([certificate], true)) === 'passed' ? 'read' : 'refused'
  },
  mutations: [mutateSigned],
}
