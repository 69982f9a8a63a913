import type { LicenceStatusChecker } from '@xinyin/e-license'
import { createStatusChecker } from '@xinyin/e-license/status'
import { readFile } from '../files/read.ts'
import { openNetwork, type TrustOptions } from '../trust/open.ts'

/** Where it is told what became of licences. */
export interface StatusOptions extends Pick<TrustOptions, 'online' | 'allow'> {
  readonly statusList?: readonly string[]
  /** Seconds since a list was signed. */
  readonly maxAge?: number
}

/** As much as the checker takes: ten million places, however they compress. */
export const MAX_STATUS_LIST = 20 * 1024 * 1024

/**
 * Who tells what became of licences: the lists that were named, and the network where it was asked for.
 *
 * @returns nothing where neither was: a licence that names a list is then not passed
 * @throws CliError `ERR_FILE_*`, `ERR_ALLOW`, `ERR_OPTION_MISSING`
 */
export async function readStatusChecker(options: StatusOptions): Promise<LicenceStatusChecker | undefined> {
  const { statusList = [], maxAge } = options
  const fetch = openNetwork(options)
  if (statusList.length === 0 && fetch === undefined) return undefined
  const lists = await Promise.all(statusList.map((file) => readFile(file, MAX_STATUS_LIST)))
  return createStatusChecker({
    lists,
    ...(fetch === undefined ? {} : { fetch }),
    ...(maxAge === undefined ? {} : { maxAge }),
  })
}
