import { escapeXml } from '@xinyin/e-seal/ofd'
import type { FaceLayout, FaceLine } from './layout.ts'
import type { FaceFont, FacePath } from './template.ts'

const FAMILIES: Readonly<Record<FaceFont, string>> = {
  song: "SimSun, 'Songti SC', 'Noto Serif CJK SC', serif",
  hei: "SimHei, 'Heiti SC', 'Noto Sans CJK SC', sans-serif",
  kai: "KaiTi, 'Kaiti SC', 'Noto Serif CJK SC', serif",
  fang: "FangSong, 'STFangsong', 'Noto Serif CJK SC', serif",
}

/** At most three decimals: a thousandth of a millimetre. */
export const decimal = (value: number): string => String(Math.round(value * 1000) / 1000)

/** Draws a face as SVG, for screens. What counts is the OFD; it is laid out from the same lines. */
export function renderFaceSvg({ page, paths, lines }: FaceLayout): string {
  const size = `width="${decimal(page.width)}mm" height="${decimal(page.height)}mm"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${decimal(page.width)} ${decimal(page.height)}">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...paths.map(drawPath),
    ...lines.map(drawLine),
    '</svg>',
  ].join('\n')
}

function drawPath({ points, closed, width, colour }: FacePath): string {
  const at = points.map(([x, y]) => `${decimal(x)},${decimal(y)}`).join(' ')
  const element = closed ? 'polygon' : 'polyline'
  return `<${element} points="${at}" fill="none" stroke="${colour}" stroke-width="${decimal(width)}"/>`
}

function drawLine({ text, x, baseline, advances, font, size, bold, colour }: FaceLine): string {
  let at = x
  const places = advances.map((advance) => {
    const place = decimal(at)
    at += advance
    return place
  })
  const style = `font-family="${FAMILIES[font]}" font-size="${decimal(size)}" fill="${colour}"`
  const weight = bold ? ' font-weight="700"' : ''
  return `<text x="${places.join(' ')}" y="${decimal(baseline)}" ${style}${weight}>${escapeXml(text)}</text>`
}
