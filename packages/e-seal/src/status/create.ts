import type { Certificate } from '@xinyin/core'
import { type StatementSigning, signStatement } from '../statement/jws.ts'
import { MAX_PERIOD_MS } from './checks/validity.ts'
import { makerDigest } from './digest.ts'
import { encodeSealStatusAnswer, encodeSealStatusList } from './encode.ts'
import { refuseDuplicates, type SealStatusEntry } from './entry.ts'
import { MAX_ASKED } from './limits.ts'
import { packSeals, type SealStatusList } from './list.ts'
import { parseSealStatusAnswerContent, parseSealStatusListContent, type SealStatusAnswer } from './parse.ts'
import { entryAt, type SealRecord } from './record.ts'

/** What a status list is made from. Times are cut to whole seconds. */
export interface NewSealStatusList {
  /** Which list it is, an absolute URI. */
  readonly list: string
  /** Higher than that of the list before. */
  readonly sequence: number
  readonly issuedAt: Date
  /** When the next one is due: 31 days later at most. */
  readonly nextUpdate: Date
  /** The certificates of the maker, or makers, of these seals: those in the seals, old ones too. */
  readonly makers: readonly Certificate[]
  /** All seals, those that ran out as well: what was sealed with them is still looked at. */
  readonly seals: Iterable<SealRecord>
}

/**
 * Makes the status list of a seal maker's seals. Those that ran out by then are listed as expired.
 *
 * @example
 * ```ts
 * const list = createSealStatusList({
 *   list: 'https://seals.example.gov.cn/status/list', sequence: 12, issuedAt, nextUpdate,
 *   makers: [makerCertificate], seals: await records.all(),
 * })
 * const jws = await signSealStatusList(list, { key: maker.signer, certificates: [makerCertificate] })
 * ```
 * @throws SealError `ERR_SEAL_STATUS_DUPLICATE` for a seal or an identifier that is there twice,
 *   `ERR_STATEMENT_MEMBER` for what no reader would take
 * @throws RangeError for times out of order or too far apart
 */
export function createSealStatusList(content: NewSealStatusList): SealStatusList {
  const { list, sequence, issuedAt, nextUpdate, makers, seals } = content
  assertPeriod(issuedAt, nextUpdate)
  const entries = [...seals].map((record) => entryAt(record, issuedAt))
  refuseDuplicates(entries)
  const isPlain = ({ status }: SealStatusEntry) => status.state === 'valid' && status.suspensions.length === 0
  const others = entries.filter((entry) => !isPlain(entry))
  const made = encodeSealStatusList({
    list,
    sequence,
    issuedAt,
    nextUpdate,
    makers: [...new Set(makers.map(makerDigest))],
    valid: packSeals(entries.filter(isPlain).map(({ digest }) => digest)),
    others: new Map(others.map((entry) => [entry.digest, entry])),
  })
  return parseSealStatusListContent(made)
}

/**
 * Signs a status list with SM2 or ES256, by the kind of the key: that of the maker, or that of a status issuer
 * 状态发布方.
 *
 * @returns a JWS in compact form
 * @throws TypeError where the key is not that of the first certificate, or of another kind
 */
export const signSealStatusList = (list: SealStatusList, signing: StatementSigning): Promise<string> =>
  signStatement(encodeSealStatusList(list), 'seal-status-list+jws', list.issuedAt, signing)

/** What an answer is made from. */
export interface NewSealStatusAnswer {
  readonly issuedAt: Date
  readonly nextUpdate: Date
  readonly makers: readonly Certificate[]
  /** The seals that were asked for and are known; 100 at most. */
  readonly seals: readonly SealRecord[]
  /** Identifiers that were asked for and are not. */
  readonly unknown?: readonly string[]
}

/**
 * Makes an answer about some seals, signed and soon stale.
 *
 * @returns a JWS in compact form
 * @throws as {@link createSealStatusList} and {@link signSealStatusList}
 */
export function createSealStatusAnswer(
  { issuedAt, nextUpdate, makers, seals, unknown = [] }: NewSealStatusAnswer,
  signing: StatementSigning,
): Promise<string> {
  assertPeriod(issuedAt, nextUpdate)
  if (seals.length + unknown.length > MAX_ASKED) throw new RangeError(`seals: ${MAX_ASKED} at most`)
  const entries = seals.map((record) => entryAt(record, issuedAt))
  const answer: SealStatusAnswer = {
    issuedAt,
    nextUpdate,
    makers: [...new Set(makers.map(makerDigest))],
    entries,
    unknown,
  }
  const content = encodeSealStatusAnswer(answer)
  parseSealStatusAnswerContent(content)
  return signStatement(content, 'seal-status+jws', issuedAt, signing)
}

function assertPeriod(issuedAt: Date, nextUpdate: Date): void {
  const period = nextUpdate.getTime() - issuedAt.getTime()
  if (!(period > 0 && period <= MAX_PERIOD_MS))
    throw new RangeError('nextUpdate: up to 31 days after issuedAt')
}
