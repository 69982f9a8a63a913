import { type Check, passed, skipped } from '@xinyin/core'
import type { Holder } from '../metadata/data.ts'
import type { HolderClaim } from './holder.ts'

const ID = 'licence.holder'

/**
 * Whether who presents a licence is its holder, as far as anybody asks: by name and number (`checkHolder`), or by the key
 * that the presenter proved to hold.
 */
export function checkPresenter(
  holders: readonly Partial<Holder>[],
  claim: HolderClaim | undefined,
  keyHeld: boolean,
): Check | Promise<Check> {
  if (claim === undefined) return keyHeld ? passed(ID, { by: 'key-binding' }) : skipped(ID, 'holder')
  return compare(holders, claim)
}

async function compare(holders: readonly Partial<Holder>[], claim: HolderClaim): Promise<Check> {
  return (await import('./seldom.ts')).checkHolder(holders, claim)
}
