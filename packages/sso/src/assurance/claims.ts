import { isUscc } from '@xinyin/core/register-codes'
import { SsoError } from '../errors.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import type { Company } from './subject.ts'

const MAX_TEXT = 256

/** A text; providers write one that they do not have as nothing, `null` or an empty text. */
export function textIn(claims: JsonObject, name: string, path: string = name): string | undefined {
  const value = claims[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && value.length <= MAX_TEXT) return value
  throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: path })
}

/** `{ "name", "uscc" }`, both there. */
export function companyIn(claims: JsonObject, claim: string, path: string = claim): Company {
  const company = claims[claim]
  if (!isJsonObject(company)) throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: path })
  const name = textIn(company, 'name', `${path}.name`)
  if (name === undefined) throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: `${path}.name` })
  const uscc = company['uscc']
  if (typeof uscc !== 'string') throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: `${path}.uscc` })
  if (!isUscc(uscc)) throw new SsoError('ERR_SSO_USCC')
  return { name, uscc }
}

/** A claim that says `true`, or that it does not; anything else is refused, so that a typing error is no `false`. */
export function isSaid(claims: JsonObject, claim: string): boolean {
  const value = claims[claim] ?? false
  if (typeof value !== 'boolean') throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim })
  return value
}
