import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import type { FaceTemplate } from '../../src/face/template.ts'
import { createLicenceOfd, type LicenceOfdOptions } from '../../src/file/ofd.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { createQrSymbol } from '../../src/qr/symbol/create.ts'
import { checkFace } from '../../src/verify/face.ts'
import { FACES, PHOTO } from './faces.ts'

const AT = new Date('2026-05-22T08:00:00Z')

/** What is said of a face as it is written, before anybody seals it. */
function check(
  template: FaceTemplate,
  data: LicenceData,
  options: LicenceOfdOptions = {},
  templates: readonly FaceTemplate[] = [],
) {
  const source = parseOfdPackage(createLicenceOfd(data, template, { at: AT, ...options }))
  const custom = source.documents[0]!.info.customData
  return checkFace(async () => source, { custom, data, templates })
}

const pictures = { photo: PHOTO }
const watermark = { text: '仅限办理竣工验收使用' }
/** The same face a little further down: a design that nobody knows. */
const unknownOf = (template: FaceTemplate): FaceTemplate => ({
  pages: template.pages.map((page) => ({
    ...page,
    height: page.height + 3,
    items: page.items.map((item) =>
      'box' in item ? { ...item, box: [item.box[0], item.box[1] + 3, item.box[2], item.box[3]] } : item,
    ) as typeof page.items,
  })),
})

describe.each(Object.entries(FACES))('the face of %s passes', (_, { template, data }) => {
  test.each<[how: string, options: LicenceOfdOptions]>([
    ['as it is', {}],
    ['in English', { language: 'en' }],
    ['with words across it', { watermark }],
    [
      'with plain words across it',
      { watermark: { ...watermark, angle: 0, opacity: 0.4, colour: '#000000' } },
    ],
    ['with its code', { qr: createQrSymbol('XY1:0123456789') }],
  ])('%s', async (_how, options) => {
    expect(await check(template, data, { pictures, ...options })).toMatchObject({ status: 'passed' })
  })
  test('where nobody knows its template', async () => {
    expect(await check(unknownOf(template), data, { pictures, watermark })).toMatchObject({
      status: 'passed',
    })
  })
})

test('a text that is not tagged fails where the template is not known, too', async () => {
  const { template, data } = FACES['construction-permit']!
  const source = parseOfdPackage(createLicenceOfd(data, unknownOf(template), { at: AT }))
  const name = 'Doc_0/Pages/Page_0/Content.xml'
  const page = new TextDecoder().decode(source.files.get(name))
  const more =
    '<ofd:TextObject ID="9100" Boundary="100 100 60 6" Font="1" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 4 4">有效期延长</ofd:TextCode></ofd:TextObject>'
  const changed = new TextEncoder().encode(page.replace('</ofd:Layer>', `${more}</ofd:Layer>`))
  const files = { get: (file: string) => (file === name ? changed : source.files.get(file)) }
  const { info } = source.documents[0]!
  const found = await checkFace(async () => ({ ...source, files }), { custom: info.customData, data })
  expect(found).toMatchObject({ status: 'failed', facts: { element: 'face', reason: 'added' } })
})
