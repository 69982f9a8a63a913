import { describe, expect, test } from 'vitest'
import { resolveLocation } from '../../../src/carriers/ofd/location.ts'

describe('paths in a package', () => {
  test.each([
    ['Doc_0/Document.xml', 'OFD.xml', 'Doc_0/Document.xml'],
    ['/Doc_0/Document.xml', 'Doc_0/Signs/Signatures.xml', 'Doc_0/Document.xml'],
    ['Pages/Page_0/Content.xml', 'Doc_0/Document.xml', 'Doc_0/Pages/Page_0/Content.xml'],
    ['./Res.xml', 'Doc_0/Document.xml', 'Doc_0/Res.xml'],
    ['../Doc_0/Res.xml', 'Doc_0/Document.xml', 'Doc_0/Res.xml'],
    ['a b&c/中文.xml', 'Doc_0/Document.xml', 'Doc_0/a b&c/中文.xml'],
  ])('%s in %s is %s', (location, from, name) => {
    expect(resolveLocation(location, from)).toBe(name)
  })

  test.each(['', '/', '.', '..', '../x', '/../x', 'a//b', 'a\\b', 'a\0b', 'a/', 'x'.repeat(1025)])(
    '%j is refused',
    (location) => {
      expect(() => resolveLocation(location, 'OFD.xml')).toThrow(
        expect.objectContaining({ code: 'ERR_OFD_LOCATION' }),
      )
    },
  )
})
