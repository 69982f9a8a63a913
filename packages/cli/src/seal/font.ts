import { existsSync } from 'node:fs'
import { parseFont, type SealFont } from '@xinyin/e-seal/picture'
import { CliError } from '../errors.ts'
import { readFile } from '../files/read.ts'

/** Where systems keep a Song 宋体, in the order of preference. */
const PLACES: readonly string[] = [
  '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc',
  '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc',
  '/usr/share/fonts/google-noto-serif-cjk-vf-fonts/NotoSerifCJK-VF.ttc',
  '/usr/share/fonts/truetype/arphic/uming.ttc',
  '/System/Library/Fonts/Supplemental/Songti.ttc',
  'C:\\Windows\\Fonts\\simsun.ttc',
]

const MAX_FONT = 96 * 1024 * 1024

/**
 * The font that seals are drawn with: the one named, else a Song of the system.
 *
 * @throws CliError `ERR_SEAL_FONT`, `ERR_FILE_*`; SealError `ERR_FONT_*`
 */
export async function findFont(file: string | undefined, places = PLACES): Promise<SealFont> {
  const found = file ?? places.find((place) => existsSync(place))
  if (found === undefined) throw new CliError('ERR_SEAL_FONT')
  return parseFont(await readFile(found, MAX_FONT))
}
