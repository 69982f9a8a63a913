import { encodeBase64Url } from '@xinyin/core'
import { writeTime } from '../statement/members.ts'
import { encodeEntry } from './entry.ts'
import type { SealStatusList, SealStatusStatement } from './list.ts'
import { type SealStatusAnswer, STATUS_VERSION } from './parse.ts'

const head = ({ makers, issuedAt, nextUpdate }: SealStatusStatement) => ({
  makers,
  issuedAt: writeTime(issuedAt),
  nextUpdate: writeTime(nextUpdate),
})

/** The content of a status list, JSON. */
export function encodeSealStatusList(list: SealStatusList): string {
  const { valid, others } = list
  return JSON.stringify({
    version: STATUS_VERSION,
    list: list.list,
    sequence: list.sequence,
    ...head(list),
    ...(valid.size === 0 ? {} : { valid: encodeBase64Url(valid.bytes) }),
    seals: [...others.values()].map(encodeEntry),
  })
}

/** The content of an answer, JSON. */
export function encodeSealStatusAnswer(answer: SealStatusAnswer): string {
  const { entries, unknown } = answer
  return JSON.stringify({
    version: STATUS_VERSION,
    ...head(answer),
    seals: entries.map(encodeEntry),
    ...(unknown.length === 0 ? {} : { unknown }),
  })
}
