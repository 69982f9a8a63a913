import { concatBytes } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflate, inflate, inflatePortably } from '../../src/status/zlib.ts'

const zeros = await deflate(new Uint8Array(100_000))
const one = await deflate(Uint8Array.of(1))

describe.each([
  ['native code', inflate],
  ['the streams of the Web', inflatePortably],
])('a list taken out of its compression by %s', (_, unpack) => {
  test('is what it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3000 }), async (bytes) => {
        expect(await unpack(await deflate(bytes), bytes.length)).toEqual(bytes)
      }),
      { numRuns: 25 },
    )
  })

  test('may fill the limit, and not go beyond it', async () => {
    expect(await unpack(zeros, 100_000)).toHaveLength(100_000)
    await expect(unpack(zeros, 99_999)).rejects.toMatchObject({
      code: 'ERR_STATUS_LIST_SIZE',
      facts: { limit: 99_999 },
    })
  })

  test('is not unpacked further than that: a bomb costs next to nothing', async () => {
    const bomb = await deflate(new Uint8Array(64 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(100_000)
    const before = performance.now()
    await expect(unpack(bomb, 10_000)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_SIZE' })
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['three octets', Uint8Array.of(0x78, 0x9c, 0x03)],
    ['no zlib header', zeros.subarray(2)],
    ['one without its checksum', zeros.subarray(0, -4)],
    ['one that is cut', zeros.subarray(0, 40)],
    ['another checksum', concatBytes(zeros.subarray(0, -1), Uint8Array.of(9))],
    ['something behind its end', concatBytes(zeros, Uint8Array.of(0))],
    ['two of them', concatBytes(zeros, one)],
  ])('is refused where it is %s', async (_name, packed) => {
    await expect(unpack(packed, 200_000)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_COMPRESSION' })
  })
})
