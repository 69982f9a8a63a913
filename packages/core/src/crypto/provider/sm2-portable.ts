import { verifySm2Digest } from '../../gm/sm2/verify.ts'
import { sm3 } from '../../gm/sm3.ts'
import { pointOf } from '../point-of.ts'
import type { Provider } from './provider.ts'

/** Verifies with SM2 in portable code: all that a page needs of it. */
export const verifySm2Portably: Provider['SM2']['verify'] = (key, z, message, signature) =>
  verifySm2Digest(pointOf(key), sm3(z, message), signature)
