import { encodeHex, encodeUtf8 } from '@xinyin/core'

/**
 * As much of a connection to Redis as is used. A client of `redis` and one of `ioredis`, alone or of a cluster, fit as they
 * are; for a cluster of `redis`, which has to be told the key, and for anything else, it is a function:
 * `(command, key) => cluster.sendCommand(key, false, [...command])`.
 */
export type RedisClient =
  | { call(command: string, ...values: string[]): Promise<unknown> }
  | { sendCommand(command: string[]): Promise<unknown> }
  | ((command: readonly string[], key: string) => Promise<unknown>)

type Send = (command: readonly string[], key: string) => Promise<unknown>

function senderOf(client: RedisClient): Send {
  if (typeof client === 'function') return client
  // ioredis has a `sendCommand` too, which takes something else.
  if ('call' in client) return ([name = '', ...values]) => client.call(name, ...values)
  return (command) => client.sendCommand([...command])
}

async function sha1(text: string): Promise<string> {
  return encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-1', encodeUtf8(text) as BufferSource)))
}

/** Runs scripts on the node that has a key. */
export function createScriptRunner(client: RedisClient) {
  const send = senderOf(client)
  const digests = new Map<string, Promise<string>>()
  return async (script: string, key: string, values: readonly string[]): Promise<unknown> => {
    const digest = digests.get(script) ?? sha1(script)
    digests.set(script, digest)
    // The key is told for routing alone; scripts make their own.
    const rest = ['1', key, ...values]
    try {
      return await send(['EVALSHA', await digest, ...rest], key)
    } catch (error) {
      // A node that was started anew, or has taken over, has not seen the script: nothing was done yet.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return send(['EVAL', script, ...rest], key)
    }
  }
}
