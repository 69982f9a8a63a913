import { TrustError } from '@xinyin/core'
import {
  changeStatuses,
  createStatusList,
  encodeState,
  encodeStatusList,
  parseState,
  parseStatusList,
  readStatus,
} from '@xinyin/e-license/status'
import type { Row } from './fixture.ts'

/** What refuses a list, by its code. */
async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'taken'
  } catch (error) {
    return error instanceof TrustError ? error.code : String(error)
  }
}

/** Makes a status list in this runtime and reads it again: each compresses in its own way, and all are as strict. */
export async function listHere(): Promise<Row[]> {
  const list = changeStatuses(createStatusList({ bits: 4, size: 2 ** 20 }), [[7, encodeState('revoked', 4)]])
  const encoded = await encodeStatusList(list)
  const state = parseState(readStatus(await parseStatusList(encoded), 7))
  const bomb = await refusalOf(() => parseStatusList(encoded, { maxListBytes: 1000 }))
  const longer = await refusalOf(() => parseStatusList({ bits: 4, lst: `${encoded['lst']}AAAA` }))
  const shorter = await refusalOf(() =>
    parseStatusList({ bits: 4, lst: String(encoded['lst']).slice(0, 40) }),
  )
  return [
    { name: 'a status list made and read here', ok: state === 'revoked', found: state },
    { name: 'a status list beyond its limit', ok: bomb === 'ERR_STATUS_LIST_SIZE', found: bomb },
    {
      name: 'a status list with more behind it',
      ok: longer === 'ERR_STATUS_LIST_COMPRESSION',
      found: longer,
    },
    { name: 'a status list that is cut', ok: shorter === 'ERR_STATUS_LIST_COMPRESSION', found: shorter },
  ]
}
