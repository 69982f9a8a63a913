import { type Check, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { StampFinding } from '../evidence/time-stamp.ts'
import { inspectStamp } from '../evidence/time-stamp.ts'
import { showTime } from './moments.ts'
import type { ProofContext, Stamped, TimeProof } from './time-proof.ts'

/** Stamps of the evidence that are looked at for one value. */
const MAX_TOKENS = 8

/** What stamps, in the structure and in the evidence, prove of a signature value: see `inspectProof`. */
export async function proveByStamps(
  id: string,
  { embedded, content }: Stamped,
  context: ProofContext,
): Promise<TimeProof> {
  const { proofs } = context
  const stamp = (token: Uint8Array) => inspectStamp({ token, content, ...context })
  const own = embedded === undefined ? undefined : await stamp(embedded)
  if (own?.verdict === 'failed' && !isAboutAuthority(own))
    return { check: failed(id, own.code, withSource(own, 'structure')), proven: undefined }
  const others: StampFinding[] = []
  for (const token of proofs.tokensFor(content).slice(0, MAX_TOKENS)) others.push(await stamp(token))

  const best = earliest([...(own === undefined ? [] : [own]), ...others])
  const archived = proofs.existedAt(content)
  if (archived !== undefined && (best?.proven === undefined || archived < best.proven)) {
    const facts = { time: showTime(archived), source: 'archive' }
    return { check: passed(id, facts), proven: archived }
  }
  if (best?.proven !== undefined) {
    const facts = withSource(best, best === own ? 'structure' : 'evidence')
    return { check: passed(id, facts), proven: best.proven }
  }
  if (own !== undefined) return { check: against(id, own), proven: undefined }
  const [other] = others
  if (other === undefined) return { check: skipped(id, 'time-stamp'), proven: undefined }
  const facts = { because: 'valid-time-stamp', offered: others.length, reason: other.code }
  return { check: { ...skipped(id, 'valid-time-stamp'), facts }, proven: undefined }
}

/** What happened to the authority says nothing of whether the stamp is one for this value. */
const isAboutAuthority = ({ code }: StampFinding) => /^ERR_(PATH|REVOCATION|GRANT)_/.test(code)

const withSource = ({ facts }: StampFinding, source: 'structure' | 'evidence') => ({ ...facts, source })

/** One whose authority's certificate has run out was good; it only proves nothing any more. */
function against(id: string, own: StampFinding): Check {
  const facts = withSource(own, 'structure')
  const isOver = own.code === 'ERR_PATH_EXPIRED'
  return own.verdict === 'failed' && !isOver
    ? failed(id, own.code, facts)
    : indeterminate(id, own.code, facts)
}

function earliest(findings: readonly StampFinding[]): StampFinding | undefined {
  let best: StampFinding | undefined
  for (const finding of findings) {
    if (finding.proven === undefined) continue
    if (best?.proven === undefined || finding.proven < best.proven) best = finding
  }
  return best
}
