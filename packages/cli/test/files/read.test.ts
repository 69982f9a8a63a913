import { expect, test, vi } from 'vitest'
import { readFile } from '../../src/files/read.ts'

/** Standard input that comes octet by octet. */
async function* trickle(count: number) {
  for (let i = 0; i < count; i++) yield Uint8Array.of(i)
}

test('standard input of 200,000 single octets is read, and no further than its limit', async () => {
  const input = vi.spyOn(process, 'stdin', 'get')
  try {
    input.mockReturnValue(trickle(200_000) as never)
    const bytes = await readFile('-')
    expect([bytes.length, bytes[0], bytes[1], bytes[199_999]]).toEqual([200_000, 0, 1, 199_999 & 255])
    input.mockReturnValue(trickle(3) as never)
    await expect(readFile('-', 2)).rejects.toMatchObject({ code: 'ERR_FILE_SIZE' })
  } finally {
    input.mockRestore()
  }
})
