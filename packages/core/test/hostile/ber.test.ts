import { concatBytes } from '@xinyin/core'
import { createSignedData, inspectSignedData, parseSignedData } from '@xinyin/core/cms'
import {
  children,
  type DerNode,
  encodeElement,
  encodeNull,
  parseBer,
  parseDer,
  readBerOctets,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { CONTENT, createParty, NOON, trusting } from '../cms/forge.ts'
import { measured } from './measure.ts'

const MIB = 1024 * 1024
const END = Uint8Array.of(0, 0)

/** Elements without lengths inside of each other, with something in the innermost. */
function nested(depth: number, tag: number, inner: Uint8Array = encodeNull()): Uint8Array {
  const bytes = new Uint8Array(depth * 4 + inner.length)
  for (let level = 0; level < depth; level++) bytes.set([tag, 0x80], level * 2)
  bytes.set(inner, depth * 2)
  return bytes
}

function readAll(node: DerNode): number {
  if ((node.tag & 0x20) === 0) return 1
  return children(node).reduce((sum, child) => sum + readAll(child), 1)
}

describe('in the basic encoding rules', () => {
  test.each([2000, 1_000_000])(
    '%d values without a length inside of each other are refused',
    async (depth) => {
      const { code, milliseconds } = await measured(() => parseBer(nested(depth, 0x30)))
      expect(code).toBe('ERR_DER_DEPTH')
      expect(milliseconds).toBeLessThan(500)
    },
  )

  test('what has no end is looked for once at each level, and there are few', async () => {
    const elements = new Uint8Array(2 * 90_000).map((_, at) => (at % 2 === 0 ? 0x05 : 0))
    const bytes = nested(60, 0x30, elements)
    const limits = { maxBytes: 64 * MIB, maxDepth: 64, maxElements: 100_000 }
    const { milliseconds, code } = await measured(() => readAll(parseBer(bytes, limits)))
    expect(code === undefined || code.startsWith('ERR_DER_')).toBe(true)
    expect(milliseconds).toBeLessThan(2000)
  })

  test('a string in a hundred thousand pieces is put together or refused in time', async () => {
    const piece = encodeElement(0x04, Uint8Array.of(1))
    const pieces = concatBytes(...Array.from({ length: 99_000 }, () => piece))
    const whole = concatBytes(Uint8Array.of(0x24, 0x80), pieces, END)
    const read = () => readBerOctets(parseBer(whole, { maxBytes: MIB, maxDepth: 64, maxElements: 100_000 }))
    const { value, milliseconds } = await measured(read)
    expect(value).toHaveLength(99_000)
    expect(milliseconds).toBeLessThan(1000)
  })

  test('pieces of pieces of pieces are refused by their depth', async () => {
    const { code } = await measured(() => readBerOctets(parseBer(nested(5000, 0x24, encodeElement(4, END)))))
    expect(code).toBe('ERR_DER_DEPTH')
  })
})

describe('a name in a message', () => {
  test('that is not in DER is refused with the message, and nothing is thrown', async () => {
    const party = await createParty('P-256')
    const message = await createSignedData({ content: CONTENT, signers: [party] })
    const { raw } = party.certificate.issuer
    // The first behind the certificate is the one by which the signer points to it.
    const behind = Buffer.from(message).indexOf(party.certificate.raw) + party.certificate.raw.length
    const at = Buffer.from(message).indexOf(raw, behind)
    const long = concatBytes(Uint8Array.of(0x30, 0x81, raw.length - 2), raw.subarray(2))
    const bytes = rewrap(message, at, raw.length, long)
    expect((await measured(() => parseSignedData(bytes))).code).toBe('ERR_DER_LENGTH')
    const report = await inspectSignedData(bytes, { trust: trusting('document-signer'), at: NOON })
    expect(report.checks[0]).toMatchObject({ id: 'cms.structure', code: 'ERR_DER_LENGTH' })
  })
})

/** A message with a stretch replaced, and all that is around it with its length put right. */
function rewrap(der: Uint8Array, at: number, length: number, put: Uint8Array): Uint8Array {
  const node = parseDer(der)
  if ((node.tag & 0x20) === 0 || length === der.length) return put
  let offset = der.length - node.content.length
  const parts = children(node).map(({ raw }) => {
    const start = offset
    offset += raw.length
    const isInside = at >= start && at + length <= offset
    return isInside ? rewrap(raw, at - start, length, put) : raw
  })
  return encodeElement(node.tag, concatBytes(...parts))
}
