import { ALTERATION_ATTACKS } from './alteration.ts'
import type { Attack } from './attack.ts'
import { CERTIFICATE_ATTACKS } from './certificate.ts'
import { DISCLOSURE_ATTACKS } from './disclosure.ts'
import { FACE_ATTACKS } from './face.ts'
import { DRAWING_ATTACKS } from './face-drawing.ts'
import { HOLDER_ATTACKS } from './holder.ts'
import { IDENTITY_ATTACKS } from './identity.ts'
import { ISSUER_ATTACKS } from './issuer.ts'
import { KEY_BINDING_ATTACKS } from './key-binding.ts'
import { PARSER_ATTACKS } from './parser.ts'
import { PERIOD_ATTACKS, VERSION_ATTACKS } from './period.ts'
import { SCOPE_ATTACKS } from './scope.ts'
import { STATE_ATTACKS, STATUS_LIST_ATTACKS } from './status-list.ts'

/** Every attack on licences that is known here. */
export const ATTACKS: readonly Attack[] = [
  ...ISSUER_ATTACKS,
  ...SCOPE_ATTACKS,
  ...CERTIFICATE_ATTACKS,
  ...STATE_ATTACKS,
  ...STATUS_LIST_ATTACKS,
  ...PERIOD_ATTACKS,
  ...VERSION_ATTACKS,
  ...HOLDER_ATTACKS,
  ...KEY_BINDING_ATTACKS,
  ...DISCLOSURE_ATTACKS,
  ...FACE_ATTACKS,
  ...DRAWING_ATTACKS,
  ...IDENTITY_ATTACKS,
  ...ALTERATION_ATTACKS,
  ...PARSER_ATTACKS,
]
