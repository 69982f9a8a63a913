import { children, type DerNode, parseBer, parseDer, TAG } from '@xinyin/core/der'
import { parseTimeStamp } from '@xinyin/core/tsp'
import { sealError } from '../seal/codes.ts'
import { readDateTime } from '../seal/date-time.ts'
import { readBits, readSealTime } from '../seal/element.ts'
import type { Note } from '../seal/tolerance.ts'
import type { TimeInfo } from './signature.ts'

const ELEMENT = 'timeInfo'
const MAX_TEXT = 40

/**
 * `timeInfo` of GM/T 0031-2014: a BIT STRING, which holds text in one of several forms, an ASN.1 time, or a time stamp
 * token. What the text of the standard has in it is not known here [?].
 *
 * @throws SealError `ERR_SEAL_STRUCTURE`; CoreError `ERR_DER_*`, `ERR_TSP_*`, `ERR_CMS_*`
 */
export function readFirstTimeInfo(node: DerNode, note: Note): { time: Date; timeInfo: TimeInfo } {
  if (isTime(node.tag)) {
    note('time-info-type', ELEMENT)
    return {
      time: readSealTime(node, ELEMENT, node.tag, note),
      timeInfo: { kind: 'time', content: node.raw },
    }
  }
  const isString =
    node.tag === TAG.ia5String || node.tag === TAG.utf8String || node.tag === TAG.printableString
  if (isString) note('time-info-type', ELEMENT)
  const content = isString ? node.content : readBits(node, ELEMENT, note)
  const first = content[0] ?? 0
  if (isTime(first)) {
    const inner = parseDer(content)
    return { time: readSealTime(inner, ELEMENT, inner.tag, note), timeInfo: { kind: 'time', content } }
  }
  if (first === TAG.sequence) {
    const token = tokenOf(content)
    return { time: parseTimeStamp(token).info.time, timeInfo: { kind: 'time-stamp', content: token } }
  }
  const text = content.length > MAX_TEXT ? '' : String.fromCharCode(...content)
  const time = readDateTime(text)
  if (time === undefined) throw sealError('ERR_SEAL_STRUCTURE', { element: ELEMENT })
  return { time, timeInfo: { kind: 'text', content } }
}

const isTime = (tag: number) => tag === TAG.generalizedTime || tag === TAG.utcTime

/** The token in the whole answer of a time stamp service (RFC 3161, 2.4.2), or what was given. */
function tokenOf(content: Uint8Array): Uint8Array {
  const [first, second] = children(parseBer(content))
  return first?.tag === TAG.sequence && second?.tag === TAG.sequence ? second.raw : content
}
