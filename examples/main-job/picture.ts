import { existsSync, readFileSync } from 'node:fs'
import { createSealPicture, type SealPicture } from '@xinyin/e-seal'
import { createRoundPicture, parseFont } from '@xinyin/e-seal/picture'
import { loadRasterizer } from '@xinyin/e-seal/picture-png'

/** Of the Debian package `fonts-noto-cjk`. */
const FONT = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc'

/** Whether there is a font for the name on a seal. */
export const hasSealFont = (): boolean => existsSync(FONT)

/** What the seal of an office shows. Text needs a font; on a machine without, a star in a ring has to do. */
export async function drawSeal(name: string): Promise<SealPicture> {
  if (!hasSealFont()) return createSealPicture({ diameter: 42 })
  const { toPng } = await loadRasterizer()
  return toPng(createRoundPicture({ name, purpose: '电子证照专用章', font: parseFont(readFileSync(FONT)) }))
}
