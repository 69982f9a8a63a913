import { beforeAll, describe, expect, test } from 'vitest'
import {
  type BatchJournal,
  type BatchProgress,
  type JournalEntry,
  memoryJournal,
  sealBatch,
  signBatch,
} from '../../src/batch/index.ts'
import { inspectOfd, sealOfd } from '../../src/carriers/ofd/index.ts'
import { createSeal } from '../../src/create/seal.ts'
import { createDocument, repack } from '../document.ts'
import { createProvince, type Province, sealOptions } from '../province.ts'
import { memoryOutput } from './stores.ts'

let province: Province
let sources: Map<string, Uint8Array>

beforeAll(async () => {
  province = await createProvince()
  sources = new Map(
    Array.from({ length: 7 }, (_, n) => [
      `部门/${n}.ofd`,
      createDocument({ 'Doc_0/Attachs/data.xml': `<data n="${n}"/>` }),
    ]),
  )
})

const documentsOf = (found: ReadonlyMap<string, Uint8Array>) =>
  [...found].map(([id, bytes]) => ({ id, open: async () => bytes }))

const sealing = () => ({
  seal: province.seal,
  signer: province.office.signer,
  stamps: [{ page: 1, box: [140, 200, 40, 40] }] as const,
})

/** The digests are not known beforehand. */
const outcomes = (results: readonly { id: string; outcome: string; code?: string }[]) =>
  results.map(({ id, outcome, code }) => [id, outcome, ...(code === undefined ? [] : [code])])

async function signaturesOf(document: Uint8Array | undefined): Promise<number> {
  if (document === undefined) return -1
  const { verdict, subject } = await inspectOfd(document, { trust: province.trust })
  return verdict === 'passed' ? (subject?.signatures.length ?? -1) : -1
}

/** A journal that ends the run when the entry of this number is to be written: before or after it was. */
function breakingJournal(entries: JournalEntry[], at: number, when: 'before' | 'after'): BatchJournal {
  const add = async (entry: JournalEntry) => {
    if (entries.length === at && when === 'before') throw new Error('power lost')
    entries.push(entry)
    if (entries.length === at + 1 && when === 'after') throw new Error('power lost')
  }
  return { read: async () => [...entries], append: add, note: add }
}

describe('a batch', () => {
  test('seals each document, in their order, and says how far it is', async () => {
    const output = memoryOutput()
    const said: BatchProgress[] = []
    const results = await sealBatch(documentsOf(sources), {
      ...sealing(),
      journal: memoryJournal(),
      output,
      onProgress: (progress) => said.push(progress),
    })
    expect(outcomes(results)).toEqual([...sources.keys()].map((id) => [id, 'sealed']))
    for (const id of sources.keys()) expect(await signaturesOf(output.places.get(id))).toBe(1)
    expect(said.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(said.every(({ total }) => total === 7)).toBe(true)
    expect(output.parts.size).toBe(0)
  })

  test('takes documents from a queue that does not know how many there are', async () => {
    const output = memoryOutput()
    async function* queue() {
      yield* documentsOf(sources)
    }
    const said: BatchProgress[] = []
    const results = await sealBatch(queue(), {
      ...sealing(),
      journal: memoryJournal(),
      output,
      concurrency: 2,
      onProgress: (progress) => said.push(progress),
    })
    expect(results).toHaveLength(7)
    expect(said[6]?.total).toBeUndefined()
  })

  test('that is run again seals nothing again', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch(documentsOf(sources), { ...sealing(), ...stores })
    const before = new Map(stores.output.places)
    const results = await sealBatch(documentsOf(sources), { ...sealing(), ...stores })
    expect(outcomes(results)).toEqual([...sources.keys()].map((id) => [id, 'sealed-earlier']))
    expect(stores.output.places).toEqual(before)
  })

  test('in place, replaces each document once', async () => {
    const places = new Map(sources)
    const output = memoryOutput(places, true)
    const journal = memoryJournal()
    const documents = [...sources.keys()].map((id) => ({
      id,
      open: async () => places.get(id) as Uint8Array,
    }))
    await sealBatch(documents, { ...sealing(), journal, output })
    const results = await sealBatch(documents, { ...sealing(), journal, output })
    expect(results.every(({ outcome }) => outcome === 'sealed-earlier')).toBe(true)
    for (const bytes of places.values()) expect(await signaturesOf(bytes)).toBe(1)
  })

  test('goes on with the others when documents cannot be sealed', async () => {
    const [first, second, third] = [...sources.values()] as [Uint8Array, Uint8Array, Uint8Array]
    const documents = [
      { id: 'good.ofd', open: async () => first },
      { id: 'broken.ofd', open: async () => first.slice(0, 100) },
      { id: '../up.ofd', open: async () => first },
      { id: 'good.ofd', open: async () => second },
      {
        id: 'gone.ofd',
        open: async () => {
          throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
        },
      },
      { id: 'last.ofd', open: async () => third },
    ]
    const journal = memoryJournal()
    const results = await sealBatch(documents, {
      ...sealing(),
      journal,
      output: memoryOutput(),
      concurrency: 1,
    })
    expect(outcomes(results)).toEqual([
      ['good.ofd', 'sealed'],
      ['broken.ofd', 'failed', 'ERR_ZIP_STRUCTURE'],
      ['../up.ofd', 'failed', 'ERR_BATCH_ID'],
      ['good.ofd', 'failed', 'ERR_BATCH_DUPLICATE'],
      ['gone.ofd', 'failed', 'ERR_BATCH_SOURCE'],
      ['last.ofd', 'sealed'],
    ])
    expect(results[4]?.facts).toEqual({ reason: 'ENOENT' })
    const failures = (await journal.read()).filter(({ kind }) => kind === 'failed')
    expect(failures).toHaveLength(4)
  })

  test('says of a document without the page that it cannot be sealed in this way', async () => {
    const results = await sealBatch(documentsOf(sources).slice(0, 1), {
      ...sealing(),
      stamps: [{ page: 9, box: [0, 0, 10, 10] }],
      journal: memoryJournal(),
      output: memoryOutput(),
    })
    expect(results[0]).toMatchObject({ outcome: 'failed', code: 'ERR_BATCH_REFUSED' })
    expect(String(results[0]?.facts?.['reason'])).toMatch(/page 9/)
  })

  test('leaves what comes after the signal untried', async () => {
    const end = new AbortController()
    const results = await sealBatch(documentsOf(sources), {
      ...sealing(),
      journal: memoryJournal(),
      output: memoryOutput(),
      concurrency: 1,
      signal: end.signal,
      onProgress: ({ done }) => done === 3 && end.abort(),
    })
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...['sealed', 'sealed', 'sealed'],
      ...['untried', 'untried', 'untried', 'untried'],
    ])
  })

  test.each([0, 65, 1.5, Number.NaN])('refuses to work on %s at once', async (concurrency) => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await expect(sealBatch([], { ...sealing(), ...stores, concurrency })).rejects.toThrow(RangeError)
  })
})

describe('a run that breaks off at any entry of the journal', () => {
  const count = 3
  // One for the job, two for each document.
  const moments = Array.from({ length: 1 + 2 * count }, (_, at) => at)

  test.each([false, true])('leaves each document sealed once, in place: %s', async (inPlace) => {
    const some = new Map([...sources].slice(0, count))
    for (const when of ['before', 'after'] as const) {
      for (const at of moments) {
        const places = inPlace ? new Map(some) : new Map<string, Uint8Array>()
        const output = memoryOutput(places, inPlace)
        const source = inPlace ? places : some
        const documents = [...some.keys()].map((id) => ({
          id,
          open: async () => source.get(id) as Uint8Array,
        }))
        const entries: JournalEntry[] = []
        const run = (journal: BatchJournal) => sealBatch(documents, { ...sealing(), journal, output })
        await expect(run(breakingJournal(entries, at, when))).rejects.toThrow('power lost')
        const results = await run(breakingJournal(entries, Number.POSITIVE_INFINITY, when))
        expect(
          results.map(({ outcome }) => outcome).filter((outcome) => !outcome.startsWith('sealed')),
        ).toEqual([])
        for (const id of some.keys()) expect(await signaturesOf(places.get(id))).toBe(1)
        expect(output.parts.size).toBe(0)
      }
    }
  })

  test('makes anew what was put aside and is damaged', async () => {
    const [id, bytes] = [...sources][0] as [string, Uint8Array]
    const output = memoryOutput()
    const entries: JournalEntry[] = []
    const run = (journal: BatchJournal) =>
      sealBatch([{ id, open: async () => bytes }], { ...sealing(), journal, output })
    await expect(run(breakingJournal(entries, 1, 'after'))).rejects.toThrow('power lost')
    output.parts.set(id, (output.parts.get(id) as Uint8Array).slice(0, -1))
    const results = await run(breakingJournal(entries, Number.POSITIVE_INFINITY, 'after'))
    expect(outcomes(results)).toEqual([[id, 'sealed']])
    expect(await signaturesOf(output.places.get(id))).toBe(1)
  })
})

describe('no document is sealed twice', () => {
  const one = () => {
    const [id, bytes] = [...sources][0] as [string, Uint8Array]
    return { id, bytes, document: { id, open: async () => bytes } }
  }
  const sealedOnce = async () => {
    const { id, document } = one()
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch([document], { ...sealing(), ...stores })
    return { id, document, stores }
  }

  test('when the result is gone', async () => {
    const { id, document, stores } = await sealedOnce()
    stores.output.places.delete(id)
    const results = await sealBatch([document], { ...sealing(), ...stores })
    expect(outcomes(results)).toEqual([[id, 'failed', 'ERR_BATCH_OUTPUT_MISSING']])
    expect(stores.output.places.size).toBe(0)
  })

  test('when the result was changed, also where results may be replaced', async () => {
    const { id, document, stores } = await sealedOnce()
    const changed = repack(stores.output.places.get(id) as Uint8Array, { 'x.txt': 'x' })
    stores.output.places.set(id, changed)
    const results = await sealBatch([document], { ...sealing(), ...stores, overwrite: true })
    expect(outcomes(results)).toEqual([[id, 'failed', 'ERR_BATCH_OUTPUT_CHANGED']])
    expect(stores.output.places.get(id)).toBe(changed)
  })

  test('when the document became another under the same name', async () => {
    const { id, stores } = await sealedOnce()
    const other = [...sources.values()][1] as Uint8Array
    const results = await sealBatch([{ id, open: async () => other }], { ...sealing(), ...stores })
    expect(outcomes(results)).toEqual([[id, 'failed', 'ERR_BATCH_SOURCE_CHANGED']])
  })

  test('when it carries the seal and the journal is lost, unless that is wanted', async () => {
    const { id, bytes } = one()
    const sealed = await sealOfd(bytes, { ...sealing(), protect: 'continue' })
    const document = { id, open: async () => sealed }
    const run = (again: boolean, output = memoryOutput()) =>
      sealBatch([document], { ...sealing(), journal: memoryJournal(), output, again }).then((results) => ({
        results,
        made: output.places.get(id),
      }))
    const refused = await run(false)
    expect(outcomes(refused.results)).toEqual([[id, 'failed', 'ERR_BATCH_SEALED_BEFORE']])
    expect(refused.made).toBeUndefined()
    const twice = await run(true)
    expect(outcomes(twice.results)).toEqual([[id, 'sealed']])
    expect(await signaturesOf(twice.made)).toBe(2)
  })

  test('but another seal is no reason to refuse', async () => {
    const { id, bytes } = one()
    const other = await createSeal({
      ...sealOptions(province.maker, [province.office.certificate]),
      id: 'another',
    })
    const sealed = await sealOfd(bytes, { ...sealing(), seal: other, protect: 'continue' })
    const output = memoryOutput()
    const document = { id, open: async () => sealed }
    await sealBatch([document], { ...sealing(), journal: memoryJournal(), output })
    expect(await signaturesOf(output.places.get(id))).toBe(2)
  })
})

describe('what the batch did not make is not replaced', () => {
  test('unless that is wanted', async () => {
    const [id, bytes] = [...sources][0] as [string, Uint8Array]
    const foreign = Uint8Array.of(1)
    const output = memoryOutput(new Map([[id, foreign]]))
    const run = (overwrite: boolean) =>
      sealBatch([{ id, open: async () => bytes }], {
        ...sealing(),
        journal: memoryJournal(),
        output,
        overwrite,
      })
    expect(outcomes(await run(false))).toEqual([[id, 'failed', 'ERR_BATCH_OUTPUT_EXISTS']])
    expect(output.places.get(id)).toBe(foreign)
    expect(outcomes(await run(true))).toEqual([[id, 'sealed']])
    expect(await signaturesOf(output.places.get(id))).toBe(1)
  })

  test('also when it comes between two runs', async () => {
    const [id, bytes] = [...sources][0] as [string, Uint8Array]
    const output = memoryOutput()
    const entries: JournalEntry[] = []
    const run = (journal: BatchJournal) =>
      sealBatch([{ id, open: async () => bytes }], { ...sealing(), journal, output })
    await expect(run(breakingJournal(entries, 1, 'after'))).rejects.toThrow('power lost')
    output.places.set(id, Uint8Array.of(1))
    const results = await run(breakingJournal(entries, Number.POSITIVE_INFINITY, 'after'))
    expect(outcomes(results)).toEqual([[id, 'failed', 'ERR_BATCH_OUTPUT_EXISTS']])
  })
})

describe('a journal is that of one batch', () => {
  test.each([
    ['a stamp elsewhere', { stamps: [{ page: 2, box: [140, 200, 40, 40] }] as const }],
    ['another protection', { protect: 'continue' as const }],
    ['another document', { document: 0 }],
    ['a time stamp', { timeStamp: async () => new Uint8Array() }],
  ])('and refuses %s', async (_what, change) => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch([], { ...sealing(), ...stores })
    await expect(sealBatch([], { ...sealing(), ...stores, ...change })).rejects.toMatchObject({
      code: 'ERR_BATCH_OTHER_SETTINGS',
    })
  })

  test('and refuses who else signs the list of all files, but not the same one', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    const listedBy = ({ signer, certificate }: Province['office']) => ({
      entriesList: { signer, certificate },
    })
    await sealBatch([], { ...sealing(), ...stores, ...listedBy(province.office) })
    expect(await sealBatch([], { ...sealing(), ...stores, ...listedBy({ ...province.office }) })).toEqual([])
    await expect(
      sealBatch([], { ...sealing(), ...stores, ...listedBy(province.maker) }),
    ).rejects.toMatchObject({ code: 'ERR_BATCH_OTHER_SETTINGS' })
  })

  test('and refuses another seal', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch([], { ...sealing(), ...stores })
    const seal = await createSeal(sealOptions(province.maker, [province.office.certificate]))
    await expect(sealBatch([], { ...sealing(), seal, ...stores })).rejects.toMatchObject({
      code: 'ERR_BATCH_OTHER_SEAL',
    })
  })

  test('whatever time is claimed, how many are at work, and in which order the settings stand', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch([], { ...sealing(), protect: 'whole', document: 0, ...stores })
    const { seal, signer, stamps } = sealing()
    const again = { document: 0, protect: 'whole', stamps, signer, seal: seal.raw } as const
    const differing = { at: new Date('2026-05-01T00:00:00Z'), concurrency: 1, again: true }
    expect(await sealBatch([], { ...again, ...stores, ...differing })).toEqual([])
  })
})

describe('a batch without a seal', () => {
  const signing = () => ({
    signer: province.office.signer,
    certificate: province.office.certificate,
    protect: 'continue' as const,
  })

  test('signs each document once', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    const some = documentsOf(sources).slice(0, 2)
    const results = await signBatch(some, { ...signing(), ...stores })
    expect(results.map(({ outcome }) => outcome)).toEqual(['sealed', 'sealed'])
    for (const { id } of some) {
      const { subject } = await inspectOfd(stores.output.places.get(id) as Uint8Array, {
        trust: province.trust,
      })
      expect(subject?.signatures.map(({ type }) => type)).toEqual(['Sign'])
    }
    const again = await signBatch(some, { ...signing(), ...stores })
    expect(again.map(({ outcome }) => outcome)).toEqual(['sealed-earlier', 'sealed-earlier'])
  })

  test('refuses what this certificate signed, and takes what it sealed', async () => {
    const [id, bytes] = [...sources][0] as [string, Uint8Array]
    const sign = async (document: Uint8Array, again = false) => {
      const output = memoryOutput()
      const documents = [{ id, open: async () => document }]
      const [result] = await signBatch(documents, { ...signing(), journal: memoryJournal(), output, again })
      return { result, made: output.places.get(id) as Uint8Array }
    }
    const sealed = await sealOfd(bytes, { ...sealing(), protect: 'continue' })
    const signed = await sign(sealed)
    expect(signed.result).toMatchObject({ outcome: 'sealed' })
    expect((await sign(signed.made)).result).toMatchObject({ code: 'ERR_BATCH_SEALED_BEFORE' })
    expect((await sign(signed.made, true)).result).toMatchObject({ outcome: 'sealed' })
  })

  test('has a journal of its own', async () => {
    const stores = { journal: memoryJournal(), output: memoryOutput() }
    await sealBatch([], { ...sealing(), ...stores })
    await expect(signBatch([], { ...signing(), ...stores })).rejects.toMatchObject({
      code: 'ERR_BATCH_OTHER_SEAL',
    })
  })
})
