import { expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { createDocument } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const { seal, office, trust } = await createProvince()

test('what a document names is found, through the files that name others', () => {
  const [document] = parseOfdPackage(createDocument()).documents
  expect(document?.links.map(({ kind, file }) => `${kind} ${file}`)).toEqual([
    'document Doc_0/Document.xml',
    'page Doc_0/Pages/Page_0/Content.xml',
    'page Doc_0/Pages/Page_1/Content.xml',
    'template Doc_0/Tpls/Tpl_0/Content.xml',
    'resource Doc_0/PublicRes.xml',
    'resource Doc_0/Res/picture.png',
    'annotation Doc_0/Annots/Annotations.xml',
    'annotation Doc_0/Annots/Page_0.xml',
    'attachment Doc_0/Attachs/Attachments.xml',
    'attachment Doc_0/Attachs/data.xml',
  ])
  expect(document?.pageBox).toEqual({ x: 0, y: 0, width: 210, height: 297 })
})

test.each(['<:params xmlns:="">', '<!DOCTYPE a><ofd:Attachments/>'])(
  'a part that is no XML is passed over, named, and sealed like every file: %s',
  async (part) => {
    const file = 'Doc_0/Attachs/Attachments.xml'
    const sealed = await sealOfd(createDocument({ [file]: part }), { seal, signer: office.signer, at: AT })
    const report = await inspectOfd(sealed, { trust, at: AT })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.documents[0]?.unreadable).toEqual([file])
    expect(report.subject?.signatures[0]?.covered).toContain(file)
  },
)
