import { describe, expect, test } from 'vitest'
import { inspectOfd, type PackageOptions, sealOfd } from '../../src/carriers/ofd/index.ts'
import { createDocument } from '../document.ts'
import { AT, createProvince } from '../province.ts'

const { seal, office, trust } = await createProvince()
const stamps = [{ page: 1, box: [10, 10, 40, 40] }] as const

const sealDocument = (options: PackageOptions = {}) =>
  sealOfd(createDocument(), { seal, signer: office.signer, stamps, at: AT, ...options })

/** Where the central headers begin. */
function centralHeaders(archive: Uint8Array): number[] {
  const view = new DataView(archive.buffer, archive.byteOffset)
  const found: number[] = []
  for (let at = 0; at + 4 <= archive.length; at++) if (view.getUint32(at, true) === 0x02014b50) found.push(at)
  return found
}

/** Fields of a central header that say nothing of name or content: writer's version, text flag, DOS attributes, mode. */
const ATTRIBUTE_FIELDS = new Set([4, 36, 38, 41])

describe('one changed byte', () => {
  test('never passes, wherever it is, but in the attribute fields of the archive', async () => {
    const sealed = await sealDocument()
    const headers = centralHeaders(sealed)
    const passed = new Set<number>()
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      // Where only one of two headers says UTF-8, that is tolerated and told, unless it is asked to be strict.
      const { verdict } = await inspectOfd(changed, { trust, at: AT, strict: true })
      if (verdict !== 'passed') continue
      const header = headers.filter((start) => start <= at).at(-1)
      passed.add(header === undefined ? -at : at - header)
    }
    expect([...passed].filter((field) => !ATTRIBUTE_FIELDS.has(field))).toEqual([])
    expect(sealed.length).toBeGreaterThan(5000)
  })

  test('never passes as a byte of another value: every value at the start of each region', async () => {
    const sealed = await sealDocument()
    const headers = centralHeaders(sealed)
    const regions = [
      0,
      30,
      40,
      ...headers.slice(0, 2),
      (headers[0] ?? 0) + 46,
      sealed.length - 22,
      sealed.length - 1,
    ]
    for (const at of regions) {
      for (let value = 0; value < 256; value++) {
        if (sealed[at] === value) continue
        const changed = sealed.slice()
        changed[at] = value
        expect((await inspectOfd(changed, { trust, at: AT })).verdict, `${value} at ${at}`).not.toBe('passed')
      }
    }
  })

  test('never changes the content of a deflated package unseen', async () => {
    const sealed = await sealDocument({ compression: 'deflated' })
    const before = await inspectOfd(sealed, { trust, at: AT })
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const report = await inspectOfd(changed, { trust, at: AT })
      if (report.verdict === 'passed') expect(report.subject).toEqual(before.subject)
    }
  })

  test('never passes when a byte is taken out, put in, or the end is cut off', async () => {
    const sealed = await sealDocument()
    for (let at = 0; at < sealed.length; at += 17) {
      const shorter = Uint8Array.of(...sealed.subarray(0, at), ...sealed.subarray(at + 1))
      const longer = Uint8Array.of(...sealed.subarray(0, at), 0x41, ...sealed.subarray(at))
      for (const changed of [shorter, longer, sealed.subarray(0, at)])
        expect((await inspectOfd(changed, { trust, at: AT })).verdict).not.toBe('passed')
    }
  })
})
