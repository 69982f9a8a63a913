import type { Attack } from './attack.ts'
import { BOMB_ATTACKS } from './bomb.ts'
import { CERTIFICATE_ATTACKS } from './certificate.ts'
import { DIGEST_ATTACKS } from './digest.ts'
import { GRAPH_ATTACKS } from './graph.ts'
import { MESSAGE_ATTACKS } from './message.ts'
import { ORDER_ATTACKS } from './order.ts'
import { PACKAGE_ATTACKS } from './package.ts'
import { PARSER_ATTACKS } from './parser.ts'
import { SEAL_ATTACKS } from './seal.ts'
import { SEAL_SHOWN_ATTACKS } from './seal-shown.ts'
import { SEAL_TIME_ATTACKS } from './seal-time.ts'
import { SIGNATURE_ATTACKS } from './signature.ts'
import { SMUGGLING_ATTACKS } from './smuggling.ts'
import { STRIPPING_ATTACKS } from './stripping.ts'
import { TIME_ATTACKS } from './time.ts'

/** Every attack on sealed documents that is known here. */
export const ATTACKS: readonly Attack[] = [
  ...PACKAGE_ATTACKS,
  ...PARSER_ATTACKS,
  ...BOMB_ATTACKS,
  ...GRAPH_ATTACKS,
  ...DIGEST_ATTACKS,
  ...SIGNATURE_ATTACKS,
  ...MESSAGE_ATTACKS,
  ...SEAL_ATTACKS,
  ...SEAL_SHOWN_ATTACKS,
  ...SEAL_TIME_ATTACKS,
  ...CERTIFICATE_ATTACKS,
  ...TIME_ATTACKS,
  ...ORDER_ATTACKS,
  ...STRIPPING_ATTACKS,
  ...SMUGGLING_ATTACKS,
]
