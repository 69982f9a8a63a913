import { encodeBase64 } from '@xinyin/core'
import type { Seed } from '../corpus.ts'

/** The pieces of evidence, DER, as other seeds are. */
export interface EvidencePieces {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
  readonly timeStamp: Uint8Array
}

/** Files of evidence: with a piece of every kind, and without any. */
export function createEvidenceFiles(pieces: EvidencePieces): Seed[] {
  const list = (ders: readonly Uint8Array[]) => ders.map((der) => encodeBase64(der))
  const timeStamp = encodeBase64(pieces.timeStamp)
  const sm3 = 'ab'.repeat(32)
  const head = { format: 'xinyin-evidence', version: 1 }
  const none = { signatures: [], certificates: [], crls: [], ocspResponses: [], archives: [] }
  const whole = {
    signatures: [{ sm3, timeStamps: [timeStamp] }],
    certificates: list(pieces.certificates),
    crls: list(pieces.crls),
    ocspResponses: list(pieces.ocspResponses),
    archives: [{ sm3: [sm3, 'cd'.repeat(32)], timeStamp }],
  }
  return [
    { name: 'whole', bytes: new TextEncoder().encode(JSON.stringify({ ...head, ...whole })) },
    { name: 'empty', bytes: new TextEncoder().encode(JSON.stringify({ ...head, ...none })) },
  ]
}
