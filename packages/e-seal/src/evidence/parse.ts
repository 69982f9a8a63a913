import { decodeUtf8, parseCertificate } from '@xinyin/core'
import { isJsonObject, type JsonValue, parseStrictJson } from '@xinyin/core/json'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import { parseTimeStamp } from '@xinyin/core/tsp'
import { evidenceError } from './codes.ts'
import type { ArchiveStamp, Evidence, SignatureEvidence } from './evidence.ts'
import { EVIDENCE_LIMITS, type EvidenceLimits, maxStamped } from './limits.ts'
import { readList, readObject, readPiece, readSm3 } from './members.ts'

/** What the file says that it is. A version that is not known may mean other things by the same members. */
export const EVIDENCE_FORMAT = 'xinyin-evidence'
export const EVIDENCE_VERSION = 1

/**
 * Reads a file of evidence. Nothing is verified.
 *
 * ```json
 * {
 *   "format": "xinyin-evidence",
 *   "version": 1,
 *   "signatures": [{ "sm3": "…64 hexadecimal digits…", "timeStamps": ["…base64 of a TimeStampToken…"] }],
 *   "certificates": ["…base64 of DER…"],
 *   "crls": [],
 *   "ocspResponses": [],
 *   "archives": [{ "sm3": ["…", "…"], "timeStamp": "…" }]
 * }
 * ```
 *
 * @param file - UTF-8, or text
 * @throws SealError `ERR_EVIDENCE_FORMAT`, `ERR_EVIDENCE_MEMBER`, `ERR_EVIDENCE_LIMIT`
 * @throws CoreError `ERR_JSON_*`, `ERR_UTF8`
 */
export function parseEvidence(file: Uint8Array | string, given: Partial<EvidenceLimits> = {}): Evidence {
  const limits = { ...EVIDENCE_LIMITS, ...given }
  if (file.length > limits.maxBytes)
    throw evidenceError('ERR_EVIDENCE_LIMIT', { what: 'bytes', found: file.length, limit: limits.maxBytes })
  const value = parseStrictJson(typeof file === 'string' ? file : decodeUtf8(file))
  assertFormat(value)
  const root = readObject(value, '$', MEMBERS)
  const pieces = <T>(name: string, parse: (bytes: Uint8Array) => T): T[] =>
    readList(root[name], name, limits.maxPieces, (item, path) => readPiece(item, path, parse))
  return {
    signatures: readList(root['signatures'], 'signatures', limits.maxSignatures, (item, path) =>
      readSignature(item, path, limits),
    ),
    certificates: pieces('certificates', (der) => parseCertificate(der)),
    crls: pieces('crls', (der) => parseCrl(der)),
    ocspResponses: pieces('ocspResponses', (der) => parseOcspResponse(der)),
    archives: readList(root['archives'], 'archives', limits.maxArchives, (item, path) =>
      readArchive(item, path, limits),
    ),
  }
}

const MEMBERS = ['format', 'version', 'signatures', 'certificates', 'crls', 'ocspResponses', 'archives']

/** First of all: what follows means something only in a format that is known. */
function assertFormat(value: JsonValue): void {
  const { format, version } = isJsonObject(value) ? value : {}
  if (format === EVIDENCE_FORMAT && version === EVIDENCE_VERSION) return
  const found = typeof format === 'string' ? `${format.slice(0, 40)} ${String(version).slice(0, 10)}` : '-'
  throw evidenceError('ERR_EVIDENCE_FORMAT', { found })
}

function readSignature(item: JsonValue, path: string, limits: EvidenceLimits): SignatureEvidence {
  const { sm3, timeStamps } = readObject(item, path, ['sm3', 'timeStamps'])
  return {
    sm3: readSm3(sm3, `${path}.sm3`),
    timeStamps: readList(timeStamps, `${path}.timeStamps`, limits.maxTimeStamps, readToken),
  }
}

function readArchive(item: JsonValue, path: string, limits: EvidenceLimits): ArchiveStamp {
  const { sm3, timeStamp } = readObject(item, path, ['sm3', 'timeStamp'])
  return {
    sm3: readList(sm3, `${path}.sm3`, maxStamped(limits), readSm3),
    timeStamp: readToken(timeStamp, `${path}.timeStamp`),
  }
}

/** A token that can be read; it is kept as it stands, since stamps are over its octets. */
const readToken = (item: JsonValue | undefined, path: string): Uint8Array =>
  readPiece(item, path, (der) => parseTimeStamp(der).raw)
