import { encodeUtf8 } from '@xinyin/core'
import { expect, test } from 'vitest'
import { openOfd } from '../../../src/carriers/ofd/open.ts'
import { chooseInflater } from '../../../src/carriers/ofd/zip/inflater.ts'
import { createDocument } from '../../document.ts'

const PAGE = 'Doc_0/Pages/Page_0/Content.xml'

/** The same octets, read piece by piece. */
const pieces = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
})

/** A package with one octet of a file's content changed, so that its checksum does not hold. */
function damaged(name: string): Uint8Array {
  const bytes = createDocument().slice()
  const text = encodeUtf8(name)
  const at = bytes.findIndex((_, i) => text.every((octet, j) => bytes[i + j] === octet))
  const content = at + text.length + 1
  bytes[content] = (bytes[content] ?? 0) ^ 1
  return bytes
}

test('a small package is read in one go, and the same in pieces', async () => {
  const bytes = createDocument()
  const [whole, inPieces] = await Promise.all([openOfd(bytes), openOfd(pieces(bytes))])
  for (const name of whole.archive.entries.keys()) {
    expect(whole.kept(name)).toBeDefined()
    expect(await whole.read(name)).toEqual(await inPieces.read(name))
  }
  expect(inPieces.documents).toEqual(whole.documents)
  expect(await whole.read('nothing')).toBeUndefined()
})

test('a large package is not read ahead', async () => {
  const large = await openOfd(createDocument({ 'large.bin': 'x'.repeat(300 * 1024) }))
  expect(large.kept('large.bin')).toBeUndefined()
  expect(await large.read('large.bin')).toHaveLength(300 * 1024)
})

test.each(['fastest', 'portable'] as const)(
  'what is damaged is told when it is asked for: %s',
  async (how) => {
    chooseInflater(how)
    try {
      const ofd = await openOfd(damaged(PAGE))
      expect(ofd.kept(PAGE)).toBeUndefined()
      await expect(ofd.read(PAGE)).rejects.toMatchObject({ code: 'ERR_ZIP_CONTENT' })
      await expect(openOfd(damaged('OFD.xml'))).rejects.toMatchObject({ code: 'ERR_ZIP_CONTENT' })
    } finally {
      chooseInflater('fastest')
    }
  },
)
