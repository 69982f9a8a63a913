import { describe, expect, test } from 'vitest'
import { loadPicture } from '../../src/picture/load.ts'
import { parsePicture } from '../../src/picture/parse.ts'
import { bmpOf, GIF, JPEG, PNG, SVG } from './samples.ts'

describe('a picture is loaded as it is parsed', () => {
  test.each([
    ['png', PNG],
    ['gif', GIF],
    ['jpeg', JPEG],
    ['bmp', bmpOf()],
    ['svg', SVG],
  ])('%s', async (format, data) => {
    const picture = await loadPicture(data)
    expect(picture.format).toBe(format)
    expect(picture).toEqual(parsePicture(data))
  })

  test.each([
    ['of no format', Uint8Array.of(1, 2, 3), 'ERR_PICTURE_FORMAT'],
    ['cut off', PNG.subarray(0, 20), 'ERR_PICTURE_STRUCTURE'],
  ])('or refused where it is %s', async (_, data, code) => {
    await expect(loadPicture(data)).rejects.toMatchObject({ code })
  })
})
