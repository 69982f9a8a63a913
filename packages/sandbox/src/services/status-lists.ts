import { createServer } from 'node:http'
import { createListener } from '@xinyin/core/node'
import type { StatusReference } from '@xinyin/e-license'
import {
  allocateStatus,
  changeStatuses,
  createStatusList,
  createStatusListHandler,
  encodeState,
  type LicenceState,
  openStatusAllocation,
  type StatusListSigning,
} from '@xinyin/e-license/status'
import { closeServer, listen } from '../listen.ts'

export interface StatusListsOptions {
  /** Who signs, as `statusIssuer` of a province is one. */
  readonly signing: StatusListSigning
  /** Places of the list; 4,096 unless given. */
  readonly size?: number
  /** Seconds after which verifiers are to ask again, and for which a list is to be believed; 1 and 600 unless given. */
  readonly ttl?: number
  readonly lifetime?: number
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** What time it is for what is said; the machine's own unless given. */
  readonly clock?: () => Date
}

/** A status provider that runs on this machine, with one list of four bits. */
export interface RunningStatusLists {
  readonly uri: string
  /** Takes a place for a licence that is to be issued: its state is valid. */
  allocate(): StatusReference
  /** Says what became of the licence at a place; verifiers hear of it when they ask again. */
  set(index: number, state: LicenceState): void
  close(): Promise<void>
}

/**
 * Starts a status provider on this machine, at `/status/1`. All of it is forgotten when it is closed.
 *
 * @example
 * ```ts
 * const lists = await serveStatusLists({ signing: { signer, certificates: [certificate] } })
 * const status = lists.allocate()
 * const { sdJwt } = await issueLicence({ ...data, status }, options)
 * lists.set(status.index, 'withheld')
 * ```
 */
export async function serveStatusLists(options: StatusListsOptions): Promise<RunningStatusLists> {
  const { signing, size = 4096, ttl = 1, lifetime = 600, port = 0, clock = () => new Date() } = options
  let list = createStatusList({ bits: 4, size })
  let origin = ''
  const handle = createStatusListHandler({
    find: (uri) => (uri === `${origin}/status/1` ? list : undefined),
    // A listener knows the path alone.
    uri: ({ url }) => origin + new URL(url).pathname,
    signing,
    ttl,
    lifetime,
    now: clock,
  })
  const server = createServer(createListener(handle))
  origin = await listen(server, port)
  const uri = `${origin}/status/1`
  let allocation = openStatusAllocation({ uri, size })
  return {
    uri,
    allocate() {
      const { reference, state } = allocateStatus(allocation)
      allocation = state
      return reference
    },
    set(index, state) {
      list = changeStatuses(list, [[index, encodeState(state, list.bits)]])
    },
    close: () => closeServer(server),
  }
}
