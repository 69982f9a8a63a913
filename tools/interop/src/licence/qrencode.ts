import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { concatBytes, encodeUtf8, TrustError } from '@xinyin/core'
import { parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { expectThat } from '../expect.ts'
import { type Program, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'

const QRENCODE: Program = { command: 'qrencode', probe: ['--version'], debian: 'qrencode' }

const TEXTS = ['20260522', 'XY1:TEST $%*+-./:', 'https://示例.cn/证照?number=7', 'Z'.repeat(60)]

async function draw(workspace: Workspace, text: string, options: readonly string[]): Promise<Uint8Array> {
  const given = ['-t', 'PNG', '-m', '4', ...options, '-o', workspace.path('code.png')]
  await succeed('qrencode', given, { input: text })
  return workspace.read('code.png')
}

const readsSizes: Case = {
  what: 'we read what it draws: numbers, capitals and Chinese, at every level, in pictures small and large',
  with: QRENCODE,
  async run(workspace) {
    let read = 0
    for (const text of TEXTS)
      for (const level of ['L', 'M', 'Q', 'H'])
        for (const scale of ['2', '3', '7']) {
          const found = await parseQrPicture(await draw(workspace, text, ['-l', level, '-s', scale]))
          expectThat(found === text, `${text} at ${level} of ${scale} pixels, found ${found.slice(0, 60)}`)
          read++
        }
    return `${read} pictures`
  },
}

/** A third of its lines, in the middle, are white: more than any level mends. */
function blotOut(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length)
  const parts: Uint8Array[] = [png.subarray(0, 8)]
  let line = 0
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + view.getUint32(at)
    const [type, data] = [Buffer.from(png.subarray(at + 4, at + 8)).toString(), png.subarray(at + 8, end - 4)]
    // qrencode draws with one bit for each pixel, and begins each line with an octet for its filter.
    if (type === 'IHDR') line = 1 + Math.ceil(view.getUint32(at + 8) / 8)
    const pixels = type === 'IDAT' ? new Uint8Array(inflateSync(data)) : undefined
    const third = pixels && Math.floor(pixels.length / line / 3) * line
    pixels?.fill(0xff, third, 2 * (third ?? 0))
    for (let start = third ?? 0; pixels && start < 2 * (third ?? 0); start += line) pixels[start] = 0
    parts.push(pixels === undefined ? png.subarray(at, end) : chunkOf(type, deflateSync(pixels)))
    at = end
  }
  return concatBytes(...parts)
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const named = concatBytes(encodeUtf8(type), data)
  const numbers = new DataView(new ArrayBuffer(8))
  numbers.setUint32(0, data.length)
  numbers.setUint32(4, crc32(named))
  const [length, checksum] = [new Uint8Array(numbers.buffer, 0, 4), new Uint8Array(numbers.buffer, 4)]
  return concatBytes(length, named, checksum)
}

const isRefused = (png: Uint8Array): Promise<boolean> =>
  parseQrPicture(png).then(
    () => false,
    (error) => error instanceof TrustError,
  )

const readsVersions: Case = {
  what: 'we read every version that it draws, 1 to 20 at level M, and nothing where a third is blotted out',
  with: QRENCODE,
  async run(workspace) {
    for (let version = 1; version <= 20; version++) {
      const text = `XY1:${'7A$'.repeat(version * version)}`.slice(0, version * 12 + 4)
      const png = await draw(workspace, text, ['-v', String(version), '-l', 'M', '-s', '4'])
      const found = await parseQrPicture(png)
      expectThat(found === text, `version ${version}, found ${found.slice(0, 60)}`)
      expectThat(
        await isRefused(blotOut(png)),
        `version ${version} with a third of it blotted out is refused`,
      )
    }
    return 'versions 1 to 20'
  },
}

/** Codes that a program of others draws, read here. */
export const QRENCODE_CASES: readonly Case[] = [readsSizes, readsVersions]
