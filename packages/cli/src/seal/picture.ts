import { parsePicture, type SealPicture } from '@xinyin/e-seal'
import {
  createNamePicture,
  createOvalPicture,
  createRectanglePicture,
  createRoundPicture,
  type SealFont,
} from '@xinyin/e-seal/picture'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'
import { findFont } from './font.ts'

export const SHAPES = ['round', 'oval', 'square', 'name'] as const

export type Shape = (typeof SHAPES)[number]

/** Where the picture of a seal comes from: a file, or what is drawn here. */
export interface PictureOptions {
  readonly picture?: string
  readonly shape: Shape
  readonly office?: string
  readonly purpose?: string
  readonly code?: string
  readonly font?: string
  readonly width?: number
  readonly height?: number
}

/** What seals say at the end of their names that they are for. */
const PURPOSE = /(电子证照|行政审批|政务服务|合同|财务|发票|业务|人事|档案|税务|结算)?专用章$/

/** The text on the arc and that in the middle, from the name of the seal unless they are given. */
export function splitName(name: string, { office, purpose }: Pick<PictureOptions, 'office' | 'purpose'>) {
  const found = PURPOSE.exec(name)?.[0]
  const rest = found === undefined ? name.replace(/(公章|印章|之印|印)$/, '') : name.slice(0, -found.length)
  return { office: office ?? (rest || name), purpose: purpose ?? found }
}

/**
 * The picture of a seal of this name.
 *
 * @throws CliError `ERR_SEAL_PICTURE_SIZE`, `ERR_SEAL_FONT`, `ERR_FILE_*`; SealError `ERR_PICTURE_*`, `ERR_FONT_*`
 * @throws RangeError for a text or a size that cannot be drawn
 */
export async function pictureFor(name: string, options: PictureOptions): Promise<SealPicture> {
  if (options.picture !== undefined) return readPicture(options.picture, options)
  const drawn = draw(name, options, await findFont(options.font))
  const { loadRasterizer } = await import('@xinyin/e-seal/picture-png')
  return (await loadRasterizer()).toPng(drawn)
}

const MAX_PICTURE = 8 * 1024 * 1024

async function readPicture(file: string, options: PictureOptions): Promise<SealPicture> {
  const data = await readFile(file, MAX_PICTURE)
  const { format, size } = parsePicture(data)
  const [width, height] = [options.width ?? size?.width, options.height ?? size?.height]
  if (width === undefined || height === undefined) throw new CliError('ERR_SEAL_PICTURE_SIZE', { file })
  const side = (length: number) => Math.max(1, Math.round(length))
  return { type: format === 'jpeg' ? 'jpg' : format, data, width: side(width), height: side(height) }
}

function draw(name: string, options: PictureOptions, font: SealFont): SealPicture {
  const { shape, code, width, height } = options
  const { office, purpose } = splitName(name, options)
  const coded = code === undefined ? {} : { code }
  const purposed = purpose === undefined ? {} : { purpose }
  switch (shape) {
    case 'round':
      return createRoundPicture({
        name: office,
        ...purposed,
        ...coded,
        ...(width === undefined ? {} : { diameter: width }),
        font,
      })
    case 'oval':
      return createOvalPicture({
        name: office,
        ...purposed,
        ...coded,
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
        font,
      })
    case 'square':
      return createRectanglePicture({
        lines: purpose === undefined ? [office] : [office, purpose],
        width: width ?? 45,
        height: height ?? 22,
        font,
      })
    case 'name':
      return createNamePicture({ text: name, ...(width === undefined ? {} : { size: width }), font })
  }
}
