import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What the provider keeps, of all its models, for as long as it runs. */
export interface Storage {
  /** The adapter of one model, as `oidc-provider` wants it. */
  adapter(model: string): Adapter
}

/** Keeps everything in memory: a development provider forgets when it stops. */
export function createStorage(): Storage {
  const entries = new Map<string, { model: string; payload: AdapterPayload; until: number }>()
  const keyBy = (model: string, field: string, value: string) => JSON.stringify([model, field, value])

  const read = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key)
    if (entry !== undefined && entry.until > Date.now()) return entry.payload
    entries.delete(key)
    return undefined
  }

  const adapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const entry = {
        model,
        payload,
        until: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY,
      }
      entries.set(keyBy(model, 'id', id), entry)
      if (payload.uid !== undefined) entries.set(keyBy(model, 'uid', payload.uid), entry)
    },
    find: async (id) => read(keyBy(model, 'id', id)),
    findByUid: async (uid) => read(keyBy(model, 'uid', uid)),
    // Codes for devices that have no browser; the sandbox has none.
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = read(keyBy(model, 'id', id))
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      const payload = read(keyBy(model, 'id', id))
      entries.delete(keyBy(model, 'id', id))
      if (payload?.uid !== undefined) entries.delete(keyBy(model, 'uid', payload.uid))
    },
    async revokeByGrantId(grantId) {
      for (const [key, entry] of entries) {
        if (entry.model === model && entry.payload.grantId === grantId) entries.delete(key)
      }
    },
  })
  return { adapter }
}
