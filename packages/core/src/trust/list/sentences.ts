import type { Catalogue } from '../../errors.ts'
import { JSON_CODES } from '../../json/codes.ts'
import { PATH_CODES } from '../../x509/path/codes.ts'
import { REVOCATION_CODES } from '../../x509/revocation/codes.ts'
import { GRANT_CODES } from '../grant-codes.ts'
import { TRUST_LIST_CODES } from './codes.ts'

/** The sentences of the codes of trust lists and of all that is asked of who signs them, loaded with the first refusal. */
export const SENTENCES: Catalogue = {
  ...JSON_CODES,
  ...PATH_CODES,
  ...REVOCATION_CODES,
  ...GRANT_CODES,
  ...TRUST_LIST_CODES,
}
