import { type RecordStore, sealedStore } from '../../src/index.ts'
import { memoryRecords } from '../../src/stores/memory.ts'
import { createBench, Jar, NOW, signIn } from '../hostile-provider.ts'

/** A portal on a store that can be out, method by method, and a browser that has signed in. */
export async function signedInWithAway() {
  const inner = memoryRecords({ clock: () => new Date(NOW * 1000) })
  const state: { isOut: (method: string) => boolean } = { isOut: () => false }
  const entries = Object.entries(inner) as [string, (...values: unknown[]) => Promise<unknown>][]
  const away = entries.map(([name, method]) => [
    name,
    async (...values: unknown[]) => {
      if (state.isOut(name)) throw new Error('away')
      return method(...values)
    },
  ])
  const keys = [{ id: 'k', secret: new Uint8Array(32) }] as const
  const store = sealedStore(Object.fromEntries(away) as RecordStore, { keys })
  const bench = await createBench({ store })
  const jar = new Jar()
  await signIn(bench, jar)
  return { sso: bench.sso, jar, state }
}
