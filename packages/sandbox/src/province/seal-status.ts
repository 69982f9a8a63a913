import type { Seal } from '@xinyin/e-seal'
import {
  createSealStatusHandler,
  createSealStatusList,
  recordSeal,
  resumeSeal,
  revokeSeal,
  type SealRecord,
  type StatementSigning,
  signSealStatusList,
  suspendSeal,
  type Withdrawal,
} from '@xinyin/e-seal/maker'
import type { Holder } from './authorities.ts'

/** What the seal maker of a province keeps of its seals, and tells of them 印章状态. */
export interface SealStatusOffice {
  /**
   * Answers below any path: `GET …/seals/ID` about one seal, `POST …/seals` about several, `GET …/list` with the whole
   * list.
   */
  handle(request: Request): Promise<Response>
  /** The signed list of now, as `createSealStatusChecker` takes it. */
  list(): Promise<string>
  /** Takes a seal of this maker into the record. */
  add(seal: Seal): void
  /** Takes a seal out of use for a while, from now unless told otherwise. */
  suspend(seal: Seal, withdrawal?: Partial<Withdrawal>): void
  /** Lets it be used again. */
  resume(seal: Seal): void
  /** Withdraws a seal for good, from now unless told otherwise. */
  revoke(seal: Seal, withdrawal?: Partial<Withdrawal>): void
}

const DAY = 24 * 60 * 60 * 1000
/** The list's name. No such host is there: it names the list, and is not where it is. */
const LIST = 'https://seals.sandbox.invalid/list'

/** Sets up what a seal maker tells of his seals. All of it is forgotten with the program. */
export function createSealStatusOffice(maker: Holder, clock: () => Date): SealStatusOffice {
  const records = new Map<string, SealRecord>()
  const signing: StatementSigning = { key: maker.signer, certificates: [maker.certificate] }
  const makers = [maker.certificate]
  let sequence = 0
  const list = () => {
    const issuedAt = clock()
    // Seconds, so that a later run has higher numbers too; no two lists have one.
    sequence = Math.max(sequence + 1, Math.floor(issuedAt.getTime() / 1000))
    const content = { list: LIST, sequence, issuedAt, nextUpdate: new Date(issuedAt.getTime() + DAY), makers }
    return signSealStatusList(createSealStatusList({ ...content, seals: records.values() }), signing)
  }
  const change = ({ info }: Seal, next: (record: SealRecord) => SealRecord) => {
    const record = records.get(info.id)
    if (record === undefined) throw new RangeError('seal: not of this maker')
    records.set(info.id, next(record))
  }
  return {
    handle: createSealStatusHandler({ lookup: (id) => records.get(id), makers, signing, list, now: clock }),
    list,
    add(seal) {
      records.set(seal.info.id, recordSeal(seal))
    },
    suspend: (seal, withdrawal) =>
      change(seal, (record) => suspendSeal(record, { since: clock(), ...withdrawal })),
    resume: (seal) => change(seal, (record) => resumeSeal(record, clock())),
    revoke: (seal, withdrawal) =>
      change(seal, (record) => revokeSeal(record, { since: clock(), ...withdrawal })),
  }
}
