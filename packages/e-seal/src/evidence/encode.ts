import { encodeBase64 } from '@xinyin/core'
import type { Evidence } from './evidence.ts'
import { EVIDENCE_FORMAT, EVIDENCE_VERSION } from './parse.ts'

/** Writes evidence as the text of a file, which `parseEvidence` reads. */
export function encodeEvidence(evidence: Evidence): string {
  const { signatures, certificates, crls, ocspResponses, archives } = evidence
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
