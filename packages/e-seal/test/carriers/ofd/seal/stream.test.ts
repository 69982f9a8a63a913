import { encodeUtf8 } from '@xinyin/core'
import { createPages } from '@xinyin/testkit/sealed'
import { describe, expect, test } from 'vitest'
import {
  type ByteSource,
  createOfdPackage,
  inspectOfd,
  type SealingProgress,
  sealOfd,
  sealOfdStream,
  signOfdStream,
} from '../../../../src/carriers/ofd/index.ts'
import { DOCUMENT } from '../../../document.ts'
import { AT, createProvince } from '../../../province.ts'

const MEBIBYTE = 1024 * 1024

const { seal, trust, office } = await createProvince()
const options = { seal, signer: office.signer, at: AT } as const

/** Octets that no packing makes shorter. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

const withPicture = (compression: 'stored' | 'deflated') =>
  createOfdPackage(
    [
      ...Object.entries(DOCUMENT).map(([name, text]) => ({ name, bytes: encodeUtf8(text) })),
      { name: 'Doc_0/Res/large.bin', bytes: noise(9 * MEBIBYTE) },
      { name: 'Doc_0/Res/small.bin', bytes: noise(MEBIBYTE) },
    ],
    { compression },
  )
const document = withPicture('stored')

/** A source that says what is asked of it. */
function watched(bytes: Uint8Array) {
  const reads: number[] = []
  const source: ByteSource = {
    size: bytes.length,
    async read(offset, length) {
      reads.push(length)
      return bytes.slice(offset, offset + length)
    },
  }
  return { source, reads }
}

async function collect(stream: ReadableStream<Uint8Array>) {
  const pieces: Uint8Array[] = []
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  return { pieces, bytes: new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()) }
}

const verdictOf = async (bytes: Uint8Array) => (await inspectOfd(bytes, { trust, at: AT })).verdict

describe('a large document', () => {
  test.each(['stored', 'deflated'] as const)('is read and written in pieces: %s', async (compression) => {
    const { source, reads } = watched(withPicture(compression))
    const { pieces, bytes } = await collect(await sealOfdStream(source, options))
    expect(await verdictOf(bytes)).toBe('passed')
    // No read is as long as the largest file, and no piece of the result is.
    expect(Math.max(...reads)).toBeLessThan(2 * MEBIBYTE)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(MEBIBYTE)
    // Twice through all of it: to digest, and to write.
    expect(reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(2.2 * source.size)
  })

  test('is the same as one sealed in memory', async () => {
    const sealed = await sealOfd(document, options)
    const blob = await collect(await sealOfdStream(new Blob([new Uint8Array(document)]), options))
    // Signature values differ in content, and by an octet or two in length.
    const last = sealed.length - 60_000
    expect(blob.bytes.length).toBeGreaterThan(last)
    expect(Buffer.compare(blob.bytes.subarray(0, 9 * MEBIBYTE), sealed.subarray(0, 9 * MEBIBYTE))).toBe(0)
    expect(await verdictOf(sealed)).toBe('passed')
    expect(await verdictOf(blob.bytes)).toBe('passed')
  })

  test('says how far it is', async () => {
    const seen: SealingProgress[] = []
    const { bytes } = await collect(
      await sealOfdStream(document, { ...options, onProgress: (each) => seen.push(each) }),
    )
    const [digest, write] = (['digest', 'write'] as const).map((step) =>
      seen.filter((each) => each.step === step),
    )
    expect([...(digest ?? []), ...(write ?? [])]).toEqual(seen)
    for (const steps of [digest ?? [], write ?? []]) {
      expect(steps.length).toBeGreaterThan(9)
      expect(new Set(steps.map(({ total }) => total)).size).toBe(1)
      expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total)
      expect(steps.every(({ done }, i) => done >= (steps[i - 1]?.done ?? 0))).toBe(true)
    }
    expect(write?.at(-1)?.total).toBe(bytes.length)
  })

  test('is not read on when nobody reads, and given up when nobody wants it', async () => {
    const { source, reads } = watched(document)
    const reader = (await sealOfdStream(source, options)).getReader()
    const before = reads.length
    await reader.read()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(reads.length - before).toBeLessThanOrEqual(3)
    await reader.cancel()
    expect(await reader.read()).toEqual({ done: true, value: undefined })
    const after = reads.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(reads.length).toBe(after)
  })

  test('does not share its memory with whoever reads the result', async () => {
    const own = document.slice()
    for await (const piece of (await sealOfdStream(own, options)) as unknown as AsyncIterable<Uint8Array>)
      piece.fill(0)
    expect(Buffer.compare(own, document)).toBe(0)
  })

  test('can be signed without a seal as well', async () => {
    const { bytes } = await collect(await signOfdStream(document, { ...office, at: AT }))
    const report = await inspectOfd(bytes, { trust, at: AT })
    expect(report.checks.find(({ id }) => id === 'signature.value')?.status).toBe('passed')
  })
})

test('a document of 5,000 pages has a stamp and a slice of a seam on each, and can be read', async () => {
  const places = { stamps: [{ page: 'all', at: [10, 10] }], ridingSeam: { edge: 'right' } } as const
  const sealed = await sealOfd(createPages(5000), { ...options, ...places })
  const report = await inspectOfd(sealed, { trust, at: AT })
  expect(report.verdict).toBe('passed')
  expect(report.subject?.signatures[0]?.stamps).toHaveLength(10_000)
}, 30_000)

describe('a source that fails', () => {
  test('before the signature makes no document', async () => {
    const failing: ByteSource = {
      size: document.length,
      async read() {
        throw new Error('disk')
      },
    }
    await expect(sealOfdStream(failing, options)).rejects.toThrow('disk')
    await expect(sealOfd({ ...failing, read: async () => new Uint8Array(1) }, options)).rejects.toThrow(
      TypeError,
    )
  })

  test('after it ends the stream with the error', async () => {
    let isBroken = false
    const source: ByteSource = {
      size: document.length,
      async read(offset, length) {
        if (isBroken) throw new Error('disk')
        return document.slice(offset, offset + length)
      },
    }
    const stream = await sealOfdStream(source, options)
    isBroken = true
    await expect(collect(stream)).rejects.toThrow('disk')
  })

  test('or is none is a wrong call', async () => {
    await expect(sealOfd('document.ofd' as never, options)).rejects.toThrow(TypeError)
    await expect(sealOfd({ size: -1, read: watched(document).source.read }, options)).rejects.toThrow(
      TypeError,
    )
  })
})
