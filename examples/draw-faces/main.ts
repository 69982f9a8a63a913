// Issues licences of five types and draws them as pictures to look at: what is drawn is what the sealed OFD says.
//   npm start -w examples/draw-faces
// Needs Chromium, zbarimg and Chinese fonts. On Debian: apt-get install chromium zbar-tools fonts-noto-cjk
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { loadTrust } from '@xinyin/core/trust'
import { inspectLicence, issueLicence, layoutFace, renderFaceHtml } from '@xinyin/e-license'
import { createQrSymbol } from '@xinyin/e-license/qr-symbol'
import { createRoundPicture, parseFont } from '@xinyin/e-seal/picture'
import { loadRasterizer } from '@xinyin/e-seal/picture-png'
import { createProvince } from '@xinyin/sandbox'
import { openDocument } from './document.ts'
import { SAMPLES, type Sample } from './licences.ts'
import { drawPage } from './page.ts'
import { drawPortrait } from './portrait.ts'
import { catOfd, drawPng, findBrowser, readQr } from './programs.ts'

const FONTS = '/usr/share/fonts/opentype/noto'
const browser = findBrowser()
if (!existsSync(FONTS) || browser === undefined) {
  console.error('Chromium and Chinese fonts are needed: apt-get install chromium fonts-noto-cjk')
  process.exit(1)
}
const font = parseFont(await readFile(join(FONTS, 'NotoSerifCJK-Bold.ttc')))
// Free fonts stand in for those that readers in China have.
const serif = await readFile(join(FONTS, 'NotoSerifCJK-Regular.ttc'))
const sans = await readFile(join(FONTS, 'NotoSansCJK-Regular.ttc'))
const fonts = { song: serif, hei: sans, kai: serif, fang: serif }
const { toPng } = await loadRasterizer()
const portrait = await drawPortrait()
const folder = join(import.meta.dirname, '../../demo-output/faces')
await mkdir(folder, { recursive: true })

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`)
}

/** The licence as its authority issues it, and the trust in that one. */
async function issue({ data, template, photo, watermark }: Sample) {
  const [office] = data.issuers
  if (office === undefined) throw new Error('a licence has an issuer')
  const picture = toPng(createRoundPicture({ name: office.name, purpose: '电子证照专用章', font }))
  const province = await createProvince({ office, picture })
  const { seal, sealSigner, licenceIssuer, trustFiles } = province
  const face = { ...(photo ? { pictures: { photo: portrait } } : {}), ...(watermark ? { watermark } : {}) }
  const licence = await issueLicence(data, {
    seal,
    sealSigner: sealSigner.signer,
    sealCertificate: sealSigner.certificate,
    issuerSigner: licenceIssuer.signer,
    issuerCertificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
    template,
    face,
    fonts,
    ...(data.holders.length > 8 ? { qr: false as const } : {}),
  })
  const trust = loadTrust(trustFiles)
  const certificates = [licenceIssuer.certificate, ...licenceIssuer.chain]
  return { licence, face, policy: { trust, certificates } }
}

for (const sample of SAMPLES) {
  const { name, data, template } = sample
  const { licence, face, policy } = await issue(sample)
  const ofd = join(folder, `${name}.ofd`)
  await writeFile(ofd, licence.ofd)
  console.log(`${relative(process.cwd(), ofd)}  ${(licence.ofd.length / 1000).toFixed(1)} kB with its fonts`)
  const verdict = (await inspectLicence(licence.ofd, policy)).verdict
  must(verdict === 'passed', `${name}: the OFD verifies`)

  // For screens: from the same layout.
  const qr = licence.qr === undefined ? {} : { qr: createQrSymbol(licence.qr, { level: 'M' }) }
  const layout = layoutFace(template, data, { ...face, ...qr })
  await writeFile(join(folder, `${name}.html`), renderFaceHtml(layout, { title: data.name }))

  const document = await openDocument(licence.ofd)
  const pictures: string[] = []
  let text = ''
  for (const [i, page] of document.pages.entries()) {
    const path = join(folder, document.pages.length > 1 ? `${name}-${i + 1}` : name)
    await writeFile(`${path}.svg`, drawPage(document, page))
    drawPng(browser, `${path}.svg`, `${path}.png`, page.box)
    pictures.push(`${path}.png`)
    text += await catOfd(ofd, `Doc_0/Pages/Page_${i}/Content.xml`)
    console.log(`${relative(process.cwd(), path)}.png  ${page.box.width} × ${page.box.height} mm`)
  }
  for (const shown of [data.number, data.holders[0]?.name ?? '', data.identifier])
    must(text.replace(/<[^>]*>/g, '').includes(shown), `${name}: xinyin ofd cat finds ${shown}`)

  if (!layout.pages.some(({ marks }) => marks.some(({ kind }) => kind === 'symbol'))) continue
  const read = pictures.map(readQr).find((found) => found !== undefined)
  must(read === licence.qr, `${name}: zbarimg reads its QR code`)
  must((await inspectLicence(read ?? '', policy)).verdict === 'passed', `${name}: what zbarimg read verifies`)
  console.log(`  QR code read by zbarimg: ${read?.length} characters, verified`)
}
