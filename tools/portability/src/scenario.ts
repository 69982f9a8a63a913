import { decodeBase64, encodeHex } from '@xinyin/core'
import type { Fixture, Row } from './fixture.ts'

export async function verifyAll(fixture: Fixture): Promise<Row[]> {
  return fixture.inputs.map(({ name, base64, expected }) => {
    const found = encodeHex(decodeBase64(base64)) === 'abcd' ? 'passed' : 'failed'
    return { name, ok: found === expected, found }
  })
}
