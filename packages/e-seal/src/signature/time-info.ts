import { type DerNode, TAG } from '@xinyin/core/der'
import { readSealTime } from '../seal/element.ts'
import type { Note } from '../seal/tolerance.ts'
import type { TimeInfo } from './signature.ts'

const ELEMENT = 'timeInfo'

/** `timeInfo` of GB/T 38540-2020 and GM/T 0031-2025: a GeneralizedTime. */
export function readTimeInfo(node: DerNode, note: Note): { time: Date; timeInfo: TimeInfo } {
  const time = readSealTime(node, ELEMENT, TAG.generalizedTime, note)
  return { time, timeInfo: { kind: 'time', content: node.raw } }
}
