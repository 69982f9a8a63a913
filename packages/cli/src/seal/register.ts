import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { decodeUtf8, TrustError } from '@xinyin/core'
import { parseStrictJson } from '@xinyin/core/json'
import {
  createSealStatusList,
  type SealRecord,
  type SealRegister,
  signSealStatusList,
} from '@xinyin/e-seal/maker'
import { DAY } from '../authority/certify.ts'
import { type AuthorityFolder, readHolder } from '../authority/folder.ts'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'

/** A seal that was made, as its maker keeps it. */
export interface RegisteredSeal {
  readonly name: string
  readonly record: SealRecord
}

/** What a development hierarchy keeps of seals, `seals/register.json`. */
export interface SealBook {
  readonly version: 1
  /** Of the last status list. */
  readonly sequence: number
  /** Requests that were dealt with. */
  readonly requests: readonly string[]
  readonly seals: readonly RegisteredSeal[]
}

const NONE: SealBook = { version: 1, sequence: 0, requests: [], seals: [] }
const MAX_BOOK = 64 * 1024 * 1024
const LIST_DAYS = 30

const bookFile = (dir: string) => join(dir, 'seals', 'register.json')

/** The status of all seals, signed. */
export const statusListFile = (dir: string) => join(dir, 'lists', 'seal-status.jws')

/** Where the hierarchy tells the status of its seals, when it is served. */
export const statusUrlOf = (origin: string) => `${origin}/seal-status`

const TIMES: ReadonlySet<string> = new Set(['validTo', 'since', 'from', 'until'])

/** JSON has no times; by these names records have nothing else. */
function reviveTimes(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => reviveTimes('', each))
  if (typeof value === 'string' && TIMES.has(name)) return new Date(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, reviveTimes(key, each)]))
}

/** @throws CliError `ERR_CA_FOLDER` for a register that this program did not write */
export async function readBook(dir: string): Promise<SealBook> {
  if (!existsSync(bookFile(dir))) return NONE
  try {
    const text = decodeUtf8(await readFile(bookFile(dir), MAX_BOOK))
    const book = reviveTimes('', parseStrictJson(text)) as SealBook
    if (book.version === 1 && Array.isArray(book.seals)) return book
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CliError('ERR_CA_FOLDER', { folder: dir }, cause)
  }
  throw new CliError('ERR_CA_FOLDER', { folder: dir })
}

/** The register as the review of requests asks it. */
export const registerOf = ({ requests, seals }: SealBook): SealRegister => ({
  hasRequest: (request) => requests.includes(request),
  findByName: (name) => seals.filter((seal) => seal.name === name).map(({ record }) => record),
  find: (id) => findSeal(seals, id)?.record,
})

export const findSeal = (seals: SealBook['seals'], id: string): RegisteredSeal | undefined =>
  seals.find(({ record }) => record.id === id)

/** Puts records in the place of those of the same seals, or after the others. */
export function withRecords(book: SealBook, ...changed: readonly RegisteredSeal[]): SealBook {
  const ids = new Set(changed.map(({ record }) => record.id))
  const rest = book.seals.filter(({ record }) => !ids.has(record.id))
  return { ...book, seals: [...rest, ...changed] }
}

/** Writes the register, and the status list that follows from it, which is good for a month. */
export async function writeBook(folder: AuthorityFolder, maker: string, book: SealBook): Promise<void> {
  const { dir, records } = folder
  const { key, certificate, above } = await readHolder(folder, maker)
  const next: SealBook = { ...book, sequence: book.sequence + 1 }
  const issuedAt = new Date(Math.floor(Date.now() / 1000) * 1000)
  const list = createSealStatusList({
    list: `${statusUrlOf(records.origin)}/list`,
    sequence: next.sequence,
    issuedAt,
    nextUpdate: new Date(issuedAt.getTime() + LIST_DAYS * DAY),
    makers: [certificate],
    seals: next.seals.map(({ record }) => record),
  })
  const jws = await signSealStatusList(list, { key, certificates: [certificate, ...above] })
  // First the register: a list that nothing stands behind would be believed.
  await replaceFile(bookFile(dir), `${JSON.stringify(next, undefined, 2)}\n`)
  await replaceFile(statusListFile(dir), `${jws}\n`)
}
