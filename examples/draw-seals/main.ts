// Draws seals of four kinds, and pages that are sealed with them, as pictures to look at:
//   npm run demo && npm start -w examples/draw-seals -- [FONT]
// Chinese text needs a Chinese font. On Debian: apt-get install fonts-noto-cjk
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { SealPicture } from '@xinyin/e-seal'
import { sealOfd } from '@xinyin/e-seal/ofd'
import {
  createNamePicture,
  createOvalPicture,
  createRectanglePicture,
  createRoundPicture,
  parseFont,
} from '@xinyin/e-seal/picture'
import { loadRasterizer } from '@xinyin/e-seal/picture-png'
import { createProvince } from '@xinyin/sandbox'
import { createContract } from './contract.ts'
import { openDocument } from './document.ts'
import { drawPage } from './page.ts'

const DEMO = join(import.meta.dirname, '../../demo-output')
const FONT = process.argv[2] ?? '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc'

if (!existsSync(FONT)) {
  console.error(`No font at ${FONT}. Install fonts-noto-cjk, or give the path of a Chinese font.`)
  process.exit(1)
}
const font = parseFont(await readFile(FONT))
const { toPng } = await loadRasterizer()

const folder = join(DEMO, 'drawn')
await mkdir(folder, { recursive: true })
async function write(name: string, picture: SealPicture, resolution: number): Promise<void> {
  const { data } = toPng(picture, { resolution })
  await writeFile(join(folder, `${name}.png`), data)
  console.log(
    `${relative(process.cwd(), folder)}/${name}.png  ${picture.width} × ${picture.height} mm  ${data.length} B`,
  )
}

const office = createRoundPicture({ name: '示例市住房和城乡建设局', font })
const seals = {
  round: office,
  'round-with-purpose': createRoundPicture({
    name: '示例建设工程有限责任公司',
    purpose: '合同专用章',
    code: '3301000123456',
    diameter: 40,
    font,
  }),
  oval: createOvalPicture({ name: '示例建设工程有限责任公司', code: '91330100MA2XXXXX0X', font }),
  square: createRectanglePicture({
    lines: ['示例建设', '工程公司', '财务之章'],
    width: 25,
    height: 25,
    font,
  }),
  rectangle: createRectanglePicture({
    lines: ['示例建设工程有限公司', '财务专用章'],
    width: 45,
    height: 20,
    font,
  }),
  'personal-yang': createNamePicture({ text: '张三之印', font }),
  'personal-yin': createNamePicture({ text: '王小明', style: 'yin', font }),
}
for (const [name, picture] of Object.entries(seals)) await write(`seal-${name}`, picture, 20)

// A contract of three pages, stamped on its last page and across the edges of all.
const province = await createProvince({ picture: toPng(office) })
const { signer, certificate } = province.sealSigner
const contract = await openDocument(
  await sealOfd(createContract(), {
    seal: province.seal,
    signer,
    certificate,
    stamps: [{ near: '（盖章）' }],
    ridingSeam: { edge: 'right' },
  }),
)
for (const [i] of contract.pages.entries()) await write(`contract-${i + 1}`, drawPage(contract, i, font), 6)

const licence = join(DEMO, 'licence.ofd')
if (existsSync(licence))
  await write('licence', drawPage(await openDocument(await readFile(licence)), 0, font), 8)
