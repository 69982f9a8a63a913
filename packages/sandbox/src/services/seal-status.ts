import { createServer } from 'node:http'
import { createListener } from '@xinyin/core/node'
import { closeServer, listen } from '../listen.ts'
import type { SealStatusOffice } from '../province/seal-status.ts'

/** A status service that runs on this machine. */
export interface RunningSealStatus {
  /** As `createSealStatusChecker` takes it by `url`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts the status service of a province's seal maker on this machine, at `/seal-status`.
 * The port 0, the default, is any free one.
 *
 * @example
 * ```ts
 * const province = await createProvince()
 * const service = await serveSealStatus(province.sealStatus)
 * const status = createSealStatusChecker({ fetch, url: () => service.url })
 * province.sealStatus.revoke(province.seal, { reason: 'office-closed' })
 * ```
 */
export async function serveSealStatus(
  office: SealStatusOffice,
  { port = 0 }: { readonly port?: number } = {},
): Promise<RunningSealStatus> {
  const handle = (request: Request) =>
    new URL(request.url).pathname.startsWith('/seal-status/')
      ? office.handle(request)
      : Promise.resolve(new Response(null, { status: 404 }))
  const server = createServer(createListener(handle))
  const origin = await listen(server, port)
  return { url: `${origin}/seal-status`, close: () => closeServer(server) }
}
