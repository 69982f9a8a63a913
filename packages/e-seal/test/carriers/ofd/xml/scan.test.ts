import { encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { elementTexts } from '../../../../src/carriers/ofd/xml/scan.ts'

const textOf = (content: string) =>
  elementTexts(encodeUtf8(`<a><ofd:PageRes>${content}</ofd:PageRes></a>`), 'PageRes', 4)

describe('the text of an element that is looked for', () => {
  test('is read with the five references that need no declaration', () => {
    expect(textOf('a&amp;b&lt;c&gt;d&quot;e&apos;f&#65;&#x42;')).toEqual(['a&b<c>d"e\'fAB'])
  })

  test.each(['constructor', 'toString', '__proto__', 'nbsp', '#x110000'])(
    'an attack: is not plain with the reference &%s;',
    (name) => {
      expect(textOf(`a&${name};b`)).toEqual([undefined])
    },
  )
})
