import type { LicenceState } from '../verify/status-checker.ts'
import { statusListError } from './codes.ts'
import { isStatusBits, type StatusBits } from './list.ts'

/**
 * The eight states of a licence in four bits.
 *
 * `VALID` and `SUSPENDED` are the draft's own (draft-ietf-oauth-status-list, 7.1). Five more have the five values that it
 * leaves to applications for good. `INVALID` is what is left: a licence that no longer holds, with no reason told, as in
 * a list of one bit. So no value here will ever get another meaning, and who knows only the draft's values refuses what
 * has to be refused.
 */
export const STATE_VALUES: Readonly<Record<LicenceState, number>> = {
  /** 01 有效 */
  valid: 0x00,
  /** 99 其他 */
  other: 0x01,
  /** 02 暂扣 */
  withheld: 0x02,
  /** 03 撤销 */
  withdrawn: 0x03,
  /** 04 注销 */
  cancelled: 0x0c,
  /** 05 失效 */
  lapsed: 0x0d,
  /** 06 办理转出 */
  'transferred-out': 0x0e,
  /** 07 吊销 */
  revoked: 0x0f,
}

const STATES: ReadonlyMap<number, LicenceState> = /* @__PURE__ */ new Map(
  (Object.keys(STATE_VALUES) as LicenceState[]).map((state) => [STATE_VALUES[state], state]),
)

/**
 * The value of a state in a list of so many bits. Where it does not fit, it is `INVALID`: fewer bits tell less.
 *
 * @throws RangeError for `bits`, TypeError for a state that is none
 */
export function encodeState(state: LicenceState, bits: StatusBits): number {
  if (!isStatusBits(bits)) throw new RangeError('bits: expected 1, 2, 4 or 8')
  if (!Object.hasOwn(STATE_VALUES, state))
    throw new TypeError(`state: expected one of ${Object.keys(STATE_VALUES).join(', ')}`)
  const value = STATE_VALUES[state]
  return value < 2 ** bits ? value : STATE_VALUES.other
}

/**
 * The state that a value stands for.
 *
 * @throws LicenceError `ERR_STATUS_LIST_VALUE` for values that are kept for later: nothing can be said then
 */
export function parseState(value: number): LicenceState {
  const state = STATES.get(value)
  if (state === undefined) throw statusListError('ERR_STATUS_LIST_VALUE', { value })
  return state
}
