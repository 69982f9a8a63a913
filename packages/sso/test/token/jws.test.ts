import { describe, expect, test } from 'vitest'
import { parseJws } from '../../src/token/jws.ts'
import { assemble } from '../hostile-provider.ts'

const HEADER = '{"alg":"ES256"}'
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
    ['text as claims', assemble(HEADER, '"x"'), 'ERR_SSO_JSON_SYNTAX'],
    ['null as claims', assemble(HEADER, 'null'), 'ERR_SSO_JSON_SYNTAX'],
    ['a name twice in the header', assemble('{"alg":"none","alg":"ES256"}', '{}'), 'ERR_SSO_JSON_DUPLICATE'],
    [
      'a name twice deep in the claims',
      assemble(HEADER, '{"a":[{"b":1,"c":{},"b":2}]}'),
      'ERR_SSO_JSON_DUPLICATE',
    ],
    ['depth', assemble(HEADER, deep(17)), 'ERR_SSO_JSON_DEPTH'],
    ['a thousand levels', assemble(HEADER, '['.repeat(1000)), 'ERR_SSO_JSON_DEPTH'],
    [
      'a claim that asks for a prototype',
      assemble(HEADER, '{"__proto__":{"sub":"x"}}'),
      'ERR_SSO_JSON_SYNTAX',
    ],
    ['a number as algorithm', assemble('{"alg":1}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['a list as type', assemble('{"alg":"ES256","typ":["JWT"]}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['no algorithm', assemble('{}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an endless algorithm', assemble(`{"alg":"${'a'.repeat(65)}"}`, '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an endless type', assemble(`{"alg":"ES256","typ":"${'t'.repeat(65)}"}`, '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an empty type', assemble('{"alg":"ES256","typ":""}', '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an endless header', assemble(`{"alg":"ES256","x":"${'x'.repeat(4096)}"}`, '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an endless key id', assemble(`{"alg":"ES256","kid":"${'k'.repeat(257)}"}`, '{}'), 'ERR_SSO_TOKEN_FORM'],
    ['an unencoded payload', assemble('{"alg":"ES256","b64":false}', '{}'), 'ERR_SSO_TOKEN_CRITICAL'],
    ['critical extensions, none', assemble('{"alg":"ES256","crit":[]}', '{}'), 'ERR_SSO_TOKEN_CRITICAL'],
    ['broken UTF-8', assemble(HEADER, '{}').replace('.e30.', '.e_99.'), 'ERR_SSO_TOKEN_FORM'],
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
    expect(parseJws(assemble(HEADER, claims)).claims).toEqual(JSON.parse(claims))
  })
})
