import { decodeUtf8 } from '@xinyin/core'
import type { SealPicture } from '../../seal/seal.ts'
import { pictureError } from '../codes.ts'
import { parsePicture } from '../parse.ts'
import { setDensity } from './density.ts'

/** How a picture is turned into pixels. */
export interface PngOptions {
  /** 4 to 60 pixels for each mm; 12 unless given, which is 305 to the inch. */
  readonly resolution?: number
}

/** Turns pictures of shapes into pictures of pixels. */
export interface Rasterizer {
  /**
   * A PNG of an SVG picture, transparent where nothing is drawn, of the same size in mm, which it also says itself.
   *
   * @throws TypeError for a picture that is no SVG; RangeError for a wrong resolution or size
   * @throws SealError `ERR_PICTURE_*` as `parsePicture` does: what would fetch or run anything is not drawn
   */
  toPng(picture: SealPicture, options?: PngOptions): SealPicture
}

const PROGRAM = '@resvg/resvg-wasm/index_bg.wasm'
/** Pixels of one side at most. */
const MAX_SIDE = 6000
/** The program can be started once only, whoever asks for it. */
let started: Promise<Rasterizer> | undefined

/**
 * Starts the rasterizer, which is resvg in WebAssembly: the package `@resvg/resvg-wasm`, to be installed by who uses
 * this.
 *
 * @param wasm - the program, `@resvg/resvg-wasm/index_bg.wasm`: its bytes, or as a module where a runtime compiles it
 *   beforehand. On Node it is found without; elsewhere it has to be given.
 * @throws TypeError where it has to be given
 *
 * @example
 * ```ts
 * const { toPng } = await loadRasterizer()
 * const picture = toPng(createRoundPicture({ name: '示例市住房和城乡建设局', font }))
 * ```
 */
export function loadRasterizer(wasm?: BufferSource | WebAssembly.Module): Promise<Rasterizer> {
  started ??= start(wasm).catch((error: unknown) => {
    started = undefined
    throw error
  })
  return started
}

/** Who does not have the package installed can still load this module. */
async function start(wasm: BufferSource | WebAssembly.Module | undefined): Promise<Rasterizer> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm')
  await initWasm(wasm ?? readProgram()).catch(refuseUnlessStarted)
  return {
    toPng(picture, { resolution = 12 } = {}) {
      assertDrawing(picture, resolution)
      const fitTo = { mode: 'width', value: picture.width * resolution } as const
      const image = open(() => new Resvg(decodeUtf8(picture.data), { fitTo, font: { fontBuffers: [] } }))
      try {
        const rendered = image.render()
        const data = setDensity(rendered.asPng(), resolution * 1000)
        rendered.free()
        return { type: 'png', data, width: picture.width, height: picture.height }
      } finally {
        image.free()
      }
    },
  }
}

/** An application that uses the same package by itself may have started it before. */
function refuseUnlessStarted(error: unknown): void {
  if (!(error instanceof Error && /^already initialized/i.test(error.message))) throw error
}

/** What is used of Node, named here because portable code has no Node types. */
interface Builtins {
  readonly 'node:fs': { readFileSync(path: string): Uint8Array<ArrayBuffer> }
  readonly 'node:module': { createRequire(url: string): { resolve(name: string): string } }
}

/** Reads the program from the installed package, which Node alone can. */
function readProgram(): BufferSource {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?: <Id extends keyof Builtins>(id: Id) => Builtins[Id] | undefined }
  }
  const files = process?.getBuiltinModule?.('node:fs')
  const modules = process?.getBuiltinModule?.('node:module')
  if (files === undefined || modules === undefined)
    throw new TypeError('wasm: has to be given here: the bytes of @resvg/resvg-wasm/index_bg.wasm')
  return files.readFileSync(modules.createRequire(import.meta.url).resolve(PROGRAM))
}

function assertDrawing({ type, data, width, height }: SealPicture, resolution: number): void {
  if (!/^svg$/i.test(type) || parsePicture(data).format !== 'svg') throw new TypeError('picture: no SVG')
  if (![width, height].every((side) => Number.isInteger(side) && side > 0))
    throw new RangeError('picture: width and height are whole mm')
  if (!Number.isInteger(resolution) || resolution < 4 || resolution > 60)
    throw new RangeError('resolution: 4 to 60 whole pixels for each mm')
  if (Math.max(width, height) * resolution > MAX_SIDE)
    throw new RangeError(`resolution: more than ${MAX_SIDE} pixels for a side`)
}

/** The program knows more of SVG than its form, and throws what is no error. */
function open<Image>(make: () => Image): Image {
  try {
    return make()
  } catch (cause) {
    throw pictureError('ERR_PICTURE_STRUCTURE', { format: 'svg', part: 'it cannot be drawn' }, cause)
  }
}
