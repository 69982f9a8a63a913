import { encodeBase64 } from '@xinyin/core'
import { evidenceError } from './codes.ts'
import type { Evidence } from './evidence.ts'
import { EVIDENCE_LIMITS } from './limits.ts'
import { EVIDENCE_FORMAT, EVIDENCE_VERSION } from './parse.ts'

/**
 * Writes evidence as the text of a file, which `parseEvidence` reads.
 *
 * @throws SealError `ERR_EVIDENCE_LIMIT` for what no reader would take with the limits that it has unless told otherwise
 */
export function encodeEvidence(evidence: Evidence): string {
  const { signatures, certificates, crls, ocspResponses, archives } = evidence
  const { maxSignatures, maxTimeStamps, maxPieces, maxArchives } = EVIDENCE_LIMITS
  refuseMore('signatures', signatures.length, maxSignatures)
  for (const { timeStamps } of signatures) refuseMore('timeStamps', timeStamps.length, maxTimeStamps)
  for (const [what, pieces] of Object.entries({ certificates, crls, ocspResponses }))
    refuseMore(what, pieces.length, maxPieces)
  refuseMore('archives', archives.length, maxArchives)
  const raws = (pieces: readonly { readonly raw: Uint8Array }[]) => pieces.map(({ raw }) => encodeBase64(raw))
  const content = {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    signatures: signatures.map(({ sm3, timeStamps }) => ({
      sm3,
      timeStamps: timeStamps.map((token) => encodeBase64(token)),
    })),
    certificates: raws(certificates),
    crls: raws(crls),
    ocspResponses: raws(ocspResponses),
    archives: archives.map(({ sm3, timeStamp }) => ({ sm3, timeStamp: encodeBase64(timeStamp) })),
  }
  return `${JSON.stringify(content, undefined, 1)}\n`
}

function refuseMore(what: string, found: number, limit: number): void {
  if (found > limit) throw evidenceError('ERR_EVIDENCE_LIMIT', { what, found, limit })
}
