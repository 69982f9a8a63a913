import { decodeBase64Url } from '@xinyin/core'
import { type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { statementError } from '../statement/codes.ts'
import { type Members, memberError, openMembers } from '../statement/members.ts'
import { statusError } from './codes.ts'
import { ENTRY_MEMBERS, MAX_SEAL_ID, readEntry, refuseDuplicates, type SealStatusEntry } from './entry.ts'
import { DEFAULT_STATUS_LIMITS, MAX_ASKED, MAX_MAKERS, type SealStatusLimits } from './limits.ts'
import { hasSeal, openSeals, type SealStatusList, type SealStatusStatement, type ValidSeals } from './list.ts'

/** Of lists and answers; there is no other yet. */
export const STATUS_VERSION = 1

const COMMON = ['version', 'makers', 'issuedAt', 'nextUpdate', 'seals']
const URI = /^[a-z][a-z\d+.-]*:[!-~]+$/i

/**
 * Reads the content of a status list, without its signature.
 *
 * @throws SealError `ERR_STATEMENT_VERSION`, `ERR_STATEMENT_MEMBER`, `ERR_STATEMENT_SIZE`,
 *   `ERR_SEAL_STATUS_DUPLICATE`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseSealStatusListContent(
  text: string,
  { maxEntries }: SealStatusLimits = DEFAULT_STATUS_LIMITS,
): SealStatusList {
  const members = open(text, 'seal status list', [...COMMON, 'list', 'sequence', 'valid'])
  const list = members.text('list')
  if (!URI.test(list)) throw memberError(members.path, 'list')
  const valid = readValid(members)
  const entries = members.objects('seals', ENTRY_MEMBERS, maxEntries).map(readEntry)
  refuseDuplicates(entries)
  const twice = entries.find(({ digest }) => hasSeal(valid, digest))
  if (twice !== undefined) throw statusError('ERR_SEAL_STATUS_DUPLICATE', { seal: twice.id })
  return {
    list,
    sequence: members.count('sequence'),
    ...readStatement(members),
    valid,
    others: new Map(entries.map((entry) => [entry.digest, entry])),
  }
}

function readValid(members: Members): ValidSeals {
  if (!members.has('valid')) return { size: 0, bytes: new Uint8Array() }
  const seals = openSeals(decodeBase64Url(members.text('valid', Number.POSITIVE_INFINITY)))
  if (seals === undefined) throw memberError(members.path, 'valid')
  return seals
}

/** What was asked of some seals, and what is said of them. */
export interface SealStatusAnswer extends SealStatusStatement {
  readonly entries: readonly SealStatusEntry[]
  /** Identifiers that were asked for, of which nothing is known. */
  readonly unknown: readonly string[]
}

/** The same for an answer. @throws as {@link parseSealStatusListContent} */
export function parseSealStatusAnswerContent(text: string): SealStatusAnswer {
  const members = open(text, 'seal status answer', [...COMMON, 'unknown'])
  const entries = members.objects('seals', ENTRY_MEMBERS, MAX_ASKED).map(readEntry)
  const unknown = members.has('unknown') ? members.texts('unknown', MAX_ASKED, MAX_SEAL_ID) : []
  refuseDuplicates(entries)
  const both = entries.find(({ id }) => unknown.includes(id))
  if (both !== undefined) throw statusError('ERR_SEAL_STATUS_DUPLICATE', { seal: both.id })
  return { ...readStatement(members), entries, unknown }
}

function open(text: string, type: string, allowed: readonly string[]): Members {
  const object: JsonObject = parseStrictJsonObject(text, 6)
  const { version } = object
  // What another version means, this one does not know.
  if (version !== STATUS_VERSION) {
    const found = typeof version === 'number' ? version : '-'
    throw statementError('ERR_STATEMENT_VERSION', { type, version: found, known: STATUS_VERSION })
  }
  return openMembers(object, '$', allowed)
}

function readStatement(members: Members): SealStatusStatement {
  const makers = members.texts('makers', MAX_MAKERS, 64)
  if (makers.some((maker) => !/^[\da-f]{64}$/.test(maker))) throw memberError(members.path, 'makers')
  return { makers, issuedAt: members.time('issuedAt'), nextUpdate: members.time('nextUpdate') }
}
