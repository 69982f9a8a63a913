import { createOfdPackage } from '@xinyin/e-seal/ofd'
import type { Seed } from '../corpus.ts'
import { createPicture } from './picture.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** 1 × 1 pixel, with a colour that lets through what is behind it, and a comment. */
const GIF = base64('R0lGODlhAQABAIAAANAQEP///yH+BVNlYWxzACH5BAEAAAEALAAAAAABAAEAAAICRAEAOw==')

/** 2 × 2 pixels of 24 bits, from the bottom up. */
function createBmp(): Uint8Array {
  const bmp = Buffer.alloc(14 + 40 + 16, 0)
  bmp.write('BM')
  bmp.writeUInt32LE(bmp.length, 2)
  bmp.writeUInt32LE(54, 10)
  bmp.writeUInt32LE(40, 14)
  bmp.writeInt32LE(2, 18)
  bmp.writeInt32LE(2, 22)
  bmp.writeUInt16LE(1, 26)
  bmp.writeUInt16LE(24, 28)
  bmp.writeInt32LE(12_000, 38)
  bmp.writeInt32LE(12_000, 42)
  return bmp
}

/** The segments of a picture of 2 × 2 pixels, with pixels that mean nothing. */
const JPEG = Uint8Array.from([
  ...[0xff, 0xd8],
  ...[0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, 1, 44, 1, 44, 0, 0],
  ...[0xff, 0xc0, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0, 2, 0xff, 0xd0, 3],
  ...[0xff, 0xd9],
])

const SVG = bytes(
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="42mm" height="42mm" viewBox="0 0 42 42">' +
    '<title>章</title><style>path { fill: url(#red) }</style><g id="ring"><path d="M0 0H42V42Z"/></g><use xlink:href="#ring"/>' +
    `<image width="2" height="2" href="data:image/png;base64,${Buffer.from(createPicture()).toString('base64')}"/></svg>`,
)

/** A page of 30 × 20 mm with a picture of pixels on it. */
function createNested(): Uint8Array {
  const page = '<Page><Area><PhysicalBox>0 0 30 20</PhysicalBox></Area><Content/></Page>'
  return createOfdPackage([
    { name: 'OFD.xml', bytes: bytes('<OFD><DocBody><DocInfo/><DocRoot>D.xml</DocRoot></DocBody></OFD>') },
    { name: 'D.xml', bytes: bytes('<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>') },
    { name: 'P.xml', bytes: bytes(page) },
    { name: 'picture.png', bytes: createPicture() },
  ])
}

/** A picture of every format that seals have. */
export function createPictures(): Seed[] {
  return [
    { name: 'bmp', bytes: createBmp() },
    { name: 'gif', bytes: GIF },
    { name: 'jpeg', bytes: JPEG },
    { name: 'ofd', bytes: createNested() },
    { name: 'png', bytes: createPicture() },
    { name: 'svg', bytes: SVG },
  ]
}
