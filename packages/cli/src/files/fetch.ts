import type { Fetch } from '@xinyin/core'
import { createNodeFetch } from '@xinyin/core/node'
import { CliError } from '../errors.ts'

/**
 * A fetch for the address that the operator himself typed: wherever it points, also at his own network, that is what he
 * meant. It goes there and nowhere else.
 *
 * @throws CliError `ERR_URL`
 */
export function operatorFetch(url: string): Fetch {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw new CliError('ERR_URL', { found: url })
  const port = Number(parsed.port || (parsed.protocol === 'https:' ? 443 : 80))
  return createNodeFetch({ schemes: ['https', 'http'], ports: [port], allow: ['0.0.0.0/0', '::/0'] })
}
