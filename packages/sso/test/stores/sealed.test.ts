import { describe, expect, test } from 'vitest'
import {
  type KeptRecord,
  type RecordStore,
  type SessionKey,
  type Store,
  type StoredRecord,
  sealedStore,
} from '../../src/index.ts'
import { memoryRecords } from '../../src/stores/memory.ts'
import { ISSUER, session } from './contract.ts'

const secret = (fill: number) => new Uint8Array(32).fill(fill)
const OLD: SessionKey = { id: 'old', secret: secret(1) }
const NEW: SessionKey = { id: 'new', secret: secret(2) }
const SM4: SessionKey = { id: 'sm4', secret: secret(3), algorithm: 'SM4-GCM' }

/** A database that somebody has got into. */
function createDatabase() {
  const records = memoryRecords({ clock: () => new Date(1_000_000) })
  const written = new Map<string, StoredRecord>()
  /** What is found instead of what was written. */
  const forged = new Map<string, Partial<KeptRecord>>()
  const database: RecordStore = {
    ...records,
    put(key, record, former) {
      written.set(key, record)
      return records.put(key, record, former)
    },
    async get(key) {
      const record = await records.get(key)
      return record && { ...record, ...forged.get(key) }
    },
    async list(groups) {
      const found = await records.list(groups)
      return found.map(({ key, record }) => ({ key, record: { ...record, ...forged.get(key) } }))
    },
  }
  const storeWith = (...keys: [SessionKey, ...SessionKey[]]) => sealedStore(database, { keys })
  const sealed = (key: string) => written.get(key)?.value ?? ''
  return { storeWith, sealed, written, forged }
}

const tampered = { code: 'ERR_SSO_STORE_RECORD' }

describe.each([
  ['AES-256-GCM', OLD],
  ['SM4-GCM', SM4],
])('a session sealed with %s', (_, key) => {
  test('opens with its key', async () => {
    const { storeWith } = createDatabase()
    await storeWith(key).put('a', session())
    expect(await storeWith(key).get('a')).toEqual(session())
    expect(await storeWith(NEW, key).get('a')).toEqual(session())
  })

  test('is not the same twice', async () => {
    const { storeWith, sealed } = createDatabase()
    const store = storeWith(key)
    await store.put('a', session())
    const first = sealed('a')
    await store.put('a', session())
    expect(sealed('a')).not.toBe(first)
    expect(sealed('a').length).toBe(first.length)
  })

  test('does not open under the key of another', async () => {
    const { storeWith, sealed, forged } = createDatabase()
    const store = storeWith(key)
    await store.put('mine', session())
    await store.put('theirs', session({ sub: 'mayor' }))
    forged.set('mine', { value: sealed('theirs') })
    await expect(store.get('mine')).rejects.toMatchObject(tampered)
    await expect(store.list(ISSUER, 'someone')).rejects.toMatchObject(tampered)
  })

  test('does not open when a character of it was changed', async () => {
    const { storeWith, sealed, forged } = createDatabase()
    const store = storeWith(key)
    await store.put('a', session())
    const value = sealed('a')
    const start = `1.${key.id}.`.length
    for (const at of [0, 1, 2, start, start + 20, value.length - 2]) {
      const other = value[at] === 'A' ? 'B' : 'A'
      const changed = value.slice(0, at) + other + value.slice(at + 1)
      forged.set('a', { value: changed })
      // Another id of a key is one that is not known; everything else is a forgery.
      if (at === 2) expect(await store.get('a')).toBeUndefined()
      else await expect(store.get('a')).rejects.toMatchObject(tampered)
    }
  })

  test.each(['', '1', `1.${key.id}.`, `1.${key.id}.AAAA`, `1.${key.id}.A`, `1.${key.id}.a b`])(
    'is not %j',
    async (value) => {
      const { storeWith, forged } = createDatabase()
      const store = storeWith(key)
      await store.put('a', session())
      forged.set('a', { value })
      await expect(store.get('a')).rejects.toMatchObject(tampered)
    },
  )

  test('does not last longer, nor count as issued later, because a column says so', async () => {
    const { storeWith, forged } = createDatabase()
    const store = storeWith(key)
    await store.put('a', session())
    forged.set('a', { expiresAt: 9e9 })
    await expect(store.get('a')).rejects.toMatchObject(tampered)
    forged.set('a', { issuedAt: 9e9 })
    await expect(store.get('a')).rejects.toMatchObject(tampered)
    forged.set('a', {})
    expect(await store.get('a')).toEqual(session())
  })
})

test('a line ends by times that every database has, also one whose times are dates', async () => {
  const records = memoryRecords({ clock: () => new Date(1_000_000) })
  const asked: number[][] = []
  const database: RecordStore = {
    ...records,
    end(groups, before, keepUntil) {
      asked.push([before, keepUntil])
      return records.end(groups, before, keepUntil)
    },
  }
  const store = sealedStore(database, { keys: [OLD] })
  await store.put('a', session())
  await store.destroyLine('line', 1900)
  expect(await store.get('a')).toBeUndefined()
  // 32 bits are what the least of them have; some make nothing, and no error, of what is more.
  expect(asked.flat().filter((time) => !(time > 0 && time < 2 ** 31))).toEqual([])
})

describe('keys that change', () => {
  test('leave sessions of the old one readable, and write with the new one', async () => {
    const { storeWith, sealed } = createDatabase()
    await storeWith(OLD).put('a', session())
    const both = storeWith(NEW, OLD)
    expect(await both.get('a')).toEqual(session())
    await both.put('b', session())
    expect(sealed('b')).toMatch(/^1\.new\./)
    expect(await storeWith(NEW).get('a')).toBeUndefined()
    expect(await storeWith(NEW).get('b')).toEqual(session())
  })

  test.each<[string, [SessionKey, ...SessionKey[]], [SessionKey, ...SessionKey[]]]>([
    ['the new one last, on both', [OLD, NEW], [OLD, NEW]],
    ['the new one first, on one of two machines', [NEW, OLD], [OLD, NEW]],
    ['the new one on one of two machines', [NEW, OLD], [OLD]],
    ['the old one gone from one of two machines', [NEW], [NEW, OLD]],
    ['another algorithm', [SM4, OLD], [OLD]],
  ])('with %s, have each machine end the other’s sessions, early and late', async (_, one, other) => {
    const { storeWith } = createDatabase()
    const machines = [storeWith(...one), storeWith(...other)] as const
    for (const [here, there] of [machines, [...machines].reverse() as [Store, Store]]) {
      const [sub, key] = [`someone ${here === machines[0]}`, `key ${here === machines[0]}`]
      await here.put(key, session({ sub }))
      await there.destroyBySub(ISSUER, sub, 1000, 1900)
      expect(await here.get(key)).toBeUndefined()
      expect(await here.put(key, session({ sub }))).toBe(false)
    }
  })

  test('list the sessions of all keys that are known', async () => {
    const { storeWith } = createDatabase()
    await storeWith(OLD).put('a', session())
    await storeWith(NEW, OLD).put('b', session())
    const found = await storeWith(NEW, OLD).list(ISSUER, 'someone')
    expect(found.map(({ key }) => key).sort()).toEqual(['a', 'b'])
    // Sealed with what is not known here: passed over, as `get` does.
    await storeWith(NEW, OLD).put('c', session())
    expect((await storeWith(OLD).list(ISSUER, 'someone')).map(({ key }) => key)).toEqual(['a'])
  })

  test('name a subject differently each, by nothing that could be guessed', async () => {
    const { storeWith, written } = createDatabase()
    await storeWith(OLD).put('a', session())
    await storeWith(NEW).put('b', session())
    await storeWith(SM4).put('c', session())
    const names = [...written.values()].flatMap(({ groups }) => groups)
    expect(new Set(names).size).toBe(9)
    for (const name of names) expect(name).toMatch(/^[\w-]{43}$/)
  })
})

describe('keys that are none', () => {
  const wrong: [name: string, error: RegExp, keys: unknown][] = [
    ['no key', /^keys: at least one/, []],
    ['two of one id', /^keys: two have one id/, [OLD, { ...NEW, id: 'old' }]],
    ['a short secret', /^keys: secret must be 32 octets/, [{ id: 'a', secret: new Uint8Array(31) }]],
    ['a secret that is text', /^keys: secret must be 32 octets/, [{ id: 'a', secret: 'x'.repeat(32) }]],
    ['an id with a dot', /^keys: id must be/, [{ ...OLD, id: 'a.b' }]],
    ['an unknown algorithm', /^keys: algorithm must be/, [{ ...OLD, algorithm: 'AES-128-CBC' }]],
  ]
  test.each(wrong)('%s: refused at once', (_, error, keys) => {
    expect(() => createDatabase().storeWith(...(keys as [SessionKey]))).toThrow(error)
  })

  test('nothing: refused at once', () => {
    const none = {} as { keys: [SessionKey] }
    expect(() => sealedStore(memoryRecords({}), none)).toThrow(/^keys: a list/)
  })
})
