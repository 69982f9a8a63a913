import { describe, expect, test } from 'vitest'
import { parseJws } from '../../src/token/jws.ts'
import { assemble } from '../hostile-provider.ts'

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe('the gate before every token', () => {
  const malformed: [name: string, token: string, code: string][] = [
    ['nothing', '', 'ERR_SSO_TOKEN_FORM'],
    ['one part', 'e30', 'ERR_SSO_TOKEN_FORM'],
    ['an encrypted token', 'e30.e30.e30.e30.e30', 'ERR_SSO_TOKEN_FORM'],
    ['empty parts', '..', 'ERR_SSO_TOKEN_FORM'],
    ['a million characters', 'a'.repeat(1_000_000), 'ERR_SSO_TOKEN_SIZE'],
    ['padding', 'e30=.e30.AA', 'ERR_SSO_TOKEN_FORM'],
    ['stray bits', 'e31.e30.AB', 'ERR_SSO_TOKEN_FORM'],
    ['white space', 'e30. e30.AA', 'ERR_SSO_TOKEN_FORM'],
    ['the other alphabet', 'e30.e30.+/', 'ERR_SSO_TOKEN_FORM'],
    ['a list as header', assemble('[]', '{}'), 'ERR_SSO_JSON_SYNTAX'],
    ['text as claims', assemble('{}', '"x"'), 'ERR_SSO_JSON_SYNTAX'],
    ['null as claims', assemble('{}', 'null'), 'ERR_SSO_JSON_SYNTAX'],
    ['a name twice in the header', assemble('{"alg":"none","alg":"ES256"}', '{}'), 'ERR_SSO_JSON_DUPLICATE'],
    [
      'a name twice deep in the claims',
      assemble('{}', '{"a":[{"b":1,"c":{},"b":2}]}'),
      'ERR_SSO_JSON_DUPLICATE',
    ],
    ['depth', assemble('{}', deep(17)), 'ERR_SSO_JSON_DEPTH'],
    ['a thousand levels', assemble('{}', '['.repeat(1000)), 'ERR_SSO_JSON_DEPTH'],
    ['a claim that asks for a prototype', assemble('{}', '{"__proto__":{"sub":"x"}}'), 'ERR_SSO_JSON_SYNTAX'],
    ['a number as algorithm', assemble('{"alg":1}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['a list as type', assemble('{"typ":["JWT"]}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an endless key id', assemble(`{"kid":"${'k'.repeat(257)}"}`, '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an unencoded payload', assemble('{"b64":false}', '{}'), 'ERR_SSO_TOKEN_CRITICAL'],
    ['critical extensions, none', assemble('{"crit":[]}', '{}'), 'ERR_SSO_TOKEN_CRITICAL'],
    ['broken UTF-8', 'e30.ew.AA'.replace('ew', 'eyL_Ijoxfq'), 'ERR_SSO_TOKEN_FORM'],
  ]
  test.each(malformed)('refuses %s', (_, token, code) => {
    const started = performance.now()
    expect(() => parseJws(token)).toThrowError(expect.objectContaining({ code }))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('takes a token apart', () => {
    expect(parseJws(assemble('{"alg":"ES256","typ":"application/JWT","kid":"k"}', deep(16)))).toMatchObject({
      algorithm: 'ES256',
      type: 'jwt',
      keyId: 'k',
    })
  })

  test('is not misled by names and brackets inside text', () => {
    const claims = '{"a":"\\"b\\":{[","b":"x\\\\","c":[":","b"]}'
    expect(parseJws(assemble('{}', claims)).claims).toEqual(JSON.parse(claims))
  })
})
