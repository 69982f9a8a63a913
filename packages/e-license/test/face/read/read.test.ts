import { TrustError } from '@xinyin/core'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDocument, path, tag, text } from './document.ts'
import { faceFieldsOf, faceTextOf, readFace } from './read-face.ts'

describe('tags', () => {
  const objects =
    text(10, '示例公司') + text(11, '张', 'Boundary="10 20 80 6"') + text(12, '三', 'Boundary="10 30 80 6"')
  const two =
    '<t:CZZT Index="1"><t:ObjectRef PageRef="1">11</t:ObjectRef><t:ObjectRef PageRef="1">12</t:ObjectRef></t:CZZT>'

  test('name items, however deep, and join what stands on several lines', () => {
    const tags = `<t:Holders>${tag('CZZT', 10, 'Index="0"')}${two}</t:Holders>${tag('KZ_A', 10)}`
    const { items } = readFace(createDocument({ objects, tags }))
    expect(items).toEqual([
      { element: 'CZZT', index: 0, text: '示例公司', hidden: undefined },
      { element: 'CZZT', index: 1, text: '张三', hidden: undefined },
      { element: 'KZ_A', index: undefined, text: '示例公司', hidden: undefined },
    ])
  })
  test('are gathered by item, without what is hidden', () => {
    const white = text(13, '李四', 'Boundary="10 40 80 6"', '<ofd:FillColor Value="255 255 255"/>')
    const tags = tag('CZZT', 10) + tag('CZZT', 13) + two
    expect([...faceFieldsOf(createDocument({ objects: objects + white, tags }))]).toEqual([
      ['CZZT', ['示例公司', '张三']],
    ])
  })
  test.each(['-1', '1.5', '', 'x', '99999'])('an index %s is none', (index) => {
    const { items } = readFace(createDocument({ objects, tags: tag('CZZT', 10, `Index="${index}"`) }))
    expect(items[0]!.index).toBeUndefined()
  })
  test('on another page are missing', () => {
    const tags = '<t:CZZT><t:ObjectRef PageRef="7">10</t:ObjectRef></t:CZZT><t:ZZBH/>'
    expect(readFace(createDocument({ objects, tags })).items).toEqual([
      { element: 'CZZT', index: undefined, text: '', hidden: 'missing' },
    ])
  })
  test('there need be none, nor the files that they should be in', () => {
    expect(readFace(createDocument({ objects })).items).toEqual([])
    const more = '<ofd:CustomTags>Gone.xml</ofd:CustomTags>'
    expect(readFace(createDocument({ objects, more })).items).toEqual([])
  })
})

describe('visible text', () => {
  test('is read line by line, whatever the order of the objects', () => {
    const objects = [
      text(10, '丙', 'Boundary="10 50 80 6"'),
      text(11, '乙', 'Boundary="60 10 20 6"'),
      text(12, '甲', 'Boundary="10 10 20 6"'),
    ].join('')
    expect(faceTextOf(createDocument({ objects }))).toBe('甲 乙\n丙')
  })
  test('has what is turned after the lines', () => {
    const objects = `${text(10, '仅限示例', 'Boundary="0 0 100 100" CTM="0.87 -0.5 0.5 0.87 10 60"')}${text(11, '甲乙')}`
    expect(faceTextOf(createDocument({ objects }))).toBe('甲乙\n仅限示例')
  })
  test('has annotations and templates', () => {
    const document = createDocument({
      content: `<ofd:Template TemplateID="20"/><ofd:Content><ofd:Layer ID="2">${text(10, '甲')}</ofd:Layer></ofd:Content>`,
      common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/>',
      more: '<ofd:Annotations>Annotations.xml</ofd:Annotations>',
      files: {
        'Template.xml': `<ofd:Page><ofd:Content><ofd:Layer ID="21">${text(22, '乙', 'Boundary="10 20 80 6"')}</ofd:Layer></ofd:Content></ofd:Page>`,
        'Annotations.xml':
          '<ofd:Annotations><ofd:Page PageID="1"><ofd:FileLoc>Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        'Annotation.xml': `<ofd:PageAnnot><ofd:Annot ID="30"><ofd:Appearance Boundary="10 40 80 6">${text(31, '丙', 'Boundary="0 0 80 6"')}</ofd:Appearance></ofd:Annot><ofd:Annot ID="32" Visible="false"><ofd:Appearance Boundary="10 60 80 6">${text(33, '丁', 'Boundary="0 0 80 6"')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`,
      },
    })
    expect(faceTextOf(document)).toBe('甲\n乙\n丙')
  })
})

describe('a hostile document is refused with a code', () => {
  const code = (read: () => unknown) => {
    try {
      read()
      return undefined
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
      return error.code
    }
  }
  const objects = text(10, '甲乙丙')

  test('with another count of documents than one', () => {
    const [one] = createDocument({ objects }).documents
    const files = createDocument({ objects }).files
    expect(code(() => readFace({ documents: [], files }))).toBe('ERR_FACE_DOCUMENTS')
    expect(code(() => readFace({ documents: [one!, one!], files }))).toBe('ERR_FACE_DOCUMENTS')
    expect(code(() => readFace({ documents: [one!], files: new Map() }))).toBe('ERR_FACE_DOCUMENTS')
  })
  test('with more pages, characters or work than allowed', () => {
    expect(code(() => readFace(createDocument({ objects }), { maxPages: 0 }))).toBe('ERR_FACE_LIMIT')
    expect(code(() => readFace(createDocument({ objects }), { maxGlyphs: 2 }))).toBe('ERR_FACE_LIMIT')
    expect(code(() => readFace(createDocument({ objects }), { maxGlyphs: 3 }))).toBeUndefined()
    const cover = path(11, 'M 0 0 L 90 0 L 90 90 C', 'Fill="true"')
    expect(code(() => readFace(createDocument({ objects: objects + cover }), { maxSteps: 10 }))).toBe(
      'ERR_FACE_LIMIT',
    )
  })
  test('with more tags than a face has', () => {
    const tags = tag('CZZT', 10).repeat(5001)
    expect(code(() => readFace(createDocument({ objects, tags })))).toBe('ERR_FACE_LIMIT')
  })
  test('with a tag file that is no XML, or lies elsewhere', () => {
    expect(code(() => readFace(createDocument({ objects, tags: '<' })))).toBe('ERR_XML_MALFORMED')
    const more = '<ofd:CustomTags>Own.xml</ofd:CustomTags>'
    const list =
      '<ofd:CustomTags><ofd:CustomTag TypeID="t"><ofd:FileLoc>../../out.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>'
    expect(code(() => readFace(createDocument({ objects, more, files: { 'Own.xml': list } })))).toBe(
      'ERR_OFD_LOCATION',
    )
  })
  test('but not with templates or drawing parameters that lead back to themselves', () => {
    const document = createDocument({
      content: `<ofd:Template TemplateID="20"/><ofd:Content><ofd:Layer ID="2">${text(10, '甲', 'DrawParam="7"')}</ofd:Layer></ofd:Content>`,
      common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/><ofd:PublicRes>Res.xml</ofd:PublicRes>',
      files: {
        'Template.xml': '<ofd:Page><ofd:Template TemplateID="20"/></ofd:Page>',
        'Res.xml': '<ofd:Res><ofd:DrawParams><ofd:DrawParam ID="7" Relative="7"/></ofd:DrawParams></ofd:Res>',
      },
    })
    expect(faceTextOf(document)).toBe('甲')
  })
  test('but many templates within templates are not followed without end', () => {
    const again = '<ofd:Template TemplateID="20"/>'.repeat(40)
    const document = () =>
      createDocument({
        content: `${again}<ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content>`,
        common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/>',
        files: { 'Template.xml': `<ofd:Page>${again}</ofd:Page>` },
      })
    expect(code(() => readFace(document()))).toBe('ERR_FACE_LIMIT')
  })
  test('whatever numbers are in it', () => {
    const odd = fc.constantFrom(
      '',
      'NaN',
      '1e999',
      '-1',
      '0',
      '1 2',
      'x',
      '1e-320',
      '9'.repeat(400),
      '1 1 1 1 1 1',
    )
    fc.assert(
      fc.property(
        odd,
        odd,
        odd,
        odd,
        fc.string({ unit: fc.constantFrom(...'MLBQACS 019.-e'), maxLength: 60 }),
        (one, two, three, four, data) => {
          const document = createDocument({
            objects: `${text(10, '甲乙', `Boundary="${one}" CTM="${two}" Size="${three}" Alpha="${four}"`, `<ofd:FillColor Value="${one}" Alpha="${two}"/>`)}${path(11, data, `LineWidth="${three}" Fill="true" CTM="${four}"`)}<ofd:ImageObject ID="12" Boundary="${four}" CTM="${one}"/>`,
            tags: tag('CZZT', 10),
          })
          expect(readFace(document).items).toHaveLength(1)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('documents made by others', () => {
  for (const file of listTruth('ofd').filter(
    (name) => name.endsWith('.ofd') && !name.startsWith('container-'),
  ))
    testTruth(`${file} is read`, () => {
      const source = parseOfdPackage(readTruth(`ofd/${file}`))
      expect(typeof readFace(source).text).toBe('string')
    })
  testTruth('an invoice: its tags, and the texts that they point at', () => {
    const source = parseOfdPackage(readTruth('ofd/signed-v4-test-invoice.ofd'))
    const fields = faceFieldsOf(source)
    expect(fields.get('InvoiceCode')).toEqual(['050001700111'])
    expect(fields.get('IssueDate')).toEqual(['2020年08月05日'])
    expect(faceTextOf(source)).toContain('050001700111')
  })
})
